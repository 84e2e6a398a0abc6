"""A backup made while the clinic works: one moment of all tables, every photograph, sealed, and read back."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, models

from percutis.domain.errors import InputError
from percutis.web.folder import to_disk
from percutis.web.running.models import BackupMade
from percutis.web.safekeeping.archive import ABOUT, CONTENTS, FORMAT, PHOTOGRAPHS, SECRET, Contents, Writer
from percutis.web.safekeeping.engines import standing_still
from percutis.web.safekeeping.migrated import changes_of
from percutis.web.safekeeping.progress import Progress, Tell, silent
from percutis.web.safekeeping.reading import prove
from percutis.web.safekeeping.rows import AT_ONCE, NOT_KEPT, Sum, Table, in_batches, read_rows, tables
from percutis.web.safekeeping.sealing import sealed

PARTIAL = ".partial"
NOBODYS_AFTER = timedelta(days=1)  # none takes so long
ASKED_AGAIN = 5  # each time for as long as a writer waits for its turn


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that lies at its place and was read back whole."""

    path: Path
    contents: Contents
    size: int


def make_backup(path: Path, recipient: Any, at: datetime, tell: Tell = silent) -> Made:
    """The backup in a file that was not there before. It gets its name only when it was read back and found whole.

    It is sealed for the recipient, and for a key that exists only while this runs, with which it is read back: the key
    that opens it later need not be here.

    Raises:
        InputError: a file that is there already or cannot be written, or a backup that was not read back whole.
    """
    partial = path.with_name(path.name + PARTIAL)
    if path.exists():
        raise InputError.one("FILE", str(path), "a file that is not there yet")
    once = pyrage.x25519.Identity.generate()
    try:
        clear_cut_off(path.parent, at)
        partial.unlink(missing_ok=True)
        with sealed(partial, [recipient, once.to_public()]) as stream, Writer(stream) as writer:
            written = write_backup(writer, tables(without=NOT_KEPT), at, tell)
        proved = prove(partial, once, tell)
        if proved.contents.said()["tables"] != {
            label: one for label, one in written.said()["tables"].items() if one["rows"]
        }:
            raise InputError.one("FILE", "a backup that reads otherwise than it was written", "a sound disk")
        os.replace(partial, path)
        to_disk(path.parent)
    except OSError as problem:
        raise InputError.one("FILE", str(path), f"a place that can be written ({problem.strerror})") from problem
    finally:
        partial.unlink(missing_ok=True)
    made = Made(path, written, path.stat().st_size)
    _remember(made, at)
    return made


def clear_cut_off(folder: Path, at: datetime) -> None:
    """Take away what backups and exports left in a folder that were killed a day ago or more: a whole disk fills with
    such ends, and that of an export can be read by anybody who finds it.
    """
    for end in folder.glob(f"percutis-*Z.*{PARTIAL}"):
        if end.stat().st_mtime < (at - NOBODYS_AFTER).timestamp():
            end.unlink(missing_ok=True)


def write_backup(writer: Writer, kept: list[Table], at: datetime, tell: Tell) -> Contents:
    """What was written of these tables: their rows as of one moment, every photograph that they name, the secret."""
    contents = Contents()
    with standing_still() as reading:
        count = sum(table.model._base_manager.using(reading).count() for table in kept)
        writer.put_said(ABOUT, _about(at, changes_of(reading), kept))
        rows = Progress("rows", count, tell)
        for table in kept:
            found = contents.tables.setdefault(table.label, Sum())
            for number, batch in enumerate(in_batches(rows.over(read_rows(table, reading)), AT_ONCE), 1):
                writer.put_rows(table.label, number, batch)
                for row in batch:
                    found.add_row(row)
        _write_photographs(writer, kept, reading, contents, tell)
    writer.put(SECRET, settings.SECRET_KEY.encode())
    writer.put_said(CONTENTS, contents.said())
    return contents


def _about(at: datetime, changes: list[tuple[str, str]], kept: list[Table]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": at.isoformat(timespec="seconds"),
        "program": version("percutis"),
        "engine": connection.vendor,
        "changes": changes,
        "tables": {table.label: table.names for table in kept},
    }


def _write_photographs(writer: Writer, kept: list[Table], reading: str, contents: Contents, tell: Tell) -> None:
    """Every file that a row names; one that is gone or is not what its row says is named, and does not end the backup:
    a backup of the rest is worth more than none.
    """
    files = list(_files(kept))
    count = sum(model._base_manager.using(reading).exclude(**{name: ""}).count() for model, name, _sum in files)
    progress = Progress("photographs", count, tell)
    for model, name, checksum in files:
        rows = (
            model._base_manager.using(reading).exclude(**{name: ""}).order_by("pk").values_list("pk", name, *checksum)
        )
        for key, file, *sha256 in rows.iterator(chunk_size=AT_ONCE):
            progress.step()
            try:
                with default_storage.open(file) as stored:
                    content = stored.read()
            except FileNotFoundError:
                if model._base_manager.filter(pk=key).exists():  # else it was taken out while we read
                    contents.missing.append(file)
                continue
            if sha256 and hashlib.sha256(content).hexdigest() != sha256[0]:
                contents.damaged.append(file)
            writer.put(f"{PHOTOGRAPHS}{file}", content)
            contents.add_photograph(file, content)


def _files(kept: list[Table]) -> Iterator[tuple[type[models.Model], str, list[str]]]:
    """Each column that names a file, with the column that holds its SHA-256 where the table has one."""
    for table in kept:
        checksum = ["sha256"] if "sha256" in table.names else []
        for column in table.columns:
            if isinstance(column, models.FileField):
                yield table.model, column.attname, checksum


def _remember(made: Made, at: datetime) -> None:
    """Where the status looks. A database that others keep busy is asked again: the backup itself is made already."""
    lost = len(made.contents.missing) + len(made.contents.damaged)
    row = BackupMade(
        at=at, rows=made.contents.rows, photographs=made.contents.photographs.rows, size=made.size, missing=lost
    )
    for last in (*[False] * ASKED_AGAIN, True):
        try:
            row.save(force_insert=True)
            return
        except OperationalError:
            if last:
                raise
