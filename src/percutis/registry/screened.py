"""Screens a registry from its folder and says what was found: how many of each verdict, which rules speak of how many,
and, where asked, a line for every patient.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError
from percutis.domain.rule_index import reason_of
from percutis.domain.words import Action, Evidence, Strength, Verdict
from percutis.registry.join import lay_edition, sql
from percutis.registry.laid_out import VERDICTS, lay_out
from percutis.registry.reading import read_registry
from percutis.registry.writing import write_lines

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class VerdictCount(NamedTuple):
    """How many patients have one verdict."""

    verdict: Verdict
    patients: int


class RuleCount(NamedTuple):
    """Of how many patients one rule speaks."""

    rule: str
    action: Action
    patients: int
    text: Sentence
    cites: tuple[Cite, ...]
    strength: Strength
    evidence: Evidence


class Screened(NamedTuple):
    """What the rules say of a whole registry on one day; the rule that speaks of most stands first.

    `with_questions` patients have something still to be asked: for them a verdict says what is known, no more.
    """

    edition: str
    edition_status: str
    on: date
    patients: int
    with_questions: int
    verdicts: tuple[VerdictCount, ...]
    rules: tuple[RuleCount, ...]


def screen_registry(folder: Path, edition: Edition, on: date, out: Path | None = None) -> Screened:
    """Screen the registry of a folder, and write `verdicts` and `reasons` into the folder `out` where one is given: a
    line for each patient and for each reason, as the registry is kept, CSV or Parquet.

    Raises:
        InputError: the registry cannot be used, with every problem; or `out` cannot be written; nothing is then.
    """
    with _engine() as connection:
        laid_out = lay_out(edition, on)
        ending = read_registry(folder, connection, edition, laid_out.said, on)
        lay_edition(connection, laid_out)
        connection.execute(sql("screen"))
        found = _counted(connection, laid_out.rules, edition, on)
        if out:
            write_lines(connection, laid_out.rules, edition, out, ending)
        return found


@contextmanager
def _engine() -> Iterator["DuckDBPyConnection"]:
    """An empty database in memory, which reads files and asks for nothing over the network."""
    try:
        import duckdb
    except ImportError:
        raise InputError.one("percutis", "no duckdb", "pip install 'duckdb>=2.0.1,<3', the extra `bulk`") from None
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as found:
        yield found


def _counted(connection: "DuckDBPyConnection", rules: dict[int, str], edition: Edition, on: date) -> Screened:
    patients, with_questions = connection.execute(
        "SELECT COUNT(*), COUNT(*) FILTER (questions > 0) FROM verdicts"
    ).fetchall()[0]
    of_verdict = dict(connection.execute("SELECT verdict, COUNT(*) FROM verdicts GROUP BY verdict").fetchall())
    of_rule = connection.execute(
        "SELECT rule, COUNT(DISTINCT patient) AS patients FROM spoken GROUP BY rule ORDER BY patients DESC, rule"
    ).fetchall()
    return Screened(
        edition=edition.id,
        edition_status=edition.status,
        on=on,
        patients=patients,
        with_questions=with_questions,
        verdicts=tuple(VerdictCount(verdict, of_verdict.get(n, 0)) for n, verdict in enumerate(VERDICTS)),
        rules=tuple(_rule(rules[rule], count, edition) for rule, count in of_rule),
    )


def _rule(rule: str, patients: int, edition: Edition) -> RuleCount:
    reason = reason_of(edition.rule[rule])
    trigger = edition.rule[rule].trigger
    text = sentence_of(edition.rule[rule], finding=f"labels.finding.{trigger.finding}") if trigger else reason.text
    return RuleCount(rule, reason.action, patients, text, reason.cites, reason.strength, reason.evidence)
