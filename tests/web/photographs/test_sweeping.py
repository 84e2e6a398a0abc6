"""A photograph and its row: neither stays without the other, in a folder as in a store that speaks S3."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from moto.server import ThreadedMotoServer

from percutis.web.accounts.models import AuditEvent
from percutis.web.folder import PART, Folder
from percutis.web.records.core.shelf import lying
from percutis.web.records.models import Photo, PhotoTrial
from percutis.web.records.services import photo_sweeping
from percutis.web.records.services.measuring import compare_pair
from percutis.web.records.services.photo_erasures import erase_photograph
from percutis.web.records.services.photo_sweeping import sweep_store
from percutis.web.records.services.photo_trials import keep_trial, try_photograph
from percutis.web.running.beats import take_turn
from percutis.web.running.sweeping import go_round
from percutis.web.store import store_of
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import LATER, drawn, kept
from tests.web.running.house import free_port
from tests.web.treat.stage import agree, minutes, upload

BUCKET = "faces"
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a server on this machine that speaks S3."""
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Each store in its turn, empty; which of the two it is."""
    if request.param == "s3":
        address = request.getfixturevalue("s3")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket=BUCKET)
        settings.STORAGES = {
            **settings.STORAGES,
            "default": store_of(f"s3://{BUCKET}?endpoint={address}&region=us-east-1", tmp_path),
        }
        default_storage.bucket.objects.all().delete()  # type: ignore[attr-defined]
    return str(request.param)


def stored() -> list[str]:
    """Everything in the store, by name."""
    return sorted(file.name for file in lying())


def put(name: str) -> str:
    """A file without a row."""
    return default_storage.save(name, ContentFile(b"a rest"))


def sweep(later: timedelta = TOMORROW) -> list[str]:
    """What a sweep that much later takes out."""
    return sweep_store(at=timezone.now() + later)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "moment", ["percutis.web.records.models.Photo.save", "percutis.web.accounts.audit.AuditEvent.save"]
)
def test_row_that_fails_leaves_no_file(agreed: Cast, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Whether the row itself or its line of the log could not be written."""

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(moment, broken)
    with pytest.raises(RuntimeError):
        kept(agreed)
    assert (stored(), Photo.objects.count()) == ([], 0)


