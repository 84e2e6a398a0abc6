"""Reads a registry from its folder: two tables as CSV or Parquet, every mistake in them named by its row."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError, Problem
from percutis.registry.checks import lay_words, row_problems
from percutis.registry.join import lay_columns, sql
from percutis.registry.laid_out import Said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEEDED = {"patients": ("patient", "born"), "findings": ("patient", "finding", "status")}
KNOWN = {
    "patients": (*NEEDED["patients"], "sex", "skin_type"),
    "findings": (*NEEDED["findings"], "last", "since", "value", "zone"),
}
ENDINGS = (".csv", ".parquet")


def read_registry(
    folder: Path, connection: "DuckDBPyConnection", edition: Edition, said: dict[Said, int], on: date
) -> str:
    """Lay the registry down in `connection` as the join reads it: `patients` and `findings`, where a patient is the
    number of their row in `typed_patients`, which keeps the patient's own id. `said` numbers what findings can say. The
    answer is how the table of patients is kept: `.csv` or `.parquet`.

    Raises:
        InputError: a table or a column that is missing or unknown; else every wrong row of both tables.
    """
    problems: list[Problem] = []
    for table in KNOWN:
        problems += _take_in(folder, table, connection)
    if problems:
        raise InputError(tuple(problems))
    lay_words(connection, edition)
    _lay_sayable(connection, edition, said)
    connection.execute(sql("read"))
    if found := tuple(row_problems(connection, edition, on)):
        raise InputError(found)
    connection.execute(sql("registry") + sql("lay_down"))
    return _files(folder, "patients")[0].suffix


def _take_in(folder: Path, table: str, connection: "DuckDBPyConnection") -> list[Problem]:
    """One table as text, with the number of each row; a column that may be missing and is, is empty."""
    import duckdb

    found = _files(folder, table)
    if len(found) != 1:
        given = " and ".join(file.name for file in found) or "neither"
        return [Problem(str(folder / table), given, f"one file, {' or '.join(table + ending for ending in ENDINGS)}")]
    (file,) = found
    try:
        if file.suffix == ".csv":
            rows = connection.read_csv(str(file), all_varchar=True, header=True)
        else:
            rows = connection.read_parquet(str(file))
        if problems := _columns(file, table, rows.columns):
            return problems
        heads = {_plain(name): name for name in rows.columns}
        texts = ", ".join(_text(name, heads.get(name)) for name in KNOWN[table])
        rows.project(f"row_number() OVER () AS row, {texts}").create(f"given_{table}")
    except duckdb.Error as error:
        return [Problem(str(file), _said(error), f"a table as {file.suffix[1:].upper()}, UTF-8, with a head")]
    return []


def _plain(head: str) -> str:
    """The name of a column as people may write it."""
    return head.strip().lower()


def _text(name: str, head: str | None) -> str:
    """A column as text without the spaces around it; one that is not there, and an empty cell, say nothing."""
    return f"NULLIF(TRIM(CAST(\"{head}\" AS VARCHAR)), '') AS {name}" if head else f"CAST(NULL AS VARCHAR) AS {name}"


def _said(error: Exception) -> str:
    """What the engine says of a file that it cannot read: where, and why."""
    where, *others = [line.strip() for line in str(error).splitlines() if line.strip()]
    why = next((line for line in others if not line.startswith("Original Line")), "")
    return " ".join(filter(None, (where.partition("Error: ")[2] or where, why)))


def _files(folder: Path, table: str) -> list[Path]:
    return [file for ending in ENDINGS if (file := folder / f"{table}{ending}").is_file()]


def _columns(file: Path, table: str, columns: list[str]) -> list[Problem]:
    needed = ", ".join(NEEDED[table])
    may = ", ".join(name for name in KNOWN[table] if name not in NEEDED[table])
    missing = [
        Problem(str(file), f"no column {name}", needed) for name in NEEDED[table] if name not in map(_plain, columns)
    ]
    strange = [name for name in columns if _plain(name) not in KNOWN[table]]
    return missing + [Problem(str(file), f"the unknown column {name!r}", f"{needed}; and {may}") for name in strange]


def _lay_sayable(connection: "DuckDBPyConnection", edition: Edition, said: dict[Said, int]) -> None:
    """Each finding with each status, its number, and whether the finding has a value."""
    columns = (
        (code for code, _status in said),
        (status.value for _code, status in said),
        said.values(),
        (edition.finding[code].unit is not None for code, _status in said),
    )
    lay_columns(connection, "CREATE TEMPORARY TABLE sayable (finding, status, said, has_unit) AS", columns)
