"""Who may what with a photograph: to look, to take away and to delete are rights apart, and each is in the log."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Photo
from percutis.web.records.services.photo_erasures import erase_photograph
from percutis.web.records.services.photographs import record_download
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import drawn, kept, saved
from tests.web.portal.own import enter_as
from tests.web.treat.stage import agree

Enter = Callable[[str], Client]
SEES = ("doctor", "aesthetician", "nurse", "lapsed")
EVERYBODY = (*SEES, "desk", "stranger", "nobody")
TO_SEE = ("", "page/", "points/")
REFUSED = {"desk": 403, "stranger": 404, "nobody": 302}


def with_place() -> bytes:
    """A picture whose camera wrote where it was taken, and by what."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "A camera", "MODEL-12345"
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 41.0, 0.0)})
    return saved(Image.linear_gradient("L").resize((1200, 1000)).convert("RGB"), exif=exif, comment=b"of a person")


@pytest.fixture
def photo(agreed: Cast) -> Photo:
    """One photograph, whose camera wrote where it was taken."""
    return kept(agreed, with_place())


@pytest.mark.parametrize("page", TO_SEE)
def test_who_treats_sees_and_nobody_else(photo: Photo, enter: Enter, page: str) -> None:
    """The desk is refused; a stranger to the clinic finds nothing."""
    for who in EVERYBODY:
        status = enter(who).get(f"/tests/photographs/{photo.key}/{page}").status_code
        assert (who, status) == (who, REFUSED.get(who, 200))


def test_stranger_finds_nothing_under_the_own_clinics_address(photo: Photo, enter: Enter) -> None:
    """The key of another clinic's photograph leads nowhere."""
    for page in (*TO_SEE, "download/original/", "delete/"):
        assert enter("stranger").get(f"/another/photographs/{photo.key}/{page}").status_code == 404


@pytest.mark.parametrize(("page", "may"), [("download/original/", ("doctor",)), ("delete/", ("doctor",))])
def test_taking_away_and_deleting_are_for_doctors(photo: Photo, enter: Enter, page: str, may: tuple[str, ...]) -> None:
    """To see a photograph does not mean to take it along, nor to end it."""
    for who in EVERYBODY:
        status = enter(who).get(f"/tests/photographs/{photo.key}/{page}").status_code
        assert (who, status) == (who, REFUSED.get(who, 200 if who in may else 403))


def test_services_do_not_rely_on_the_door(agreed: Cast, photo: Photo) -> None:
    """They ask for the right themselves."""
    for who in ("nurse", "desk", "stranger"):
        with pytest.raises(RefusedError):
            record_download(photo=photo, what="original", by=agreed.as_(who), at=NOW)
        with pytest.raises(RefusedError):
            erase_photograph(photo=photo, why="A test", by=agreed.as_(who), at=NOW)


def test_each_look_and_each_download_is_in_the_log(photo: Photo, enter: Enter) -> None:
    """With what was seen or taken, and whose it is."""
    browser = enter("doctor")
    browser.get(f"/tests/photographs/{photo.key}/?size=small")
    browser.get(f"/tests/photographs/{photo.key}/download/copy/")
    browser.get(f"/tests/photographs/{photo.key}/download/original/")
    told = AuditEvent.objects.exclude(action__in=("photograph.kept", "consent.signed")).order_by("number")
    assert [(one.action, one.details, one.patient) for one in told] == [
        ("photograph.seen", {"size": "small", "view": "front"}, photo.patient.key),
        ("photograph.downloaded", {"what": "copy", "view": "front"}, photo.patient.key),
        ("photograph.downloaded", {"what": "original", "view": "front"}, photo.patient.key),
    ]


def test_original_is_as_it_was_sent_and_every_copy_without_place_and_camera(photo: Photo, enter: Enter) -> None:
    """Byte for byte the one; pixels only the others, in their whole size too."""
    browser, at = enter("doctor"), f"/tests/photographs/{photo.key}/"
    original = browser.get(f"{at}download/original/")
    assert (original.content, original["Content-Disposition"]) == (
        with_place(), f'attachment; filename="{photo.key}.jpg"',
    )  # fmt: skip
    for page in ("?size=small", "?size=large", "download/copy/"):
        copy = browser.get(f"{at}{page}")
        with Image.open(BytesIO(copy.content)) as image:
            assert (len(image.getexif()), "comment" in image.info) == (0, False)
        assert (b"MODEL-12345" in copy.content, copy["Cache-Control"]) == (False, "private, no-store")
    assert Image.open(BytesIO(browser.get(f"{at}download/copy/").content)).size == (1200, 1000)


def test_patient_sees_their_own_and_never_another_s(agreed: Cast, photo: Photo) -> None:
    """On their own pages, and the original nowhere."""
    own = enter_as(agreed.patient)
    assert own.get(f"/me/photographs/{photo.key}/small/")["Content-Type"] == "image/jpeg"
    assert own.get(f"/me/photographs/{photo.key}/original/").status_code == 404
    assert enter_as(agreed.other_patient).get(f"/me/photographs/{photo.key}/small/").status_code == 404
    assert own.get(f"/tests/photographs/{photo.key}/").status_code == 302


def test_chart_shows_the_set_to_whom_it_is_for(agreed: Cast, enter: Enter) -> None:
    """One card for a day's views, in their order; the desk sees that there is nothing."""
    side = kept(agreed, drawn(view="left_oblique"), view="left_oblique")
    front = kept(agreed)
    chart = f"/tests/patients/{agreed.patient.key}/"
    page = enter("nurse").get(chart).content.decode()
    assert page.index(f"/photographs/{front.key}/page/") < page.index(f"/photographs/{side.key}/page/")
    assert page.count('class="timeline-photos"') == 1
    assert "/photographs/" not in enter("desk").get(chart).content.decode()


def test_closed_photograph_is_shown_to_nobody(agreed: Cast, photo: Photo, enter: Enter) -> None:
    """Neither to the doctor nor to the patient, once the agreement was taken back."""
    agree(agreed, agreed.patient, "photographs", "withdrawn", at=NOW)
    browser = enter("doctor")
    for page in (*TO_SEE, "download/original/"):
        assert browser.get(f"/tests/photographs/{photo.key}/{page}").status_code == 409
    assert str(photo.key) not in browser.get(f"/tests/patients/{photo.patient.key}/").content.decode()
    assert str(photo.key) not in browser.get(f"/tests/patients/{photo.patient.key}/photographs/").content.decode()
    assert enter_as(agreed.patient).get(f"/me/photographs/{photo.key}/small/").status_code == 404
