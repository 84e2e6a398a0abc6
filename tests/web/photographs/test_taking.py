"""Taking: a picture is judged, then kept or taken again as the person chooses, and hostile files are refused."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Photo, PhotoTrial
from percutis.web.records.services.photo_trials import end_unanswered, try_photograph
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import DARK, drawn, saved, wall
from tests.web.treat.stage import minutes, opened, upload
from tests.web.treat.test_photographs import bomb

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is some minutes into the visit."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(15))


def take(cast: Cast, browser: Client, content: bytes, view: str = "front", **more: object):
    """Send a picture to be looked at."""
    file = SimpleUploadedFile("face.jpg", content, content_type="image/jpeg")
    address = f"/tests/patients/{cast.patient.key}/photographs/take/{view}/"
    return browser.post(address, {"picture": file, **more})


def test_good_picture_is_offered_to_be_kept(
    agreed: Cast, enter: Enter, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing is kept before somebody says so; then the next view is asked for."""
    browser = enter("nurse")
    page = browser.get(take(agreed, browser, drawn()).url).content.decode()
    assert ("Keep it." in page, "Keep it all the same" in page, Photo.objects.count()) == (True, False, 0)
    trial = PhotoTrial.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/tests/photographs/trials/{trial.key}/keep/")
    assert answer.url.endswith("/take/left_oblique/")
    photo = Photo.objects.get()
    assert (photo.view, photo.by, photo.judgements.get().said["verdict"]) == ("front", agreed.nurse, "keep")
    with photo.original.open() as original:
        assert original.read() == drawn()
    assert PhotoTrial.objects.count() == 0
    assert not trial.original.storage.exists(trial.original.name)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The face is too dark"), ("ur", "چہرہ")],
)
def test_poor_picture_says_why_and_may_be_kept_all_the_same(
    agreed: Cast, enter: Enter, language: str, words: str
) -> None:
    """In the language of the page."""
    browser = enter("doctor")
    browser.cookies["language"] = language
    page = browser.get(take(agreed, browser, drawn(DARK)).url).content.decode()
    assert words in page
    browser.post(f"/tests/photographs/trials/{PhotoTrial.objects.get().key}/keep/")
    assert Photo.objects.get().judgements.get().said["verdict"] == "retake"


def test_picture_taken_again_is_gone(agreed: Cast, enter: Enter, django_capture_on_commit_callbacks: Any) -> None:
    """No row, no file; the log says that there was one, and why."""
    browser = enter("doctor")
    take(agreed, browser, wall())
    trial = PhotoTrial.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/tests/photographs/trials/{trial.key}/again/")
    assert answer.url.endswith("/take/front/")
    assert (PhotoTrial.objects.count(), Photo.objects.count()) == (0, 0)
    assert not trial.original.storage.exists(trial.original.name)
    event = AuditEvent.objects.get(action="photograph.discarded")
    assert event.details == {"view": "front", "verdict": "retake", "reasons": ["no_face"]}


def test_answers_of_a_person_count(agreed: Cast) -> None:
    """Make-up and glasses are told, not seen."""
    trial = try_photograph(
        patient=agreed.patient, view="front", upload=upload(drawn()), make_up=True, glasses=True,
        by=agreed.as_("doctor"), at=NOW,
    )  # fmt: skip
    assert [reason["reason"] for reason in trial.judged["reasons"]] == ["make_up", "glasses"]


def test_picture_of_a_session_leads_back_to_it(cast: Cast, enter: Enter) -> None:
    """Kept in the session, and after the last view the session goes on."""
    session, browser = opened(cast), enter("aesthetician")
    for view in ("front", "left_oblique", "right_oblique", "left_profile", "right_profile"):
        take(cast, browser, saved(Image.effect_noise((1100, 1000), 20)), view, session=session.pk)
        answer = browser.post(f"/tests/photographs/trials/{PhotoTrial.objects.get().key}/keep/")
    assert (session.photographs.count(), answer.url) == (5, f"/tests/sessions/{session.pk}/step/photographs/")