@pytest.mark.usefixtures("store")
def test_trial_that_cannot_be_kept_stays_a_trial(agreed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file with it, and no other: it can be kept at the next try."""
    by = agreed.as_("doctor")
    trial = try_photograph(patient=agreed.patient, view="front", upload=upload(drawn()), by=by, at=NOW)
    before = stored()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("percutis.web.records.models.PhotoJudgement.save", broken)
    with pytest.raises(RuntimeError):
        keep_trial(trial=trial, by=by, at=NOW)
    assert (stored(), PhotoTrial.objects.count(), Photo.objects.count()) == (before, 1, 0)


@pytest.mark.usefixtures("store")
def test_photograph_and_its_place_in_the_queue_come_together_or_not_at_all(agreed: Cast) -> None:
    """The queue cannot be written to: nothing is kept, and no file is left of it."""

    def broken(execute: Any, sql: str, *asked: Any) -> Any:
        if sql.startswith("INSERT") and "taskresult" in sql:
            raise DatabaseError("no queue")
        return execute(sql, *asked)

    with connection.execute_wrapper(broken), pytest.raises(DatabaseError, match="no queue"):
        kept(agreed)
    assert (Photo.objects.count(), stored()) == (0, [])
    kept(agreed)
    assert (Photo.objects.count(), DBTaskResult.objects.count()) == (1, 1)


@pytest.mark.usefixtures("store")
def test_sweep_takes_out_what_no_row_names_and_nothing_younger(
    agreed: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """A picture without a row, a broken-off file, a copy without its original. Rows keep theirs, copies and trials
    included; a file that is not one of ours and one of a patient whom nobody here knows are left alone.
    """
    by = agreed.as_("doctor")
    photo = kept(agreed)
    trial = try_photograph(patient=agreed.patient, view="front", upload=upload(drawn(LATER)), by=by, at=NOW)
    named = stored()
    home = f"{agreed.clinic.pk}/{agreed.patient.key}"
    strange = [put("notes.txt"), put(f"{home}/notes"), put(f"{agreed.clinic.pk}/{uuid4()}/{uuid4()}")]
    rests = [put(f"{home}/{uuid4()}"), put(f"{home}/.{uuid4().hex}{PART}"), put(f"{home}/{uuid4()}.small.jpg")]
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(timedelta(hours=23)) == []
        assert sweep() == sorted(rests)
    assert stored() == sorted([*named, *strange])
    assert {str(photo.original.name), str(trial.original.name)} < set(named)
    event = AuditEvent.objects.get(action="photographs.swept")
    assert (event.actor, event.details) == ("system", {"files": sorted(rests)})


@pytest.mark.usefixtures("store")
def test_sweep_ends_what_a_deletion_and_a_withdrawal_left(
    agreed: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """The process died between the commit and the removal of the files: the pictures' rows name them no more."""
    first, second = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    compare_pair(before=first, after=second, at=minutes(2))
    assert (len(stored()), sweep()) == (8, [])
    erase_photograph(photo=first, why="A test", by=agreed.as_("doctor"), at=minutes(3))
    with django_capture_on_commit_callbacks(execute=True):
        assert len(sweep()) == 5  # the original, two copies, and two copies laid on it
    assert stored() == sorted(f"{second.original.name}{end}" for end in ("", ".large.jpg", ".small.jpg"))
    agree(agreed, agreed.patient, "photographs", "withdrawn", at=minutes(4))
    with django_capture_on_commit_callbacks(execute=True):
        assert len(sweep()) == 2
    assert stored() == [second.original.name]


@pytest.mark.usefixtures("store")
def test_sweep_stands_back_from_a_store_that_the_database_does_not_know(
    agreed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many whole pictures without a row: an older database was put back, and they may be all that is left."""
    monkeypatch.setattr(photo_sweeping, "MOST_ORIGINALS", 2)
    home = f"{agreed.clinic.pk}/{agreed.patient.key}"
    for _one in range(3):
        put(f"{home}/{uuid4()}")
    rest = put(f"{home}/.{uuid4().hex}{PART}")
    assert sweep() == [rest]


@pytest.mark.parametrize("store", ["s3"], indirect=True)
def test_upload_in_parts_that_never_ended_is_given_up(agreed: Cast, store: str) -> None:
    """Its parts lie in the store unseen. (The server of these tests dates every such upload in 2010.)"""
    bucket: Any = default_storage.bucket  # type: ignore[attr-defined]
    bucket.Object("1/cut").initiate_multipart_upload()
    assert (len(list(bucket.multipart_uploads.all())), sweep()) == (1, [])
    assert list(bucket.multipart_uploads.all()) == []


def test_file_is_on_the_disk_before_it_has_its_name_and_its_folders_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut leaves is the whole file or none: this is the order that makes it so."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(opened: int) -> None:
        done.append(Path(os.readlink(f"/proc/self/fd/{opened}")).name)
        sync(opened)

    def named(self: Path, place: Path) -> Path:
        done.append(f"-> {place.name}")
        return replace(self, place)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)
    folder = Folder(location=tmp_path / "photographs")
    assert folder.save("1/2/3", ContentFile(b"picture")) == "1/2/3"
    part, *after = done
    assert part.endswith(PART)
    assert after == ["-> 3", "2", "1", "photographs", tmp_path.name]
    assert [path.name for path in (tmp_path / "photographs/1/2").iterdir()] == ["3"]
    modes = [(tmp_path / "photographs" / made).stat().st_mode & 0o777 for made in ("1/2/3", "1/2", "1", "")]
    assert modes == [0o600, 0o700, 0o700, 0o700]


def test_file_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    """Neither under its name nor under another."""

    class Cut(ContentFile):
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"half"
            raise OSError(28, "No space left on device")

    folder = Folder(location=tmp_path)
    with pytest.raises(OSError, match="No space"):
        folder.save("1/2/3", Cut(b""))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_round_of_the_worker_ends_trials_and_sweeps_once_an_hour(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """By the clock on the wall; a trial does not wait for the hour of the sweep."""
    fields = {"patient": agreed.patient, "view": "front", "by": agreed.as_("doctor")}
    home = f"{agreed.clinic.pk}/{agreed.patient.key}"

    def leave(days: float) -> None:
        try_photograph(upload=upload(drawn()), at=timezone.now() - timedelta(hours=2), **fields)
        old = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(folder / put(f"{home}/{uuid4()}"), (old, old))

    for days, left in ((2, 0), (2, 1), (0.5, 2)):
        leave(days)
        with django_capture_on_commit_callbacks(execute=True):
            go_round()
        assert (PhotoTrial.objects.count(), len(stored())) == (0, left)


@pytest.mark.django_db
def test_one_worker_of_several_has_the_turn() -> None:
    """Once in the time; a mark that a wrong clock left in the future holds nobody up."""
    hour = timedelta(hours=1)
    turns = [(NOW, True), (NOW, False), (NOW + hour / 2, False), (NOW + hour, True), (NOW - hour, True)]
    assert [take_turn(name="sweep", every=hour, at=at) for at, _due in turns] == [due for _at, due in turns]
