"""Made ready by several at once, over old tables, and not over newer ones."""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.running.house import free_port, make_ready, percutis, rows_of


def test_hosts_that_start_at_once_change_the_tables_once(
    bare: Callable[[Path], Path], new_database: Callable[..., str], tmp_path: Path
) -> None:
    """Two homes, one database: both end well, and every change was made once."""
    address = new_database()
    with ThreadPoolExecutor() as hosts:
        list(hosts.map(lambda name: make_ready(bare(tmp_path / name), DATABASE_URL=address), "ab"))
    found = [tuple(row.split("'")[1:4:2]) for row in rows_of(address)["django_migrations"]]
    assert len(found) == len(set(found)) > 30


@pytest.mark.parametrize("looked", [False, True], ids=["new", "looked at before"])
def test_database_is_for_its_owner_only(*, looked: bool, bare: Callable[[Path], Path], tmp_path: Path) -> None:
    """From its first moment, and what SQLite lays beside it: the home may be a folder that others may enter. A command
    that only looked leaves a file without a table, which SQLite lets everybody read.
    """
    home = bare(tmp_path / "home")
    home.chmod(0o755)
    if looked:
        (home / "percutis.sqlite3").touch(0o644)
    make_ready(home)
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        asked.execute("CREATE TABLE beside (number)")
        modes = {file.name: file.stat().st_mode & 0o077 for file in home.glob("percutis.sqlite3*")}
    assert len(modes) > 1
    assert set(modes.values()) == {0}


def test_copy_is_set_aside_before_tables_change(home: Path) -> None:
    """Whoever regrets an update has the database of before it."""
    database = home / "percutis.sqlite3"
    with closing(sqlite3.connect(database)) as asked, asked:
        asked.execute("DELETE FROM django_migrations WHERE app = 'running'")
        asked.execute("DROP TABLE running_beat")
        asked.execute("DROP TABLE running_backupmade")
    before = rows_of(database)
    make_ready(home)
    (copy,) = (home / "before-update").iterdir()
    assert rows_of(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    assert "running_beat" in rows_of(database)


def test_older_program_refuses_newer_tables(home: Path) -> None:
    """It says so, rather than write what the newer one would not understand."""
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        asked.execute("INSERT INTO django_migrations VALUES (9999, 'records', '9999_of_next_year', '2027-01-01')")
    done = percutis(home, "serve", "--port", str(free_port()))
    assert (done.returncode, "records.9999_of_next_year" in done.stderr) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes every file")
def test_file_that_may_not_be_written_is_refused_at_the_start(home: Path) -> None:
    """Not at the first page that writes."""
    (home / "percutis.sqlite3").chmod(0o400)
    done = percutis(home, "serve")
    assert (done.returncode, "which this user may not write" in done.stderr) == (2, True)
