"""What a photograph may be used for: within what was signed, a new row each time, and closed when it is taken back."""

import pytest

from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.stored import files_of
from percutis.web.records.core.tiers import least, within
from percutis.web.records.models import Photo
from percutis.web.records.selectors.photographs import get_photograph, shown_photographs, tier_of
from percutis.web.records.services.measuring import compare_pair, measure_kept
from percutis.web.records.services.photo_erasures import erase_all, erase_photograph
from percutis.web.records.services.photo_uses import set_tier
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import LATER, drawn, kept
from tests.web.treat.stage import agree, minutes


def tier(photo: Photo) -> str:
    """What it may be used for now."""
    return tier_of(get_photograph(clinic=photo.clinic, key=photo.key))


def stored(folder) -> list[str]:
    """What is in the store: the kind of each file."""
    return sorted(path.name.partition(".")[2] for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("tiers", "found"),
    [
        (("publish", "clinic"), "clinic"),
        (("record_only", "publish"), "record_only"),
        (("clinic", ""), "none"),
        (("clinic", "none"), "none"),
        ((), "none"),
    ],
)
def test_least_of_several_uses_holds(tiers: tuple[str, ...], found: str) -> None:
    """One that says nothing allows nothing."""
    assert least(tiers) == found


def test_signature_allows_what_is_narrower_too() -> None:
    """In the order of the vocabulary."""
    assert (within("clinic"), within("none"), within("")) == (("record_only", "clinic"), (), ())


def test_use_is_changed_by_a_new_row(agreed: Cast) -> None:
    """The rows before stay, with who and why; the newest holds."""
    photo = kept(agreed)
    set_tier(photo=photo, tier="record_only", why="The patient asked", by=agreed.as_("nurse"), at=minutes(1))
    set_tier(photo=photo, tier="clinic", by=agreed.as_("doctor"), at=minutes(2))
    assert [(row.tier, row.by, row.why) for row in photo.tiers.all()] == [
        ("clinic", agreed.doctor, ""),
        ("record_only", agreed.nurse, "The patient asked"),
    ]
    assert (tier(photo), photo.consent.tier) == ("clinic", "clinic")
    assert AuditEvent.objects.filter(action="photograph.tier_changed").count() == 2


def test_more_than_was_signed_is_refused(agreed: Cast) -> None:
    """To publish wants a signature for it."""
    photo = kept(agreed)
    with pytest.raises(RefusedError, match="has not agreed to this use"):
        set_tier(photo=photo, tier="publish", by=agreed.as_("doctor"), at=minutes(1))
    agree(agreed, agreed.patient, "photographs", tier="publish", at=minutes(2))
    assert tier(photo) == "clinic"  # what was taken before stays as it was taken
    set_tier(photo=photo, tier="publish", by=agreed.as_("doctor"), at=minutes(3))
    assert tier(photo) == "publish"


def test_narrower_signature_narrows_every_picture(agreed: Cast) -> None:
    """At once, without a row for each."""
    photo = kept(agreed)
    agree(agreed, agreed.patient, "photographs", tier="record_only", at=minutes(1))
    assert tier(photo) == "record_only"


@pytest.mark.parametrize("answer", ["withdrawn", "declined"])
def test_taking_back_finds_every_file_and_closes_every_picture(
    agreed: Cast, folder, answer: str, django_capture_on_commit_callbacks
) -> None:
    """Original, copies and aligned copies are listed in the log; the copies go, the originals stay locked."""
    first, second = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    compare_pair(before=first, after=second, at=minutes(2))
    assert len(stored(folder)) == 8
    with django_capture_on_commit_callbacks(execute=True):
        agree(agreed, agreed.patient, "photographs", answer, at=minutes(3))
    assert (stored(folder), shown_photographs(agreed.patient)) == (["", ""], [])
    closed = AuditEvent.objects.get(action="photographs.closed")
    assert (closed.details["photographs"], len(closed.details["files"])) == (2, 8)
    assert [photo.tiers.get().tier for photo in (first, second)] == ["none", "none"]


