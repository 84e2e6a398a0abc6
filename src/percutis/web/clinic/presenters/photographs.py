"""Photographs in words: their view, their day, and what the patient allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy, pgettext_lazy

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.records.models import Photo
from percutis.web.records.selectors.photographs import PhotographDay

VIEWS = {
    "front": pgettext_lazy("view of a photograph", "From the front"),
    "left_oblique": pgettext_lazy("view of a photograph", "Half from the patient's left"),
    "right_oblique": pgettext_lazy("view of a photograph", "Half from the patient's right"),
    "left_profile": pgettext_lazy("view of a photograph", "Left profile"),
    "right_profile": pgettext_lazy("view of a photograph", "Right profile"),
    "close_up": pgettext_lazy("view of a photograph", "Close-up"),
}
WITHDRAWN = gettext_lazy("consent taken back since")


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


def photo_view(photo: Photo, texts: Texts) -> PhotoView:
    """A picture in words."""
    tier = photo.consent.tier if photo.consent else "none"
    return PhotoView(
        key=photo.key,
        view=view_name(photo.view),
        at=photo.at,
        by=photo.by.user.name if photo.by else "",
        tier=label("consent_photographs", tier, texts),
        session=photo.session.number if photo.session else None,
    )


def day_views(days: Iterable[PhotographDay], texts: Texts) -> list[DayView]:
    """Every day with its pictures."""
    found = []
    for one in days:
        pictures = tuple(photo_view(photo, texts) for photo in one.photographs)
        found.append(DayView(one.day, next((p.session for p in pictures if p.session), None), pictures))
    return found
