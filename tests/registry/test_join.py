"""The join of a whole registry says of each patient what the walk through one patient says, on every engine."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import psycopg
import pytest
from benchmarks.registry import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from percutis.domain.assessment import Assessment, assess
from percutis.domain.edition.basis import Window
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Intake, Patient, SkinTyping
from percutis.domain.words import SKIN_TYPES, Status
from percutis.registry.join import lay_edition, sql
from percutis.registry.laid_out import SEXES, VERDICTS, LaidOut, lay_out
from tests.postgresql import postgresql
from tests.strategies import EDITION, TODAY, days_ago, findings

VERDICTS_OF = "SELECT patient, verdict, until, questions FROM verdicts"
REASONS_OF = "SELECT patient, rule, until FROM reasons"


@st.composite
def people(draw: st.DrawFn) -> Intake:
    """One patient of a registry: nothing requested, nobody who treats; a finding lies in one zone at most."""
    said = [replace(one, zones=one.zones[:1]) for one in draw(st.lists(findings(), max_size=8))]
    if said and draw(st.booleans()):  # once more, as those who have it again
        said.append(replace(said[0], status=draw(st.sampled_from(Status)), last=draw(st.none() | days_ago)))
    skin_type = draw(st.none() | st.sampled_from(SKIN_TYPES))
    return Intake(
        patient=Patient(
            id="P-TEST", born=draw(st.dates(date(1930, 1, 1), TODAY)), sex=draw(st.sampled_from((None, *SEXES)))
        ),
        skin_type=SkinTyping(fitzpatrick=skin_type) if skin_type else None,
        findings=tuple(said),
    )


def fill(cursor: Any, tables: dict[str, list[tuple[Any, ...]]], mark: str) -> None:
    """The rows into their tables."""
    for name, rows in tables.items():
        if rows:
            places = ", ".join([mark] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608 (names of our own tables)


def by_sqlite(registry: list[Intake], laid_out: LaidOut) -> list[Any]:
    """The answers of SQLite, which keeps a day as text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql("registry") + sql("tables"))
        for tables in (rows_of(registry, laid_out), laid_out.rows):
            texts = {
                name: [tuple(str(value) if isinstance(value, date) else value for value in row) for row in rows]
                for name, rows in tables.items()
            }
            fill(connection, texts, "?")
        connection.executescript(sql("screen"))
        return told(connection.execute(VERDICTS_OF).fetchall(), connection.execute(REASONS_OF).fetchall(), laid_out)


def by_postgresql(registry: list[Intake], laid_out: LaidOut, address: str) -> list[Any]:
    """The answers of PostgreSQL."""
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(sql("registry") + sql("tables"))
        for tables in (rows_of(registry, laid_out), laid_out.rows):
            fill(cursor, tables, "%s")
        cursor.execute(sql("screen"))
        found = told(cursor.execute(VERDICTS_OF).fetchall(), cursor.execute(REASONS_OF).fetchall(), laid_out)
        connection.rollback()
        return found


def by_duckdb(registry: list[Intake], edition: Edition = EDITION) -> list[Any]:
    """The answers of DuckDB, as the program asks it."""
    laid_out = lay_out(edition, TODAY)
    with duckdb.connect() as connection:
        connection.execute(sql("registry"))
        fill(connection, rows_of(registry, laid_out), "?")
        lay_edition(connection, laid_out)
        connection.execute(sql("screen"))
        return told(connection.execute(VERDICTS_OF).fetchall(), connection.execute(REASONS_OF).fetchall(), laid_out)


def told(verdicts: list[tuple[Any, ...]], reasons: list[tuple[Any, ...]], laid_out: LaidOut) -> list[Any]:
    """What an engine answered, a line for each patient: verdict, until, questions, and each rule with its day."""
    by_patient: dict[int, set[tuple[str, str | None]]] = {}
    for patient, rule, until in reasons:
        by_patient.setdefault(patient, set()).add((laid_out.rules[rule], str(until) if until else None))
    return [
        (VERDICTS[verdict], str(until) if until else None, int(questions), by_patient.get(patient, set()))
        for patient, verdict, until, questions in sorted(verdicts)
    ]


def walked(one: Intake, edition: Edition = EDITION) -> Any:
    """The same of one patient, by the walk."""
    found: Assessment = assess(one, edition, TODAY)
    reasons = {(reason.rule, str(reason.until) if reason.until else None) for reason in found.reasons}
    return found.verdict, str(found.until) if found.until else None, len(found.questions), reasons


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server."""
    with postgresql(str(tmp_path_factory.mktemp("pg"))) as found:
        yield found


LAID_OUT = lay_out(EDITION, TODAY)


def test_every_rule_that_can_speak_is_laid_out() -> None:
    """What is left out asks about zones, concerns, devices or operators, of which a registry says nothing."""
    left = {rule.id for rule in EDITION.rules} - set(LAID_OUT.rules.values())
    asks = {rule: set(EDITION.rule[rule].when.given) for rule in left}
    of_a_request = {"zones", "concerns", "bony", "grade_from", "concern_younger_than"}
    of_a_treatment = {"devices", "device_classes", "additions", "anaesthetics", "jurisdictions", "roles"}
    assert {rule for rule, given in asks.items() if not given & (of_a_request | of_a_treatment)} == set()


registries = st.lists(people(), min_size=1, max_size=40)


@given(registries)
@settings(max_examples=40)
def test_join_says_what_the_walk_says(registry: list[Intake]) -> None:
    """Verdict, day, number of open questions, and each rule with its day, for every patient."""
    assert by_duckdb(registry) == [walked(one) for one in registry]


@given(registries)
@settings(max_examples=40)
def test_join_says_the_same_on_sqlite(registry: list[Intake]) -> None:
    """The same text of SQL."""
    assert by_sqlite(registry, LAID_OUT) == [walked(one) for one in registry]


@given(registries)
@settings(max_examples=15)
def test_join_says_the_same_on_postgresql(address: str, registry: list[Intake]) -> None:
    """The same text of SQL."""
    assert by_postgresql(registry, LAID_OUT, address) == [walked(one) for one in registry]


def variant(rule: Rule, number: int) -> Rule:
    """The rule with one condition more, of each kind that a patient can answer, by turns."""
    conditions = (
        {"sexes": ("female",)},
        {"findings": ("diabetes", "pregnancy")},
        {"without": ("autoimmune_disease",)},
        {"history": ("keloid",)},
        {"age_from": 30, "age_below": 60},
        {"skin_types": ("V", "VI")},
    )
    return replace(rule, when=replace(rule.when, **conditions[number % len(conditions)]))


def in_a_zone(rule: Rule) -> Rule:
    """The rule for findings of the face, which ended at least ninety days ago."""
    trigger = rule.trigger and replace(rule.trigger, zones=("face",), beyond=Window(days=90))
    return replace(rule, trigger=trigger)


VARIED = replace(
    EDITION,
    rules=tuple(
        in_a_zone(rule) if number % 7 == 6 else variant(rule, number) for number, rule in enumerate(EDITION.rules)
    ),
)


@given(registries)
@settings(max_examples=30)
def test_join_says_what_the_walk_says_under_conditions_that_no_rule_has_yet(registry: list[Intake]) -> None:
    """Sexes, other findings, zones and windows that have passed, on rules that have none in the edition."""
    assert by_duckdb(registry, VARIED) == [walked(one, VARIED) for one in registry]
