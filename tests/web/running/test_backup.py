"""The drill: a backup made while somebody writes, and all of it brought back, row by row and picture by picture."""

import gc
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyrage
import pytest

from percutis.web.safekeeping.archive import Writer, parts
from percutis.web.safekeeping.sealing import opened, sealed
from tests.web.running.house import percutis, photographs_of, rows_of, writing

GROWS = {"records_patient", "records_patientword", "accounts_auditevent"}  # what the writer adds to
LEFT_OUT = {"running_backupmade"}  # written once the backup is made, so not in it
COUNTS = "accounts_clinic"  # and counts: its last column is the last number that it gave to a patient
Key = tuple[Path, str]


def without_count(clinics: set[str]) -> set[str]:
    """The clinics but for that column."""
    return {clinic.rpartition(",")[0] for clinic in clinics}


def drill(home: Path, key: Key, file: Path, back: Path, *, source: str, target: str, into: str | Path) -> None:
    """Back up while somebody writes, bring it back elsewhere, and compare."""
    named = {"DATABASE_URL": source} if "://" in source else {}
    before = rows_of(source)
    with writing(home, **named):
        made = percutis(home, "backup", str(file), "--to", key[1], **named)
    assert made.returncode == 0, made.stderr
    after = rows_of(source)
    done = percutis(back, "restore", str(file), "--key", str(key[0]), **({"DATABASE_URL": target} if target else {}))
    assert done.returncode == 0, done.stderr
    found = rows_of(into)
    assert set(found) == set(after)
    for table in set(after) - GROWS - LEFT_OUT - {"django_migrations", "running_beat", COUNTS}:
        assert found[table] == after[table], table
    assert without_count(found[COUNTS]) == without_count(after[COUNTS])
    for table in GROWS:  # one moment: all that stood before, nothing that was not written
        assert before[table] <= found[table] <= after[table], table
    patients, lines = (len(found[table]) for table in ("records_patient", "accounts_auditevent"))
    assert patients > len(before["records_patient"])
    assert lines - patients == len(before["accounts_auditevent"]) - len(before["records_patient"])
    assert photographs_of(back) == photographs_of(home)
    assert len(photographs_of(back)) == 2
    assert (back / "secret.key").read_text() == (home / "secret.key").read_text()


def test_drill_on_sqlite(home: Path, key: Key, tmp_path: Path) -> None:
    """Every row and every photograph is back, of one moment, though somebody wrote all the while."""
    back = tmp_path / "back"
    database = str(home / "percutis.sqlite3")
    drill(home, key, tmp_path / "b.age", back, source=database, target="", into=back / "percutis.sqlite3")


def test_drill_on_postgresql(
    home: Path, key: Key, new_database: Callable[..., str], tables: str, tmp_path: Path
) -> None:
    """The same from one PostgreSQL database into another; what is added afterwards gets a number of its own."""
    source, target = new_database(tables), new_database(tables)
    assert percutis(home, "move", source).returncode == 0
    drill(home, key, tmp_path / "b.age", tmp_path / "back", source=source, target=target, into=target)
    with writing(tmp_path / "back", DATABASE_URL=target):
        pass


def test_backup_of_sqlite_comes_back_on_postgresql(
    home: Path, key: Key, new_database: Callable[..., str], tables: str, tmp_path: Path
) -> None:
    """One format for both; the other way is the same file."""
    target = new_database(tables)
    assert percutis(home, "backup", str(tmp_path / "b.age"), "--to", key[1]).returncode == 0
    done = percutis(tmp_path / "back", "restore", str(tmp_path / "b.age"), "--key", str(key[0]), DATABASE_URL=target)
    assert done.returncode == 0, done.stderr
    counts = {name: len(rows) for name, rows in rows_of(home / "percutis.sqlite3").items() if name not in LEFT_OUT}
    assert {name: len(rows) for name, rows in rows_of(target).items() if name in counts} == counts


