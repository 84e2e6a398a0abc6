"""Closed pictures are opened again only under a new signature, each by choice, and the log says which and for what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import PhotoTier
from percutis.web.records.selectors.photographs import closed_photographs, page_copy, shown_photographs
from percutis.web.records.services.photo_erasures import erase_photograph
from percutis.web.records.services.photo_uses import reopen_photographs
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import DARK, LATER, drawn, kept
from tests.web.treat.stage import agree, minutes

Enter = Callable[[str], Client]


@pytest.fixture
def closed(agreed: Cast, django_capture_on_commit_callbacks: Any) -> list[Any]:
    """Two pictures whose patient took the agreement back; their copies are gone."""
    photos = [kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))]
    with django_capture_on_commit_callbacks(execute=True):
        agree(agreed, agreed.patient, "photographs", "withdrawn", at=minutes(3))
    return photos


def page_of(cast: Cast) -> str:
    """The address of the page."""
    return f"/tests/patients/{cast.patient.key}/photographs/closed/"


def test_chosen_picture_is_open_again_and_the_other_stays_closed(agreed: Cast, closed: list[Any], enter: Enter) -> None:
    """For the use that was chosen; with a row that says who and when, and one line in the log."""
    agree(agreed, agreed.patient, "photographs", tier="clinic", at=minutes(4))
    browser, (first, second) = enter("nurse"), closed
    sent = {"photos": [str(first.key)], "tier": "record_only", "why": "She <agreed> again"}
    answer = browser.post(page_of(agreed), sent, follow=True)
    assert "1 picture is open again." in answer.content.decode()
    assert [photo.pk for photo in shown_photographs(agreed.patient)] == [first.pk]
    assert [photo.pk for photo in closed_photographs(agreed.patient)] == [second.pk]
    row = PhotoTier.objects.filter(photo=first).first()
    assert row is not None
    assert (row.tier, row.why, row.by, row.consent) == (
        "record_only", "She <agreed> again", agreed.nurse, agreed.patient.consents.order_by("-id").first(),
    )  # fmt: skip
    event = AuditEvent.objects.get(action="photographs.opened")
    assert (event.patient, said_of(event)) == (
        agreed.patient.key,
        {"tier": "record_only", "why": "She <agreed> again", "photographs": 1, "files": [first.original.name]},
    )
    assert page_copy(first, "small")
    shown = browser.get(f"/tests/photographs/{first.key}/page/").content.decode()
    assert "She &lt;agreed&gt; again" in shown


def test_all_are_opened_together(agreed: Cast, closed: list[Any], enter: Enter) -> None:
    """By one tick, without one for each; nothing is closed then."""
    agree(agreed, agreed.patient, "photographs", tier="clinic", at=minutes(4))
    browser = enter("doctor")
    browser.post(page_of(agreed), {"every": "on", "tier": "clinic"})
    assert [photo.pk for photo in shown_photographs(agreed.patient)] == [photo.pk for photo in closed]
    assert "No picture is closed." in browser.get(page_of(agreed)).content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"tier": "clinic"}, "Choose at least one picture."),
        ({"every": "on"}, "This field is required."),
        ({"every": "on", "tier": "publish"}, "Select a valid choice."),
        ({"every": "on", "tier": "none"}, "Select a valid choice."),
        ({"photos": ["00000000-0000-4000-8000-000000000000"], "tier": "clinic"}, "Select a valid choice."),
    ],
    ids=["none chosen", "no use", "more than signed", "no use at all", "another's picture"],
)
def test_form_that_is_not_whole_opens_nothing(
    agreed: Cast, closed: list[Any], enter: Enter, sent: dict[str, Any], words: str
) -> None:
    """And says what is missing."""
    agree(agreed, agreed.patient, "photographs", tier="clinic", at=minutes(4))
    answer = enter("doctor").post(page_of(agreed), sent)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert len(closed_photographs(agreed.patient)) == len(closed)


def test_without_a_new_signature_nothing_is_offered(agreed: Cast, closed: list[Any], enter: Enter) -> None:
    """The page says what comes first, in words only: no closed picture is on it."""
    browser = enter("doctor")
    page = browser.get(page_of(agreed)).content.decode()
    assert ("A new signature comes first" in page, "Open them again" in page) == (True, False)
    assert not any(str(photo.key) in page for photo in closed)
    assert "before: " in page
    assert browser.post(page_of(agreed), {"every": "on", "tier": "clinic"}).status_code == 422
    with pytest.raises(RefusedError, match="new signature"):
        reopen_photographs(patient=agreed.patient, photos=closed, tier="clinic", by=agreed.as_("doctor"), at=minutes(5))


def test_service_refuses_what_was_not_signed_is_not_closed_or_is_anothers(agreed: Cast, closed: list[Any]) -> None:
    """All or none."""
    agree(agreed, agreed.patient, "photographs", tier="clinic", at=minutes(4))
    fields = {"patient": agreed.patient, "by": agreed.as_("doctor"), "at": minutes(5)}
    open_one = kept(agreed, drawn(DARK), at=minutes(4))
    for photos, tier, words in (
        (closed, "publish", "not agreed to this use"),
        (closed, "none", "not agreed to this use"),
        ([], "clinic", "Not every one"),
        ([*closed, open_one], "clinic", "Not every one"),
    ):
        with pytest.raises(RefusedError, match=words):
            reopen_photographs(photos=photos, tier=tier, **fields)
    for who in ("desk", "stranger"):
        with pytest.raises(RefusedError):
            reopen_photographs(photos=closed, tier="clinic", **{**fields, "by": agreed.as_(who)})
    erase_photograph(photo=closed[0], why="A test", by=agreed.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError, match="Not every one"):
        reopen_photographs(photos=closed, tier="clinic", **fields)
    assert not AuditEvent.objects.filter(action="photographs.opened").exists()


def test_page_of_the_photographs_leads_there(agreed: Cast, closed: list[Any], enter: Enter) -> None:
    """For whoever may take consent; the desk and strangers find no door."""
    album = enter("nurse").get(f"/tests/patients/{agreed.patient.key}/photographs/").content.decode()
    assert page_of(agreed) in album
    statuses = {who: enter(who).get(page_of(agreed)).status_code for who in ("nurse", "desk", "stranger", "nobody")}
    assert statuses == {"nurse": 200, "desk": 403, "stranger": 404, "nobody": 302}
