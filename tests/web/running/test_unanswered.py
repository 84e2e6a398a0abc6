"""A database or a disk that does not answer a command: one message in words, and nothing of the inside."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError

from percutis.web.running.unanswered import why
from tests.web.running.house import free_port, percutis


@pytest.mark.parametrize(
    "words", [("audit", "head"), ("export", "."), ("clinic", "retention", "10"), ("serve", "--port", "{port}")]
)
def test_server_that_is_away_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    """With what the system says of it, and without the password."""
    asked = [word.format(port=free_port()) for word in words]
    done = percutis(tmp_path, *asked, DATABASE_URL=f"postgres://somebody:hunter2@127.0.0.1:{free_port()}/clinic")
    assert done.returncode == 2
    assert "the database: given connection failed: " in done.stderr
    assert "Is DATABASE_URL right?" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr + done.stdout
    assert "hunter2" not in done.stderr


def test_file_that_is_damaged_is_said(tmp_path: Path) -> None:
    """By every command, and by the doctor, with the way out."""
    (tmp_path / "percutis.sqlite3").write_bytes(b"no database of any kind" * 500)
    told = percutis(tmp_path, "audit", "head")
    assert (told.returncode, "given a damaged file" in told.stderr) == (2, True)
    looked = percutis(tmp_path, "doctor")
    assert "The database does not answer: a damaged file." in looked.stdout


def test_home_without_tables_is_said(tmp_path: Path) -> None:
    """Whoever asks before there is a clinic hears what comes first."""
    told = percutis(tmp_path, "audit", "head")
    assert (told.returncode, "a new one begins with percutis clinic new" in told.stderr) == (2, True)


def test_what_the_file_says_is_put_in_words(tmp_path: Path) -> None:
    """The engine's own errors: a folder that is not there, a file that may only be read, one held by others."""
    file = tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as one:
        one.execute("CREATE TABLE t (x)")
        one.execute("BEGIN IMMEDIATE")
        assert _said(f"file:{file}", "BEGIN IMMEDIATE") == "a file that others held for too long"
    assert _said(f"file:{file}?mode=ro", "INSERT INTO t VALUES (1)") == "a file that this user may not write"
    assert _said(f"file:{tmp_path}/none/x.sqlite3", "SELECT 1") == "a file that cannot be opened"


def test_disk_is_said_and_a_fault_of_ours_is_not_hidden() -> None:
    """A full disk has words; a row that breaks a rule has none."""
    full = why(OSError(errno.ENOSPC, "No space left on device", "photographs/x"))
    assert full is not None
    assert str(full) == "photographs/x: given no space left on device; allowed: room on the disk"
    locked = why(OperationalError("database is locked"))
    assert (locked is not None and locked.given) == "a file that others held for too long"
    assert why(IntegrityError("UNIQUE constraint failed")) is None
    assert why(ValueError("x")) is None


def _said(address: str, sql: str) -> str:
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as asked:
            asked.execute(sql)
    except sqlite3.OperationalError as problem:
        wrapped = OperationalError(str(problem))
        wrapped.__cause__ = problem
        found = why(wrapped)
        return found.given if found else "nothing"
    return "no error"
