"""A registry screened by the join, beside the same join on SQLite and the same patients walked one by one."""

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import duckdb
from rich.table import Table

from benchmarks.patients import TODAY
from benchmarks.timing import shown
from percutis.domain.assessment import assess
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Finding, Intake, Patient, SkinTyping
from percutis.domain.words import SKIN_TYPES, Status, Verdict
from percutis.registry.join import lay_columns, lay_edition, sql
from percutis.registry.laid_out import VERDICTS, LaidOut, lay_out

Registry = list[Intake]
Verdicts = list[Verdict]
SIZES = (1_000, 100_000, 1_000_000)
FINDINGS = 3  # each patient's
MOST_PATIENCE = 100_000  # more are not waited for, where one is asked after the other or by SQLite
ASKED = "SELECT verdict FROM verdicts ORDER BY patient"


def registry_table(edition: Edition) -> Table:
    """Seconds for a whole registry that lies in the engine already; the ways must agree on every verdict."""
    title = f"A registry screened, {FINDINGS} findings a patient"
    table = Table("patients", "budget", "join, DuckDB", "join, SQLite", "one by one", title=title)
    laid_out = lay_out(edition, TODAY)
    for size in SIZES:
        registry = _draw(size, edition)
        joined, seconds = _by_duckdb(registry, laid_out)
        cells = [f"{size:,}", "1 s" if size == 1_000_000 else "", shown(seconds)]
        for found, seconds in _others(registry, laid_out, edition) if size <= MOST_PATIENCE else ():
            assert found == joined
            cells.append(shown(seconds))
        table.add_row(*cells)
    return table


def _draw(count: int, edition: Edition) -> Registry:
    dice = random.Random(20261122)
    codes = [kind.code for kind in edition.findings]
    return [_patient(number, dice, codes) for number in range(count)]


def _patient(number: int, dice: random.Random, codes: list[str]) -> Intake:
    said = {code: dice.choice((Status.ACTIVE, Status.PAST, Status.PAST)) for code in dice.choices(codes, k=FINDINGS)}
    last = TODAY - timedelta(days=dice.randrange(900))
    skin_type = dice.choice((None, *SKIN_TYPES))
    return Intake(
        patient=Patient(
            id=f"B-{number:07d}",
            born=TODAY - timedelta(days=dice.randrange(16 * 365, 75 * 365)),
            sex=dice.choice(("female", "male")),
        ),
        skin_type=SkinTyping(fitzpatrick=skin_type) if skin_type else None,
        findings=tuple(
            Finding(finding=code, status=status, last=last if status is Status.PAST else None)
            for code, status in said.items()
        ),
    )


def rows_of(registry: Registry, laid_out: LaidOut) -> dict[str, list[tuple[Any, ...]]]:
    """The patients and the findings as the tables of the join hold them; a finding lies in one zone at most."""
    return {
        "patients": [
            (n, one.patient.born, one.patient.sex, one.skin_type.fitzpatrick if one.skin_type else None)
            for n, one in enumerate(registry)
        ],
        "findings": [
            (n, laid_out.said[said.finding, said.status], _day(said), said.value, next(iter(said.zones), None))
            for n, one in enumerate(registry)
            for said in one.findings
        ],
    }


def _day(said: Finding) -> date | None:
    """When a past finding ended, as far as anybody told."""
    return (said.last or said.since) if said.status is Status.PAST else None


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _by_duckdb(registry: Registry, laid_out: LaidOut) -> tuple[Verdicts, float]:
    with duckdb.connect() as connection:
        connection.execute(sql("registry"))
        for name, rows in rows_of(registry, laid_out).items():
            lay_columns(connection, f"INSERT INTO {name}", zip(*rows, strict=True))

        def screen() -> None:
            lay_edition(connection, laid_out)
            connection.execute(sql("screen"))

        seconds = _timed(screen)
        return [VERDICTS[verdict] for (verdict,) in connection.execute(ASKED).fetchall()], seconds


def _others(registry: Registry, laid_out: LaidOut, edition: Edition) -> list[tuple[Verdicts, float]]:
    return [_by_sqlite(registry, laid_out), _by_walking(registry, edition)]


def _by_sqlite(registry: Registry, laid_out: LaidOut) -> tuple[Verdicts, float]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql("registry") + sql("tables"))
        for name, rows in (rows_of(registry, laid_out) | laid_out.rows).items():
            if rows:
                texts = [tuple(str(value) if isinstance(value, date) else value for value in row) for row in rows]
                places = ", ".join("?" * len(texts[0]))
                connection.executemany(f"INSERT INTO {name} VALUES ({places})", texts)  # noqa: S608 (our own names)
        connection.execute("CREATE INDEX said ON triggers (said)")
        seconds = _timed(lambda: connection.executescript(sql("screen")))
        return [VERDICTS[verdict] for (verdict,) in connection.execute(ASKED).fetchall()], seconds


def _by_walking(registry: Registry, edition: Edition) -> tuple[Verdicts, float]:
    found: Verdicts = []
    seconds = _timed(lambda: found.extend(assess(one, edition, TODAY).verdict for one in registry))
    return found, seconds