@pytest.fixture(scope="module")
def backup(filled: tuple[Path, object], key: Key, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the filled home."""
    folder = tmp_path_factory.mktemp("backup")
    home = shutil.copytree(filled[0], folder / "home")
    assert percutis(home, "backup", str(folder / "b.age"), "--to", key[1]).returncode == 0
    return folder / "b.age"


def _shorter(content: bytes) -> bytes:
    return content[:-1]


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _empty(_content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("harmed", [_shorter, _half, _flipped, _empty], ids=lambda harmed: harmed.__name__)
def test_harmed_backup_is_refused_before_anything_is_touched(
    harmed: Callable[[bytes], bytes], backup: Path, key: Key, tmp_path: Path
) -> None:
    """Cut off by one byte, cut in half, one bit turned, empty: said, and the home stays without a database."""
    file = tmp_path / "harmed.age"
    file.write_bytes(harmed(backup.read_bytes()))
    done = percutis(tmp_path / "back", "restore", str(file), "--key", str(key[0]))
    assert done.returncode == 2
    assert "changed, cut off, or no backup" in done.stderr
    assert not (tmp_path / "back" / "percutis.sqlite3").exists()
    assert not (tmp_path / "back" / "photographs").exists()


@pytest.mark.parametrize(
    "name",
    ["secrets/../../taken", "secrets//{there}", "secrets/secret.key/../taken", "photographs/../taken", "rows/../1.gz"],
)
def test_forged_backup_writes_nowhere_else(name: str, backup: Path, key: Key, tmp_path: Path) -> None:
    """Sealed by a stranger who knows for whom: a name that leads out of the home is refused before anything is."""
    secret, forged, back = pyrage.x25519.Identity.from_str(secret_of(key)), tmp_path / "forged.age", tmp_path / "a/back"
    with opened(backup, secret) as stream, sealed(forged, [secret.to_public()]) as made, Writer(made) as writer:
        writer.put(name.format(there=tmp_path / "taken"), b"taken")
        for part in parts(stream):
            writer.put(*part)
    done = percutis(back, "restore", str(forged), "--key", str(key[0]))
    assert (done.returncode, "no backup of Percutis" in done.stderr) == (2, True)
    assert list(tmp_path.rglob("taken")) == []
    assert not (back / "percutis.sqlite3").exists()


def secret_of(key: Key) -> str:
    """The half that opens."""
    return next(line for line in key[0].read_text().splitlines() if line.startswith("AGE-SECRET-KEY"))


def test_wrong_key_opens_nothing(backup: Path, tmp_path: Path) -> None:
    """Said as what it is."""
    other = percutis(tmp_path / "other", "backup", "--new-key").stdout
    (tmp_path / "other.txt").write_text(other)
    done = percutis(tmp_path / "back", "restore", str(backup), "--key", str(tmp_path / "other.txt"))
    assert (done.returncode, "sealed for another key" in done.stderr) == (2, True)


def test_restore_overwrites_nothing_unless_told(backup: Path, key: Key, home: Path) -> None:
    """A clinic that is there stays; when told, it is set aside and can be opened still."""
    before = rows_of(home / "percutis.sqlite3")
    words = ("restore", str(backup), "--key", str(key[0]))
    refused = percutis(home, *words)
    assert (refused.returncode, "holds a clinic" in refused.stderr) == (2, True)
    assert rows_of(home / "percutis.sqlite3") == before
    told = percutis(home, *words, "--replace")
    assert told.returncode == 0, told.stderr
    (aside,) = (home / "before-restore").iterdir()
    assert rows_of(aside) == before
    assert rows_of(home / "percutis.sqlite3")["records_patient"] == before["records_patient"]


def test_backup_names_a_photograph_that_is_gone(home: Path, key: Key, tmp_path: Path) -> None:
    """The rest is kept, and nobody takes it for whole: the status says so, and the doctor remembers."""
    gone = next(path for path in (home / "photographs").rglob("*") if path.is_file() and "." not in path.name)
    gone.unlink()
    done = percutis(home, "backup", str(tmp_path / "b.age"), "--to", key[1])
    assert done.returncode == 1
    assert f"1 photographs are not in the store: {gone.relative_to(home / 'photographs')}" in done.stderr
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked:
        assert asked.execute("SELECT photographs, missing FROM running_backupmade").fetchall() == [(1, 1)]


def test_backups_in_a_folder_are_named_and_counted(home: Path, tmp_path: Path) -> None:
    """The key is shown once and its secret half stands nowhere in the home; the newest so many stay."""
    shown = percutis(home, "backup", "--new-key")
    assert shown.stdout.startswith("AGE-SECRET-KEY-1")
    texts = [path.read_text(errors="replace") for path in home.rglob("*") if path.is_file()]
    assert not any("AGE-SECRET-KEY" in text for text in texts)
    assert percutis(home, "backup", "--new-key").returncode == 2
    folder = tmp_path / "disk"
    folder.mkdir()
    for name in ("percutis-20200101T000000Z.age", "percutis-20200102T000000Z.age", "other.txt"):
        (folder / name).write_bytes(b"old")
    done = percutis(home, "backup", str(folder), "--keep", "2")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in folder.iterdir())
    assert (names[:2], len(names)) == (["other.txt", "percutis-20200102T000000Z.age"], 3)
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("percutis-20[!2]*Z.age"))


def test_newest_backup_of_a_folder_comes_back(backup: Path, key: Key, tmp_path: Path) -> None:
    """On the worst day a folder holds thirty; a folder with none is refused."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ("restore", str(folder), "--key", str(key[0]), "--check")
    assert "a folder without percutis-*Z.age" in percutis(tmp_path / "back", *words).stderr
    (folder / "percutis-20260101T000000Z.age").write_bytes(b"old")
    newest = folder / "percutis-20260102T000000Z.age"
    newest.write_bytes(backup.read_bytes())
    done = percutis(tmp_path / "back", *words)
    assert (done.returncode, str(newest) in done.stdout) == (0, True)


@pytest.mark.parametrize("option", ["--keep", "--every"])
def test_disk_that_is_not_mounted_is_noticed(option: str, home: Path, key: Key, tmp_path: Path) -> None:
    """Where many are to lie, a folder has to be there: else a file of its name would be made, once."""
    done = percutis(home, "backup", str(tmp_path / "disk"), "--to", key[1], option, "5")
    assert (done.returncode, "Is the disk mounted?" in done.stderr) == (2, True)
    assert not (tmp_path / "disk").exists()


def test_restore_that_fails_leaves_the_secret(home: Path, key: Key, tmp_path: Path) -> None:
    """At its last step, the proof of the log, too: the records that stay are read with it, second factors above all."""
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        for (trigger,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            asked.execute(f"DROP TRIGGER {trigger}")
        asked.execute("UPDATE accounts_auditevent SET actor = 'somebody else' WHERE number = 2")
    assert percutis(home, "backup", str(tmp_path / "b.age"), "--to", key[1]).returncode == 0
    (home / "secret.key").write_text("another secret " * 8)
    before = rows_of(home / "percutis.sqlite3")
    done = percutis(home, "restore", str(tmp_path / "b.age"), "--key", str(key[0]), "--replace")
    assert (done.returncode, "broken at row 2" in done.stderr) == (2, True)
    assert (home / "secret.key").read_text() == "another secret " * 8
    assert rows_of(home / "percutis.sqlite3") == before


def test_full_disk_is_said_once() -> None:
    """What could not be written is not tried again when it is cleared away, under the message."""
    with Path("/dev/full").open("wb", buffering=0) as full:
        with pytest.raises(OSError, match="No space left"), Writer(full) as writer:
            writer.put("x", b"x" * 100_000)
        del writer
        gc.collect()  # it would speak up here


@pytest.mark.parametrize("words", [("backup", "--to"), ("export",)], ids=lambda words: words[0])
def test_what_was_cut_off_by_a_kill_is_cleared_a_day_later(
    words: tuple[str, ...], home: Path, key: Key, tmp_path: Path
) -> None:
    """One that may still be made stays, and so does whatever is not ours."""
    old, ours = time.time() - 2 * 86_400, ("percutis-20260101T000000Z.age", "percutis-tests-20260101T000000Z.zip")
    for name in (*ours, "another"):
        (tmp_path / f"{name}.partial").touch()
        os.utime(tmp_path / f"{name}.partial", (old, old))
    (tmp_path / "percutis-20260102T000000Z.age.partial").touch()
    done = percutis(home, *words, *([key[1]] if "--to" in words else []), str(tmp_path))
    assert done.returncode == 0, done.stderr
    left = sorted(path.name for path in tmp_path.glob("*.partial"))
    assert left == ["another.partial", "percutis-20260102T000000Z.age.partial"]
