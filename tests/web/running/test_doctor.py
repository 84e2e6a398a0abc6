"""The doctor: each thing that is wrong is said, with what to do; what is well is not complained of."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from percutis.web.accounts.models import AuditEvent, Membership, SecondFactor
from percutis.web.accounts.sealing import seal
from percutis.web.doctor.finding import Finding, Level
from percutis.web.doctor.flow import backups_checked, courier_checked, tasks_checked
from percutis.web.doctor.holdings import clinics_checked, photographs_checked, secret_checked
from percutis.web.doctor.machine import LEAST_FREE, clock_checked, disk_checked
from percutis.web.doctor.safety import files_checked, settings_checked
from percutis.web.records.models import Message, Photo
from percutis.web.running.beats import COURIER, beat
from percutis.web.running.models import BackupMade
from tests.web.cast import NOW, Cast
from tests.web.running.house import percutis, rows_of
from tests.web.treat.stage import agree


def grave(found: Iterator[Finding]) -> list[str]:
    """What is wrong, by what it is about."""
    return [finding.about for finding in found if finding.level in (Level.UNSAFE, Level.UNHEALTHY)]


@pytest.mark.parametrize(
    ("name", "value", "about"),
    [
        ("DEBUG", True, "debug"),
        ("DEMO", True, "demo"),
        ("ALLOWED_HOSTS", ["*"], "hosts"),
        ("HTTPS", False, "https"),
        ("ADDRESS", "http://clinic.example", "address"),
        ("SECOND_FACTOR", "offered", "second factor"),
    ],
)
def test_unsafe_setting_is_named(name: str, value: Any, about: str, settings: Any) -> None:
    """Each alone among settings that are safe."""
    safe = {
        "DEBUG": False, "DEMO": False, "HTTPS": True, "ALLOWED_HOSTS": ["clinic.example"],
        "ADDRESS": "https://clinic.example", "SECOND_FACTOR": "required",
    }  # fmt: skip
    for setting, given in safe.items():
        setattr(settings, setting, given)
    assert grave(settings_checked()) == []
    setattr(settings, name, value)
    assert grave(settings_checked()) == [about]


def test_secret_that_others_may_read_is_named(tmp_path: Path, settings: Any) -> None:
    """With the command that mends it."""
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    secret = tmp_path / "secret.key"
    secret.write_text("x")
    secret.chmod(0o600)
    assert grave(files_checked()) == []
    secret.chmod(0o644)
    (found,) = [finding for finding in files_checked() if finding.level is Level.UNSAFE]
    assert found.todo == f"chmod 600 {secret}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_file_of_another_user_is_named(tmp_path: Path, settings: Any) -> None:
    """Left by a command that somebody ran as root: the service cannot write it."""
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    (tmp_path / "percutis.sqlite3").touch(0o600)
    assert grave(files_checked()) == []
    os.chown(tmp_path, 65534, 65534)
    assert grave(files_checked()) == ["owner"]


def test_secret_of_another_installation_is_named(cast: Cast, settings: Any) -> None:
    """A database that was carried here without it: nobody's code would be right, and nobody would know why."""
    SecondFactor.objects.create(user=cast.doctor.user, sealed=seal("x"), begun=NOW)
    assert grave(secret_checked()) == []
    settings.SECRET_KEY = "another " * 8
    assert grave(secret_checked()) == ["secret"]


def test_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own answer, with little left."""
    usage = shutil.disk_usage(os.curdir)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=LEAST_FREE - 1))
    assert grave(disk_checked()) == ["disk"]


def test_courier_and_messages_that_stand_still_are_named(cast: Cast) -> None:
    """No sign of life, an old one, and a message that should have gone out."""
    now = timezone.now()
    assert grave(courier_checked(now)) == ["courier"]
    beat(name=COURIER, at=now - timedelta(minutes=10))
    assert grave(courier_checked(now)) == ["courier"]
    beat(name=COURIER, at=now)
    assert grave(courier_checked(now)) == []
    given = {"clinic": cast.clinic, "patient": cast.patient, "at": now, "kind": "reminder", "channel": "sms"}
    Message.objects.create(**given, key="late", language="en", due=now - timedelta(hours=2))
    Message.objects.create(**given, key="lost", language="en", due=now - timedelta(days=1), state="failed")
    assert grave(courier_checked(now)) == ["messages", "messages"]


@pytest.mark.django_db
def test_stuck_tasks_are_named() -> None:
    """One that waits too long and one whose worker is gone."""
    now = timezone.now()
    assert grave(tasks_checked(now)) == []
    for status, workers in (("READY", []), ("RUNNING", ["gone"])):
        row = DBTaskResult.objects.create(
            status=status, started_at=now - timedelta(hours=3), args_kwargs={}, task_path="x", worker_ids=workers,
            backend_name="default", run_after=now, exception_class_path="", traceback="",
        )  # fmt: skip
        DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=now - timedelta(hours=3))
    assert grave(tasks_checked(now)) == ["tasks", "tasks"]


@pytest.mark.django_db
def test_backup_that_is_old_or_was_never_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that did not hold every photograph."""
    monkeypatch.setenv("PERCUTIS_HOME", str(tmp_path))
    now = timezone.now()
    assert grave(backups_checked(now)) == ["backup key", "backup"]
    (tmp_path / "backup.recipient").write_text("age1…")
    BackupMade.objects.create(at=now - timedelta(days=3), rows=1, photographs=0, size=1)
    assert grave(backups_checked(now)) == ["backup"]
    BackupMade.objects.create(at=now, rows=1, photographs=0, size=1)
    assert grave(backups_checked(now)) == []
    BackupMade.objects.create(at=now + timedelta(minutes=1), rows=1, photographs=0, size=1, missing=2)
    assert grave(backups_checked(now + timedelta(hours=1))) == ["backup"]


