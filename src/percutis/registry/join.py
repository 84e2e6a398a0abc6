"""The join on DuckDB: its texts of SQL, and the tables of an edition laid beside those of a registry."""

from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

from percutis.registry.laid_out import LaidOut

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HERE = files("percutis.registry")


def sql(name: str) -> str:
    """A text of SQL beside this file: `registry`, `tables` and `screen` are the join, for any engine; `read` and
    `lay_down` take in files.
    """
    return (HERE / f"{name}.sql").read_text("utf-8")


def lay_edition(connection: "DuckDBPyConnection", laid_out: LaidOut) -> None:
    """The tables of the edition, beside those of the registry."""
    connection.execute(sql("tables"))
    for name, rows in laid_out.rows.items():
        if rows:
            lay_columns(connection, f"INSERT INTO {name}", zip(*rows, strict=True))


def lay_columns(connection: "DuckDBPyConnection", into: str, columns: Iterable[Iterable[object]]) -> None:
    """Rows, given as columns, into a table: `INSERT INTO name`, or `CREATE TABLE name (…) AS` where there is none."""
    given = [list(column) for column in columns]
    connection.execute(f"{into} SELECT {', '.join('unnest(?)' for _ in given)}", given)
