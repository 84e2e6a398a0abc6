"""Photographs: judged by content, kept byte for byte, shown without what the camera wrote, and only under consent."""

import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from django.test import override_settings
from PIL import Image

from percutis.domain.errors import InputError
from percutis.photo.limits import MOST_PIXELS
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Photo
from percutis.web.records.selectors.photographs import page_copy, photographs_of
from percutis.web.records.services.photographs import keep_photograph
from tests.web.cast import NOW, TODAY, Cast
from tests.web.treat.stage import agree, minutes, opened, picture, upload


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings) -> None:
    """Photographs of the tests lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


def keep(cast: Cast, content: bytes | None = None, **given: object) -> Photo:
    """A photograph of the cast's patient."""
    fields = {"patient": cast.patient, "view": "front", "by": cast.as_("doctor"), "at": NOW}
    return keep_photograph(**{**fields, "upload": upload(content), **given})


def with_place() -> bytes:
    """A picture on its side, whose camera wrote where it was taken, and by what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 41.0, 0.0)})
    return picture(exif=exif)


def test_original_is_kept_byte_for_byte_under_keys(cast: Cast) -> None:
    """Never under the name that somebody gave the file."""
    agree(cast, cast.patient, "photographs")
    content = with_place()
    photo = keep(cast, content)
    with photo.original.open() as original:
        assert original.read() == content
    assert photo.original.name == f"{cast.clinic.pk}/{cast.patient.key}/{photo.key}"
    assert (photo.sha256, photo.media_type, photo.consent.tier) == (
        hashlib.sha256(content).hexdigest(),
        "image/jpeg",
        "record_only",
    )
    assert (photo.width, photo.height) == (1200, 900)


@pytest.mark.parametrize(("size", "longest"), [("small", 480), ("large", 1200)])
def test_copy_for_pages_carries_pixels_only(cast: Cast, size: str, longest: int) -> None:
    """Upright, bounded, and without place, camera or time."""
    agree(cast, cast.patient, "photographs")
    copy = page_copy(keep(cast, with_place()), size)
    with Image.open(BytesIO(copy)) as image:
        assert (max(image.size), image.size[0] > image.size[1], len(image.getexif())) == (longest, True, 0)
    assert b"A camera" not in copy


def test_lost_copy_is_made_anew(cast: Cast) -> None:
    """From the original."""
    agree(cast, cast.patient, "photographs")
    photo = keep(cast)
    before = page_copy(photo, "small")
    photo.original.storage.delete(f"{photo.original.name}.small.jpg")
    assert page_copy(photo, "small") == before


@pytest.mark.parametrize("answer", [None, "declined", "withdrawn"])
def test_photograph_without_consent_is_refused(cast: Cast, answer: str | None) -> None:
    """Never asked, declined, or taken back: nothing is kept, no file is left."""
    if answer == "withdrawn":
        agree(cast, cast.patient, "photographs")
    if answer:
        agree(cast, cast.patient, "photographs", answer, at=minutes(1))
    with pytest.raises(RefusedError, match="has not agreed to photographs"):
        keep(cast)
    assert Photo.objects.count() == 0


def bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """A PNG of a few bytes that claims so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        (b"", "a picture as JPEG, HEIC, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a picture as JPEG, HEIC, PNG or WebP"),
        (b"%PDF-1.7 not a picture", "a picture as JPEG, HEIC, PNG or WebP"),
        (picture("GIF"), "a picture as JPEG, HEIC, PNG or WebP"),
        (picture()[:3000], "a whole picture; send it again"),
        (picture("PNG")[:-40], "a whole picture; send it again"),
        (picture(size=(399, 900)), "at least 400 pixels on each side"),
        (bomb(), "at most 50 million pixels"),
        (bomb(MOST_PIXELS // 5000 + 1, 5000), "at most 50 million pixels"),
    ],
    ids=["empty", "svg", "pdf", "gif", "cut", "cut png", "small", "bomb", "too large"],
)
def test_file_that_is_no_good_picture_is_refused_in_words(cast: Cast, content: bytes, allowed: str) -> None:
    """Whatever its name and its type say: what counts is the content."""
    agree(cast, cast.patient, "photographs")
    with pytest.raises(InputError) as refused:
        keep(cast, content)
    assert [(problem.place, problem.allowed) for problem in refused.value.problems] == [("picture", allowed)]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_picture_are_kept_as_they_are(cast: Cast, kind: str) -> None:
    """By content, not by name."""
    agree(cast, cast.patient, "photographs")
    assert keep(cast, picture(kind)).media_type == f"image/{kind.lower()}"


@override_settings(MOST_PHOTOGRAPH_BYTES=1000)
def test_file_beyond_the_limit_is_refused_before_it_is_read(cast: Cast) -> None:
    """The limit stands in the message."""
    agree(cast, cast.patient, "photographs")
    with pytest.raises(InputError, match="at most"):
        keep(cast)


def test_same_picture_sent_twice_is_kept_once(cast: Cast) -> None:
    """A double tap on a slow line."""
    agree(cast, cast.patient, "photographs")
    assert keep(cast) == keep(cast)
    assert Photo.objects.count() == 1


def test_photograph_of_another_clinics_patient_is_refused(cast: Cast) -> None:
    """Nor by a stranger, nor by the desk, nor by another patient."""
    agree(cast, cast.patient, "photographs")
    stranger = Actor(clinic=cast.clinic, kind="patient", patient=cast.other_patient.key)
    for by in (cast.as_("stranger"), cast.as_("desk"), stranger):
        with pytest.raises(RefusedError):
            keep(cast, by=by)


def test_patient_keeps_a_photograph_of_their_own(cast: Cast) -> None:
    """From their own page, under the same consent."""
    agree(cast, cast.patient, "photographs")
    own = Actor(clinic=cast.clinic, kind="patient", patient=cast.patient.key)
    assert keep(cast, by=own).by is None


def test_photograph_that_cannot_be_logged_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Neither a row nor a file."""
    agree(cast, cast.patient, "photographs")

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("percutis.web.accounts.audit.AuditEvent.save", broken)
    with pytest.raises(RuntimeError):
        keep(cast)
    assert (Photo.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (0, [])


def test_photograph_of_a_session_that_is_another_patients_is_refused(cast: Cast) -> None:
    """The session must be this patient's."""
    session = opened(cast)
    from tests.web.cast import make_patient

    other = make_patient(cast.clinic, "P-0002", "Test Patient Two")
    agree(cast, other, "photographs")
    with pytest.raises(RefusedError, match="another patient's"):
        keep(cast, patient=other, session=session)


def test_photographs_are_shown_by_day_and_view(cast: Cast) -> None:
    """The newest day first, the sequence within it."""
    agree(cast, cast.patient, "photographs")
    right = keep(cast, picture(size=(500, 600)), view="right_oblique")
    front = keep(cast, view="front", at=minutes(1))
    found = photographs_of(patient=cast.patient)
    assert [(one.day, one.photographs) for one in found] == [(TODAY, [front, right])]
    assert AuditEvent.objects.filter(action="photograph.kept").count() == 2