def test_photograph_without_a_file_and_file_without_a_row_are_named(cast: Cast, tmp_path: Path, settings: Any) -> None:
    """Copies beside an original belong to it; what the worker will remove is told from what it leaves alone."""
    settings.MEDIA_ROOT = tmp_path
    agree(cast, cast.patient, "photographs")
    row = Photo(clinic=cast.clinic, patient=cast.patient, at=NOW, view="front", width=1, height=1, sha256="0")
    row.original.save("", ContentFile(b"picture"))
    storage, name = row.original.storage, str(row.original.name)
    storage.save(f"{name}.small.jpg", ContentFile(b"copy"))
    now = timezone.now()
    assert [finding.level for finding in photographs_checked(now)] == [Level.WELL]
    storage.save(f"{cast.clinic.pk}/{cast.patient.key}/{uuid4()}", ContentFile(b"picture"))
    assert [finding.todo for finding in photographs_checked(now)] == [
        "They were left by a write that did not end; the worker removes them after a day."
    ]
    storage.save("1/left/behind", ContentFile(b"picture"))
    assert [finding.todo.split()[0] for finding in photographs_checked(now + timedelta(days=3))] == ["The", "Nothing"]
    storage.delete(name)
    assert grave(photographs_checked(now)) == ["photographs"]


def test_clock_that_jumped_back_is_named(cast: Cast) -> None:
    """The log knows a moment that is still to come."""
    now = timezone.now()
    _line(cast, now)
    assert grave(clock_checked(now)) == []
    assert grave(clock_checked(now - timedelta(hours=1))) == ["clock"]


def test_clock_that_was_ahead_and_is_right_again_is_only_noted(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of next year would be complained of for a year, and nobody could do anything about it."""
    tool = tmp_path / "timedatectl"
    tool.write_text("#!/bin/sh\necho yes\n")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    _line(cast, NOW)
    assert grave(clock_checked(NOW - timedelta(days=365))) == []
    assert [finding.about for finding in clock_checked(NOW - timedelta(days=365))] == ["clock"]


def _line(cast: Cast, at: datetime) -> None:
    """A line of the clinic's log."""
    AuditEvent.objects.create(clinic=cast.clinic, number=1, at=at, actor="x", action="x", previous="0" * 64, digest="0")


def test_clinic_that_nobody_answers_for_is_named(cast: Cast) -> None:
    """No administrator, no medical director; a licence that ended and an edition not approved are noted."""
    found = list(clinics_checked(NOW.date()))
    assert grave(iter(found)) == []
    assert {finding.about for finding in found} == {"edition", "licence"}
    Membership.objects.filter(clinic=cast.clinic).update(is_administrator=False, is_medical_director=False)
    assert grave(clinics_checked(NOW.date())) == ["staff", "staff"]


def test_whole_examination_changes_nothing_and_says_so_by_its_status(
    home: Path, new_database: Callable[..., str]
) -> None:
    """Status 1 where something is wrong; as JSON for programs; a database that is gone does not silence the rest."""
    before = rows_of(home / "percutis.sqlite3")
    done = percutis(home, "doctor", "--format", "json")
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert [finding["level"] for finding in found] == sorted((f["level"] for f in found), key=list(Level).index)
    assert {"log", "database", "tables", "photographs"} <= {f["about"] for f in found if f["level"] == "well"}
    assert rows_of(home / "percutis.sqlite3") == before
    gone = percutis(home, "doctor", DATABASE_URL=new_database().replace("host=", "host=/nowhere"))
    assert gone.returncode == 1
    assert "The database does not answer: connection is bad: " in gone.stdout
    with closing(sqlite3.connect(home / "percutis.sqlite3")) as asked, asked:
        for (trigger,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            asked.execute(f"DROP TRIGGER {trigger}")
        asked.execute("UPDATE accounts_auditevent SET actor = 'somebody else' WHERE number = 2")
    assert "✗ unsafe     The log of Tests was changed at row 2." in percutis(home, "doctor").stdout
