"""Rows of any table as plain values that every engine and any program can read, their checksum, and back.

A row is a list of what JSON can say, in the order of the columns: moments in UTC with microseconds, other days and
times as ISO 8601 writes them, decimals and keys as text, bytes in base64. The checksum of a table is the sum of the
SHA-256 of its rows, so the order in which an engine gives them does not matter.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps as current_apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections, models
from django.utils.duration import duration_string

from percutis.domain.errors import InputError
from percutis.web.records.exporting.values import plain

Row = list[Any]
AT_ONCE = 1000
MODULUS = 1 << 256
NOT_KEPT = {"sessions.session"}  # nobody is logged in after a restore; a log-out is never undone


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its label, such as `records.patient`, its model, and its columns."""

    label: str
    model: type[models.Model]
    columns: tuple[models.Field, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.attname for column in self.columns]


@dataclass(slots=True)
class Sum:
    """How many rows, and the sum of their hashes."""

    rows: int = 0
    total: int = field(default=0)

    def add(self, content: bytes) -> None:
        """One more."""
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(content).digest())) % MODULUS

    def add_row(self, row: Row) -> None:
        """One more row, by what it says."""
        self.add(json.dumps(_canonical(row), sort_keys=True, separators=(",", ":")).encode())

    @property
    def hex(self) -> str:
        """The sum as text."""
        return f"{self.total:064x}"


def tables(apps: Any = current_apps, without: Iterable[str] = ()) -> list[Table]:
    """Every table of the application and what it is built on, those that join two others included."""
    left_out = set(without)
    found = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    rows = [Table(model._meta.label_lower, model, _columns(model)) for model in found]
    return sorted((row for row in rows if row.label not in left_out), key=lambda row: row.label)


def read_rows(table: Table, using: str) -> Iterator[Row]:
    """Every row, by key, a thousand in memory at a time."""
    asked = table.model._base_manager.using(using).order_by("pk").values_list(*table.names)
    for values in asked.iterator(chunk_size=AT_ONCE):
        yield [said(value) for value in values]


def write_summed(table: Table, names: Sequence[str], rows: Iterable[Row], using: str) -> Sum:
    """The checksum of the rows that were added, as they stand: no default, no clock and no signal touches them.

    Raises:
        InputError: a row that the engine cannot hold, such as a text that is longer than its column.
    """
    columns = {column.attname: column for column in table.columns}
    chosen = [columns[name] for name in names]
    connection = connections[using]
    found = Sum()
    with connection.cursor() as cursor:
        for batch in in_batches(rows, AT_ONCE):
            try:
                prepared = [_prepared(chosen, row, connection) for row in batch]
                cursor.executemany(_insertion(table, chosen, connection), prepared)
            except (DatabaseError, ValueError, ValidationError) as problem:
                where = f"rows {found.rows + 1} to {found.rows + len(batch)}"
                raise InputError.one(f"{table.label}, {where}", type(problem).__name__, "rows that fit") from problem
            for row in batch:
                found.add_row(row)
    return found


def sum_of(rows: Iterable[Row]) -> Sum:
    """The checksum of rows."""
    found = Sum()
    for row in rows:
        found.add_row(row)
    return found


def _insertion(table: Table, columns: Sequence[models.Field], connection: Any) -> str:
    quote = connection.ops.quote_name
    into = ", ".join(quote(column.column) for column in columns)
    holes = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(table.model._meta.db_table)} ({into}) VALUES ({holes})"  # noqa: S608 (our own names)


def in_batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most that size."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def said(value: Any) -> Any:
    """A value of a column as JSON can say it."""
    match value:
        case timedelta():
            return duration_string(value)
        case Decimal():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            return plain(value)


def _prepared(columns: Sequence[models.Field], row: Row, connection: Any) -> list[Any]:
    """The values of a row as the engine takes them."""
    return [
        column.get_db_prep_save(None if value is None else column.to_python(value), connection)
        for column, value in zip(columns, row, strict=True)
    ]


def _canonical(value: Any) -> Any:
    """A number without a fraction is written one way: an engine may give 2.0 back as 2."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_canonical(one) for one in value]
        case dict():
            return {name: _canonical(one) for name, one in value.items()}
        case _:
            return value


def _columns(model: type[models.Model]) -> tuple[models.Field, ...]:
    return tuple(column for column in model._meta.local_concrete_fields if not getattr(column, "generated", False))


def _is_kept(model: type[models.Model]) -> bool:
    return bool(model._meta.managed) and not model._meta.proxy