def test_new_signature_opens_nothing_by_itself(agreed: Cast) -> None:
    """What was closed stays closed until somebody opens each."""
    photo = kept(agreed)
    agree(agreed, agreed.patient, "photographs", "withdrawn", at=minutes(1))
    agree(agreed, agreed.patient, "photographs", tier="clinic", at=minutes(2))
    assert (tier(photo), shown_photographs(agreed.patient)) == ("none", [])
    set_tier(photo=photo, tier="record_only", by=agreed.as_("doctor"), at=minutes(3))
    assert [shown.pk for shown in shown_photographs(agreed.patient)] == [photo.pk]


def test_deleting_ends_every_file_and_keeps_the_row(agreed: Cast, folder, django_capture_on_commit_callbacks) -> None:
    """Aligned copies that show it go too; the record says what there was and why."""
    first, second = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    compare_pair(before=first, after=second, at=minutes(2))
    with django_capture_on_commit_callbacks(execute=True):
        row = erase_photograph(photo=first, why="The patient asked", by=agreed.as_("doctor"), at=minutes(3))
    assert stored(folder) == ["", "large.jpg", "small.jpg"]
    assert [file["what"] for file in row.files] == ["original", "small", "large", "aligned", "aligned"]
    assert (Photo.objects.get(pk=first.pk).original.name, files_of(Photo.objects.get(pk=first.pk))) == ("", [])
    event = AuditEvent.objects.get(action="photograph.erased")
    assert (said_of(event)["why"], event.details["sha256"], len(event.details["files"])) == (
        "The patient asked", first.sha256, 5,
    )  # fmt: skip


def test_deleting_that_fails_removes_no_file(agreed: Cast, folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go only once the row is in the database."""
    photo = kept(agreed)

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("percutis.web.accounts.audit.AuditEvent.save", broken)
    with pytest.raises(RuntimeError):
        erase_photograph(photo=photo, why="A test", by=agreed.as_("doctor"), at=minutes(1))
    assert (len(stored(folder)), Photo.objects.get().original.name) == (3, photo.original.name)


def test_deleting_wants_a_reason_and_happens_once(agreed: Cast) -> None:
    """Neither without words nor twice."""
    photo = kept(agreed)
    with pytest.raises(RefusedError, match="why"):
        erase_photograph(photo=photo, why="  ", by=agreed.as_("doctor"), at=NOW)
    erase_photograph(photo=photo, why="A test", by=agreed.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError, match="already"):
        erase_photograph(photo=photo, why="A test", by=agreed.as_("doctor"), at=NOW)


def test_all_of_a_patient_are_deleted_together(agreed: Cast, folder, django_capture_on_commit_callbacks) -> None:
    """Those that were closed too; a second time there is nothing."""
    kept(agreed)
    kept(agreed, drawn(LATER))
    with django_capture_on_commit_callbacks(execute=True):
        agree(agreed, agreed.patient, "photographs", "withdrawn", at=minutes(1))
        erase_all(patient=agreed.patient, why="The patient asked", by=agreed.as_("doctor"), at=minutes(2))
    assert stored(folder) == []
    with pytest.raises(RefusedError, match="no picture left"):
        erase_all(patient=agreed.patient, why="The patient asked", by=agreed.as_("doctor"), at=minutes(3))


def test_pages_tell_what_was_measured_and_what_was_deleted(agreed: Cast, enter) -> None:
    """The measures stay with the version that made them; the end of a picture is told with its reason."""
    photo = kept(agreed)
    measure_kept(photo=photo, at=minutes(1))
    browser = enter("doctor")
    page = browser.get(f"/tests/photographs/{photo.key}/page/").content.decode()
    assert ("Fit to be measured" in page, "Dips, area" in page) == (True, True)
    browser.post(f"/tests/photographs/{photo.key}/delete/", {"why": "The patient asked"})
    page = browser.get(f"/tests/patients/{agreed.patient.key}/photographs/").content.decode()
    assert ("because: The patient asked" in page, str(photo.key) in page) == (True, False)
    assert photo.measures.count() > 100
