"""Rows as any program reads them: moments in UTC and days as ISO 8601 writes them, keys as text, secrets left out."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any
from uuid import UUID

from django.db import models

from percutis.web.accounts.models import Program
from percutis.web.records.core.message_texts import SECRETS
from percutis.web.records.models import CalendarFeed, Message, OneTimeCode, PatientLink

Row = dict[str, Any]
AT_ONCE = 500

# What lets somebody in is nobody's to read, hashed or not: it is left out of every export.
KEYS: dict[type[models.Model], frozenset[str]] = {
    PatientLink: frozenset(("token_hash",)),
    CalendarFeed: frozenset(("token_hash",)),
    OneTimeCode: frozenset(("code_hash",)),
    Program: frozenset(("digest",)),
}


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a table that are given out, in their order."""
    hidden = KEYS.get(model, frozenset())
    return [column.attname for column in model._meta.concrete_fields if column.attname not in hidden]


def read(rows: models.QuerySet) -> Iterator[Row]:
    """Each row as a mapping from column to value."""
    names = columns_of(rows.model)
    for values in rows.values_list(*names).iterator(chunk_size=AT_ONCE):
        row = {name: plain(value) for name, value in zip(names, values, strict=True)}
        if rows.model is Message and row["kind"] in SECRETS:
            row["about"] = {}  # while it waits, it holds the code or the address itself
        yield row


def plain(value: Any) -> Any:
    """A value of a column as JSON can say it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def line(row: Any) -> str:
    """The row on one line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def as_csv(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The rows as lines of CSV, the head among them."""
    for row in rows:
        text = StringIO()
        csv.writer(text).writerow(row)
        yield text.getvalue()


def listed(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as a JSON list, a row a line."""
    yield "["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{line(row)}"
    yield "\n]"
