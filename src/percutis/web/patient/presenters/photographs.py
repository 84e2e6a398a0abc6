"""A patient's own photographs in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.records.models import Photo
from percutis.web.records.selectors.photographs import PhotographDay, tier_of

VIEWS = {
    "front": gettext_lazy("Your face from the front"),
    "left_oblique": gettext_lazy("Half from your left"),
    "right_oblique": gettext_lazy("Half from your right"),
    "left_profile": gettext_lazy("Your left side"),
    "right_profile": gettext_lazy("Your right side"),
    "close_up": gettext_lazy("Close by"),
}


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One picture: its key, what it shows, whether the patient has sent it, and what it may be used for."""

    key: UUID
    view: str
    is_own: bool
    use: str


def day_views(days: Iterable[PhotographDay], texts: Texts) -> list[tuple[date, list[PhotoView]]]:
    """The pictures of each day."""
    return [
        (
            one.day,
            [_view(photo, texts) for photo in one.photographs],
        )
        for one in days
    ]


def _view(photo: Photo, texts: Texts) -> PhotoView:
    use = label("consent_photographs", tier_of(photo), texts, "patient")
    return PhotoView(photo.key, str(VIEWS[photo.view]), photo.checkin_id is not None, use)
