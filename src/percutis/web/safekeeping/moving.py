"""A clinic carried to another database: every row, compared by count and checksum, in one transaction or not at all.

The photographs are not touched: they lie in files or in a store, whichever database knows of them.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from percutis.domain.errors import InputError
from percutis.web.home import MOVED_AWAY, given, home, write_whole

SCHEMES = ("postgres", "postgresql", "sqlite")


@dataclass(frozen=True, slots=True)
class Moved:
    """One table as it was read there, and read back here the same."""

    label: str
    rows: int
    checksum: str


def own_database() -> str:
    """The address of this home's own database, which is used where none is named."""
    return f"sqlite:///{home() / 'percutis.sqlite3'}"


def use_target(to: str) -> str:
    """The address of the database as it is; from here on, before Django is set up, the target is this process's own.

    Raises:
        InputError: an address that cannot be, or the database in use.
    """
    here = given("DATABASE_URL", own_database())
    scheme = urlsplit(to).scheme
    if scheme not in SCHEMES:
        raise InputError.one("TO_URL", f"{scheme or 'something'}://…", "postgres://USER:PASSWORD@HOST/NAME")
    if to == here:
        raise InputError.one("TO_URL", "the database in use", "another database")
    os.environ.pop("DATABASE_URL_FILE", None)
    os.environ["DATABASE_URL"] = to
    return here


def move_clinic(here: str, tell: Any) -> list[Moved]:
    """What was carried from that database into the one in use, table by table, and proved, the log included. From then
    on this home refuses to work on with its own old database by mistake.

    Raises:
        InputError: a target that holds a clinic or that others use, an application that is still running, or a row
            that the target cannot hold; the target then has empty tables and nothing else.
    """
    from percutis.web.database import database_of
    from percutis.web.running.alone import alone
    from percutis.web.running.starting import one_at_a_time
    from percutis.web.safekeeping.engines import standing_still
    from percutis.web.safekeeping.migrated import bring_tables, changes_of, refuse_older

    with alone(), one_at_a_time(), standing_still(database_of(here)) as source:
        _refuse_target()
        refuse_older(changes_of(source))
        bring_tables(changes_of(source))
        moved = list(_carried(source, tell))
        if here == own_database():
            write_whole(home() / MOVED_AWAY, f"{datetime.now(UTC):%Y-%m-%d}\n".encode())
        return moved


def _refuse_target() -> None:
    from percutis.web.safekeeping.engines import holds_a_clinic, in_use_by_others

    if holds_a_clinic("default"):
        raise InputError.one("TO_URL", "a database that holds a clinic", "an empty database")
    if others := in_use_by_others("default"):
        raise InputError.one("TO_URL", f"a database that {others} others use", "one that nobody uses yet")


def _carried(source: str, tell: Any) -> Iterator[Moved]:
    from percutis.web.safekeeping.engines import empty, filled_as_they_stand
    from percutis.web.safekeeping.progress import Progress
    from percutis.web.safekeeping.proving import refuse_broken_log
    from percutis.web.safekeeping.rows import read_rows, sum_of, tables, write_summed

    carried = tables()
    count = sum(table.model._base_manager.using(source).count() for table in carried)
    copying, comparing = Progress("copied", count, tell), Progress("compared", count, tell)
    with filled_as_they_stand(carried, "default"):
        empty(carried, "default")  # what the migrations put there comes with the rest
        for table in carried:
            sent = write_summed(table, table.names, copying.over(read_rows(table, source)), "default")
            found = sum_of(comparing.over(read_rows(table, "default")))
            if (sent.rows, sent.hex) != (found.rows, found.hex):
                given = f"{found.rows} rows with checksum {found.hex[:12]}…"
                raise InputError.one(table.label, given, f"{sent.rows} rows with checksum {sent.hex[:12]}…")
            yield Moved(table.label, found.rows, found.hex)
        refuse_broken_log()
