"""Writes what was found of every patient of a registry: their verdicts, and each reason on a line of its own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError
from percutis.registry.join import lay_columns
from percutis.registry.laid_out import VERDICTS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LINES = {
    "verdicts": """
        SELECT p.patient, w.word AS verdict, v.until, v.questions
        FROM verdicts v JOIN typed_patients p ON p.row = v.patient JOIN verdict_words w ON w.verdict = v.verdict
        ORDER BY p.row
    """,
    "reasons": """
        SELECT p.patient, w.id AS rule, w.action, r.until
        FROM reasons r JOIN typed_patients p ON p.row = r.patient JOIN rule_words w ON w.rule = r.rule
        ORDER BY p.row, r.rule
    """,
}


def write_lines(
    connection: "DuckDBPyConnection", rules: dict[int, str], edition: Edition, out: Path, ending: str
) -> None:
    """`verdicts` and `reasons` in the folder, made where it is missing; each file is whole, or not there.

    Raises:
        InputError: the folder cannot be made or written.
    """
    import duckdb

    _lay_words(connection, rules, edition)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".percutis-", dir=out) as parts:
            for name, lines in LINES.items():
                kept = "HEADER" if ending == ".csv" else "FORMAT parquet"
                connection.execute(f"COPY ({lines}) TO ? ({kept})", [f"{parts}/{name}{ending}"])
            for name in LINES:
                Path(parts, f"{name}{ending}").replace(out / f"{name}{ending}")
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or str(error).strip().splitlines()[0]
        raise InputError.one("--out", str(out), f"a folder that can be written ({reason.lower()})") from error


def _lay_words(connection: "DuckDBPyConnection", rules: dict[int, str], edition: Edition) -> None:
    """The words for rules and verdicts, which the join numbers."""
    actions = (edition.rule[rule].action.value for rule in rules.values())
    lay_columns(connection, "CREATE TEMPORARY TABLE rule_words (rule, id, action) AS", (rules, rules.values(), actions))
    numbered = (range(len(VERDICTS)), (verdict.value for verdict in VERDICTS))
    lay_columns(connection, "CREATE TEMPORARY TABLE verdict_words (verdict, word) AS", numbered)