def test_heic_of_a_telephone_is_accepted(agreed: Cast, enter: Enter) -> None:
    """By content: kept as it is, shown as JPEG."""
    from pillow_heif import from_pillow

    kept_file = BytesIO()
    with Image.open(BytesIO(drawn())) as image:
        from_pillow(image).save(kept_file, quality=90)
    browser = enter("doctor")
    take(agreed, browser, kept_file.getvalue())
    trial = PhotoTrial.objects.get()
    assert trial.judged["verdict"] == "keep"
    assert browser.get(f"/tests/photographs/trials/{trial.key}/picture/")["Content-Type"] == "image/jpeg"
    browser.post(f"/tests/photographs/trials/{trial.key}/keep/")
    assert Photo.objects.get().media_type == "image/heic"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 300,
        saved(Image.new("RGB", (300, 300))), saved(Image.new("RGB", (900, 900)), "GIF"), drawn()[:2000], bomb(),
        b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff",
    ],
    ids=["empty", "svg", "no heic", "small", "gif", "cut", "bomb", "broken head"],
)  # fmt: skip
def test_hostile_file_is_refused_in_words(agreed: Cast, enter: Enter, content: bytes) -> None:
    """Beside the field; nothing is left behind."""
    answer = take(agreed, enter("doctor"), content)
    assert (answer.status_code, PhotoTrial.objects.count()) == (422, 0)
    assert 'aria-invalid="true"' in answer.content.decode()


def test_file_beyond_the_limit_is_refused(agreed: Cast, settings) -> None:
    """Before it is read."""
    settings.MOST_PHOTOGRAPH_BYTES = 1000
    with pytest.raises(InputError, match="at most"):
        try_photograph(patient=agreed.patient, view="front", upload=upload(drawn()), by=agreed.as_("doctor"), at=NOW)


def test_nothing_is_tried_without_consent(cast: Cast, enter: Enter) -> None:
    """Neither by the page nor by the service."""
    with pytest.raises(RefusedError, match="has not agreed"):
        try_photograph(patient=cast.patient, view="front", upload=upload(drawn()), by=cast.as_("doctor"), at=NOW)
    assert take(cast, enter("doctor"), drawn()).status_code == 409


def test_trial_that_nobody_answered_goes(agreed: Cast, django_capture_on_commit_callbacks: Any) -> None:
    """An hour later, with its file, by the clock of the worker; one that is younger stays. The system says so."""
    fields = {"patient": agreed.patient, "view": "front", "by": agreed.as_("doctor")}
    old = try_photograph(upload=upload(wall()), at=NOW, **fields)
    new = try_photograph(upload=upload(drawn()), at=NOW + timedelta(minutes=50), **fields)
    with django_capture_on_commit_callbacks(execute=True):
        assert [end_unanswered(at=NOW + timedelta(minutes=61)) for _again in range(2)] == [1, 0]
    assert list(PhotoTrial.objects.all()) == [new]
    assert (old.original.storage.exists(old.original.name), new.original.storage.exists(new.original.name)) == (
        False, True,
    )  # fmt: skip
    event = AuditEvent.objects.get(action="photograph.unanswered")
    assert (event.actor, event.patient, event.details) == (
        "system", agreed.patient.key, {"view": "front", "from": NOW.isoformat()},
    )  # fmt: skip


def test_trial_is_seen_in_its_own_clinic_only(agreed: Cast, enter: Enter) -> None:
    """A stranger finds nothing, not even under their own clinic's address."""
    take(agreed, enter("doctor"), wall())
    key = PhotoTrial.objects.get().key
    for page in ("", "picture/"):
        assert enter("stranger").get(f"/another/photographs/trials/{key}/{page}").status_code == 404
        assert enter("desk").get(f"/tests/photographs/trials/{key}/{page}").status_code == 403


def test_look_at_a_trial_is_in_the_log(agreed: Cast, enter: Enter) -> None:
    """As a look at any photograph, with who, whose and which view; the page around it shows none by itself."""
    browser = enter("nurse")
    page = take(agreed, browser, wall(), "left_oblique").url
    trial = PhotoTrial.objects.get()
    browser.get(page)
    assert not AuditEvent.objects.filter(action="photograph.seen").exists()
    browser.get(f"/tests/photographs/trials/{trial.key}/picture/")
    event = AuditEvent.objects.get(action="photograph.seen")
    assert (event.membership, event.subject, event.patient, event.details) == (
        agreed.nurse, f"phototrial:{trial.pk}", agreed.patient.key, {"size": "trial", "view": "left_oblique"},
    )  # fmt: skip
