"""Writers of SQLite come in the order in which they asked, and are told when it takes too long."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import OperationalError

from percutis.web.database import database_of
from percutis.web.sqlite3.base import DatabaseWrapper

MANY = 12


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A database of one table."""
    path = tmp_path / "turns.sqlite3"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE entry (number)")
    with django_db_blocker.unblock():
        yield path


@contextmanager
def connection(file: Path, timeout: int = 20) -> Iterator[DatabaseWrapper]:
    """A connection as a thread of the server has it."""
    setting = database_of(f"sqlite:///{file}?timeout={timeout}")
    made = DatabaseWrapper({**setting, "TIME_ZONE": None, "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True}, "turns")
    made.ensure_connection()
    try:
        yield made
    finally:
        made.close()


def begin(made: DatabaseWrapper) -> None:
    """A transaction, as `atomic` begins it."""
    made.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(made: DatabaseWrapper) -> None:
    """It is kept."""
    made.commit()
    made.set_autocommit(True)


def test_who_came_first_writes_first(file: Path) -> None:
    """However long they wait: SQLite alone would let the last before the first."""

    def write(number: int) -> None:
        with connection(file) as made:
            begin(made)
            with made.cursor() as cursor:
                cursor.execute("INSERT INTO entry VALUES (%s)", [number])
            time.sleep(0.02)
            end(made)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(MANY)]
    with connection(file) as first:
        begin(first)
        for writer in writers:
            writer.start()
            time.sleep(0.05)
        end(first)
    for writer in writers:
        writer.join()
    with closing(sqlite3.connect(file)) as asked:
        assert [number for (number,) in asked.execute("SELECT number FROM entry ORDER BY rowid")] == list(range(MANY))


@pytest.mark.parametrize("elsewhere", [False, True], ids=["a thread", "another process"])
def test_too_long_a_wait_is_told_and_forgotten(file: Path, elsewhere: bool) -> None:
    """Whoever holds the database: the same connection writes afterwards, and nobody waits for the one who gave up."""
    with connection(file) as first, connection(file, 1) as other, closing(sqlite3.connect(file)) as outside:
        outside.isolation_level = None
        outside.execute("BEGIN IMMEDIATE") if elsewhere else begin(first)
        since = time.monotonic()
        with pytest.raises(OperationalError, match="database is locked"):
            begin(other)
        assert 1 <= time.monotonic() - since < 10
        outside.execute("COMMIT") if elsewhere else end(first)
        for again in (other, first):
            begin(again)
            end(again)


@pytest.mark.parametrize("how", ["undone", "closed"])
def test_a_transaction_that_is_not_kept_gives_its_turn_back(file: Path, how: str) -> None:
    """Undone or cut off."""
    with connection(file) as first, connection(file, 1) as other:
        begin(first)
        first.rollback() if how == "undone" else first.close()
        begin(other)
        end(other)


def test_what_does_not_wait_for_a_turn_waits_in_sqlite_as_before(file: Path) -> None:
    """A statement by itself, after a transaction of the same connection."""
    with connection(file) as made, made.cursor() as cursor:
        begin(made)
        end(made)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
