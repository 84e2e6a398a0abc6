"""A clinic brought back from a backup: read whole first, then filled into a database beside the old one, compared row
by row and photograph by photograph, and only then put in its place.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from percutis.domain.errors import InputError
from percutis.web.home import MOVED_AWAY, given, home, write_whole

BESIDE = ".restoring"
SET_ASIDE = "before-restore"
NAMED = "percutis-*Z.age"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the clinic comes back to: the file of a SQLite database, or None for PostgreSQL."""

    file: Path | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, from when, how many logs were proved, and where the old database was set aside."""

    made: str
    rows: int
    photographs: int
    missing: int
    logs: int
    set_aside: Path | None


def newest_in(place: Path) -> Path:
    """The file itself; of a folder, the newest backup in it, by the moment in its name.

    Raises:
        InputError: a folder without one.
    """
    if not place.is_dir():
        return place
    found = sorted(place.glob(NAMED))
    if not found:
        raise InputError.one("FILE", f"{place}, a folder without {NAMED}", "a backup, or a folder with backups in it")
    return found[-1]


def use_place_beside() -> Target:
    """The target; a SQLite database is filled beside the one in use. Before Django is set up."""
    from percutis.web.database import database_of

    setting = database_of(given("DATABASE_URL", f"sqlite:///{home() / 'percutis.sqlite3'}"))
    if not setting["ENGINE"].endswith("sqlite3"):
        return Target(None)
    file = Path(setting["NAME"])
    os.environ.pop("DATABASE_URL_FILE", None)
    os.environ["DATABASE_URL"] = f"sqlite:///{file.with_name(file.name + BESIDE)}"
    return Target(file)


def restore(path: Path, identity: Any, target: Target, tell: Any, *, replace: bool = False) -> Restored:
    """The clinic as it was when the backup was made. Nobody is logged in.

    Raises:
        InputError: a running application, records that would be overwritten and `replace` does not say so, another
            key, a file that was changed or cut off, or rows that cannot be put back; everything is then as it was.
    """
    from percutis.web.running.alone import alone
    from percutis.web.running.starting import one_at_a_time
    from percutis.web.safekeeping.reading import prove

    with alone():
        _refuse_occupied(target, replace)
        proved, secrets = prove(path, identity, tell), dict[str, bytes]()
        try:
            with one_at_a_time():
                logs = _fill(path, identity, proved, tell, replace, secrets)
            for name, content in secrets.items():  # not before: the records that are here are read with theirs
                _put_secret(name, content)
            aside = _put_in_place(target.file) if target.file else None
        finally:
            if target.file:
                _clear_beside(target.file)
    found = proved.contents
    return Restored(proved.about["made"], found.rows, found.photographs.rows, len(found.missing), logs, aside)


def _refuse_occupied(target: Target, replace: bool) -> None:
    from percutis.web.safekeeping.engines import holds_a_clinic, in_use_by_others

    if target.file:
        _clear_beside(target.file)
    elif others := in_use_by_others("default"):
        raise InputError.one("DATABASE_URL", f"a database that {others} others use", "to stop them first")
    occupied = _file_holds_a_clinic(target.file) if target.file else holds_a_clinic("default")
    if occupied and not replace:
        raise InputError.one("the database", "one that holds a clinic", "an empty one, or --replace")


def _fill(path: Path, identity: Any, proved: Any, tell: Any, replace: bool, secrets: dict[str, bytes]) -> int:
    """How many logs were proved: every row put back in one transaction and found the same, every photograph stored. The
    secrets that were met are only noted.
    """
    from django.core.management import call_command

    from percutis.web.safekeeping.engines import empty, filled_as_they_stand
    from percutis.web.safekeeping.migrated import bring_tables
    from percutis.web.safekeeping.progress import Progress
    from percutis.web.safekeeping.proving import refuse_broken_log
    from percutis.web.safekeeping.rows import read_rows, sum_of, tables

    apps = bring_tables(tuple(change) for change in proved.about["changes"])
    every = {table.label: table for table in tables(apps)}
    progress = Progress("put back", proved.contents.rows + proved.contents.photographs.rows, tell)
    with filled_as_they_stand(list(every.values()), "default"):
        empty(list(every.values()), "default")
        secrets |= _put_parts(path, identity, proved.about["tables"], every, progress, replace)
        for label, wanted in proved.contents.tables.items():
            found = sum_of(read_rows(every[label], "default"))
            if (found.rows, found.hex) != (wanted.rows, wanted.hex):
                raise InputError.one(label, f"{found.rows} rows, not the same", f"the {wanted.rows} rows of the backup")
    call_command("migrate", interactive=False, verbosity=0)
    return refuse_broken_log()


def _put_parts(
    path: Path, identity: Any, columns: dict[str, list[str]], every: dict[str, Any], progress: Any, replace: bool
) -> dict[str, bytes]:
    """The secrets of the backup; its rows and photographs lie in their places."""
    from percutis.web.safekeeping.archive import PHOTOGRAPHS, ROWS, SECRETS, label_of, rows_of
    from percutis.web.safekeeping.reading import each_part
    from percutis.web.safekeeping.rows import write_summed

    secrets = {}
    for name, content in each_part(path, identity):
        if name.startswith(ROWS):
            label = label_of(name)
            write_summed(every[label], columns[label], progress.over(rows_of(content)), "default")
        elif name.startswith(PHOTOGRAPHS):
            _put_photograph(name.removeprefix(PHOTOGRAPHS), content, replace)
            progress.step()
        elif name.startswith(SECRETS):
            secrets[name.removeprefix(SECRETS)] = content
    return secrets


def _put_photograph(name: str, content: bytes, replace: bool) -> None:
    """The photograph under its name; what lies there already must be the same or may be replaced."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if stored.read() == content:
                return
        if not replace:
            raise InputError.one(name, "another photograph of that name in the store", "--replace, or an empty store")
        default_storage.delete(name)
    if default_storage.save(name, ContentFile(content)) != name:
        raise InputError.one(name, "a name that the store does not take", "the name that the record knows")


