"""A clinic moved to PostgreSQL: all of it or nothing, and only into an empty place."""

import fcntl
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from percutis.web.running.alone import FILE
from tests.web.running.house import percutis, rows_of, writing


def counts(database: Path | str) -> dict[str, int]:
    """How many rows each table has."""
    return {name: len(rows) for name, rows in rows_of(database).items()}


def test_clinic_is_moved_whole(home: Path, new_database: Callable[..., str]) -> None:
    """Every table has the same rows there; the old database is untouched; the next row gets a number of its own; a
    second move into the same place is refused, and nothing of it is changed.
    """
    source, target = home / "percutis.sqlite3", new_database()
    before = rows_of(source)
    done = percutis(home, "move", target)
    assert done.returncode == 0, done.stderr
    assert rows_of(source) == before
    assert counts(target) == counts(source)
    words = [line.split() for line in done.stdout.splitlines()]
    said = {line[2]: line[0] for line in words if len(line) == 3}
    assert said["records.patient"] == str(counts(source)["records_patient"])
    with psycopg.connect(target) as asked:
        there = asked.execute("SELECT name, phone, born FROM records_patient ORDER BY id").fetchall()
    with closing(sqlite3.connect(source)) as asked_here:
        here = asked_here.execute("SELECT name, phone, born FROM records_patient ORDER BY id").fetchall()
    assert [(name, phone, born.isoformat()) for name, phone, born in there] == here
    with writing(home, DATABASE_URL=target):
        pass
    kept = rows_of(target)
    again = percutis(home, "move", target)
    assert (again.returncode, "holds a clinic" in again.stderr) == (2, True)
    assert rows_of(target) == kept


def test_row_that_does_not_fit_leaves_the_target_empty(
    home: Path, new_database: Callable[..., str], tables: str
) -> None:
    """SQLite takes a text that is too long; PostgreSQL does not. The table is named, and nothing stays there."""
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        asked.execute("UPDATE records_patient SET sex = 'a word that is far too long' WHERE id = 2")
    target = new_database(tables)
    done = percutis(home, "move", target)
    assert done.returncode == 2
    assert "records.patient, rows 1 to 3: given 'DataError'" in done.stderr
    assert counts(target)["records_patient"] == counts(target)["accounts_clinic"] == 0


def test_log_that_was_changed_is_not_moved(home: Path, new_database: Callable[..., str], tables: str) -> None:
    """The rows would arrive as they are; the chain says that somebody was at them."""
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        for (trigger,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            asked.execute(f"DROP TRIGGER {trigger}")
        asked.execute("UPDATE accounts_auditevent SET actor = 'somebody else' WHERE number = 2")
    target = new_database(tables)
    done = percutis(home, "move", target)
    assert (done.returncode, "the log of tests: given broken at row 2" in done.stderr) == (2, True)
    assert counts(target)["accounts_auditevent"] == 0


def test_move_waits_for_nobody(home: Path, new_database: Callable[..., str]) -> None:
    """While the application runs on this home nothing is moved and nothing restored: what it wrote would be lost."""

    with (home / FILE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        done = percutis(home, "move", new_database())
    assert (done.returncode, "in use by a running application" in done.stderr) == (2, True)


def test_old_database_is_not_worked_on_by_mistake(home: Path, new_database: Callable[..., str], tables: str) -> None:
    """Who forgets the new address hears of it, at the nightly backup too; taking the mark away goes back."""
    target = new_database(tables)
    assert percutis(home, "move", target).returncode == 0
    refused = percutis(home, "audit", "head")
    assert (refused.returncode, "none, but the clinic was moved on 20" in refused.stderr) == (2, True)
    assert percutis(home, "audit", "head", DATABASE_URL=target).returncode == 0
    again = percutis(home, "move", target)
    assert (again.returncode, "a database that holds a clinic" in again.stderr) == (2, True)
    (home / "moved-away").unlink()
    assert percutis(home, "audit", "head").returncode == 0
