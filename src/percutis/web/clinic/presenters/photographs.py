"""Photographs in words: their view, their day, and what the patient allowed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, label, moment
from percutis.web.records.core.stored import StoredFile
from percutis.web.records.core.tiers import NONE
from percutis.web.records.models import Photo, PhotoErasure, PhotoTier
from percutis.web.records.selectors.photographs import PhotographDay, tier_of
from percutis.web.ui.names import called

VIEWS = {
    "front": pgettext_lazy("view of a photograph", "From the front"),
    "left_oblique": pgettext_lazy("view of a photograph", "Half from the patient's left"),
    "right_oblique": pgettext_lazy("view of a photograph", "Half from the patient's right"),
    "left_profile": pgettext_lazy("view of a photograph", "Left profile"),
    "right_profile": pgettext_lazy("view of a photograph", "Right profile"),
    "close_up": pgettext_lazy("view of a photograph", "Close-up"),
}
CLOSED = gettext_lazy("closed")


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One picture on a page."""

    key: UUID
    view: str
    at: datetime
    by: str
    tier: str
    session: int | None


@dataclass(frozen=True, slots=True)
class DayView:
    """The pictures of one day."""

    day: date
    session: int | None
    photographs: tuple[PhotoView, ...]


def view_name(view: str) -> str:
    """The view in words; left and right are the patient's."""
    return str(VIEWS[view])


@dataclass(frozen=True, slots=True)
class ViewStep:
    """One view of the sequence: whether it is the one on the page, and whether it has its picture."""

    view: str
    name: str
    is_here: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the store, in words: what it is, of which view and day, and its size."""

    what: str
    view: str
    at: datetime
    size: str


@dataclass(frozen=True, slots=True)
class TierRow:
    """One decision on the use of a picture."""

    tier: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """One closed picture: its view and day, and when, on whose word and why it was closed."""

    key: UUID
    view: str
    taken: str
    ended: str


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """One picture that is no more: its view and day, when it ended, on whose word, and why."""

    view: str
    taken: datetime
    at: datetime
    by: str
    why: str


FILES = {
    "original": gettext_lazy("the original, as it was sent"),
    "small": gettext_lazy("small copy for lists"),
    "large": gettext_lazy("copy for pages"),
    "aligned": gettext_lazy("aligned copy of a comparison"),
    "other": gettext_lazy("another copy"),
}


def view_steps(views: Iterable[str], here: str, done: Collection[str]) -> list[ViewStep]:
    """The sequence."""
    return [ViewStep(view, view_name(view), view == here, view in done) for view in views]


def file_rows(photos: Iterable[tuple[Photo, Iterable[StoredFile]]]) -> list[FileRow]:
    """Every file of these pictures; an aligned copy shows two, and stands once."""
    found: dict[str, FileRow] = {}
    for photo, files in photos:
        for file in files:
            row = FileRow(str(FILES[file.what]), view_name(photo.view), photo.at, _size(file.size))
            found.setdefault(file.name, row)
    return list(found.values())


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


def tier_rows(tiers: Iterable[PhotoTier], texts: Texts) -> list[TierRow]:
    """The decisions on one picture, the newest first."""
    return [TierRow(tier_name(row.tier, texts), row.at, called(row.by), row.why) for row in tiers]


def closed_rows(photos: Iterable[Photo], texts: Texts) -> list[ClosedRow]:
    """The closed pictures of a patient, read with their tiers; what each was used for before is said too."""
    return [
        ClosedRow(photo.key, view_name(photo.view), moment(timezone.localtime(photo.at), texts), _closing(photo, texts))
        for photo in photos
    ]


def _closing(photo: Photo, texts: Texts) -> str:
    row, *before = photo.tiers.all()
    was = before[0].tier if before else photo.consent.tier if photo.consent else ""
    said = [
        gettext("closed on %(day)s") % {"day": day(timezone.localdate(row.at), texts)},
        called(row.by),
        row.why,
    ]
    if was and was != NONE:
        said.append(gettext("before: %(use)s") % {"use": tier_name(was, texts)})
    return " · ".join(filter(None, said))


def erased_rows(erasures: Iterable[PhotoErasure]) -> list[ErasedRow]:
    """The pictures that are no more."""
    return [ErasedRow(view_name(row.photo.view), row.photo.at, row.at, called(row.by), row.why) for row in erasures]


def tier_name(tier: str, texts: Texts) -> str:
    """A use in words."""
    return str(CLOSED) if tier == NONE else label("consent_photographs", tier, texts)


def photo_view(photo: Photo, texts: Texts) -> PhotoView:
    """A picture, read with its tiers, in words."""
    return PhotoView(
        key=photo.key,
        view=view_name(photo.view),
        at=photo.at,
        by=called(photo.by),
        tier=tier_name(tier_of(photo), texts),
        session=photo.session.number if photo.session else None,
    )


def day_views(days: Iterable[PhotographDay], texts: Texts) -> list[DayView]:
    """Every day with its pictures."""
    found = []
    for one in days:
        pictures = tuple(photo_view(photo, texts) for photo in one.photographs)
        found.append(DayView(one.day, next((p.session for p in pictures if p.session), None), pictures))
    return found