def _put_secret(name: str, content: bytes) -> None:
    """The key that signs log-ins, where this home has none of its own; links that patients hold then go on working."""
    if not os.environ.get("PERCUTIS_SECRET_KEY") and not os.environ.get("PERCUTIS_SECRET_FILE"):
        write_whole(home() / name, content)


def _put_in_place(file: Path) -> Path | None:
    """Where the old database was set aside; the new one bears its name."""
    from django.db import connection

    from percutis.web.folder import to_disk

    connection.close()
    aside = None
    if file.exists():
        with closing(sqlite3.connect(file)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        folder = home() / SET_ASIDE
        folder.mkdir(mode=0o700, exist_ok=True)
        aside = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
        _set_aside(file, aside)
    for left in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        left.unlink(missing_ok=True)
    os.replace(file.with_name(file.name + BESIDE), file)
    file.chmod(0o600)
    (home() / MOVED_AWAY).unlink(missing_ok=True)
    to_disk(file.parent)
    return aside


def _set_aside(file: Path, aside: Path) -> None:
    """The database under a second name too, so that there is one at every moment; a disk that knows no second names
    has it renamed.
    """
    try:
        os.link(file, aside)
    except OSError:
        os.replace(file, aside)


def _clear_beside(file: Path) -> None:
    for left in _names_beside(file):
        left.unlink(missing_ok=True)


def _names_beside(file: Path) -> Iterator[Path]:
    yield from (file.with_name(file.name + BESIDE + end) for end in ("", "-wal", "-shm", "-journal"))


def _file_holds_a_clinic(file: Path) -> bool:
    """Whether a SQLite database holds somebody's records; one that cannot be read might."""
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            asked = "SELECT EXISTS (SELECT 1 FROM accounts_clinic) OR EXISTS (SELECT 1 FROM accounts_user)"
            return "accounts_clinic" in tables and bool(database.execute(asked).fetchone()[0])
    except sqlite3.DatabaseError:
        return True
