"""Made ready by several at once, over old tables, and not over newer ones."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.running.house import ROOT, percutis, rows_of, surroundings

PREPARE = "from percutis.web.running.starting import prepare; prepare()"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_hosts_that_start_at_once_change_the_tables_once(
    engine: str, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    """On SQLite two of one home, on PostgreSQL two homes: all end well, and the tables are those of one."""
    address = new_database() if engine == "postgresql" else ""
    homes = [tmp_path / "a", tmp_path / "b"] if address else [tmp_path / "a"] * 2
    named = {"DATABASE_URL": address} if address else {}
    started = [
        subprocess.Popen([sys.executable, "-c", PREPARE], env=surroundings(home, **named), cwd=ROOT) for home in homes
    ]
    assert [process.wait(timeout=100) for process in started] == [0, 0]
    found = rows_of(address or tmp_path / "a" / "percutis.sqlite3")["django_migrations"]
    changes = [row.split("'")[1:4:2] for row in found]
    assert len(changes) == len({tuple(change) for change in changes}) > 30


def test_copy_is_set_aside_before_tables_change(home: Path) -> None:
    """Whoever regrets an update has the database of before it."""
    database = home / "percutis.sqlite3"
    with closing(sqlite3.connect(database)) as asked, asked:
        asked.execute("DELETE FROM django_migrations WHERE app = 'running'")
        asked.execute("DROP TABLE running_beat")
        asked.execute("DROP TABLE running_backupmade")
    before = rows_of(database)
    done = subprocess.run([sys.executable, "-c", PREPARE], env=surroundings(home), cwd=ROOT, check=False)
    assert done.returncode == 0
    (copy,) = (home / "before-update").iterdir()
    assert rows_of(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    assert "running_beat" in rows_of(database)


def test_older_program_refuses_newer_tables(home: Path) -> None:
    """It says so, rather than write what the newer one would not understand."""
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        asked.execute("INSERT INTO django_migrations VALUES (9999, 'records', '9999_of_next_year', '2027-01-01')")
    done = percutis(home, "serve")
    assert (done.returncode, "records.9999_of_next_year" in done.stderr) == (2, True)
