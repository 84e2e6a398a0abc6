"""A patient's own photographs in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy

from percutis.web.records.selectors.photographs import PhotographDay

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
    """One picture: its key, what it shows, and whether the patient has sent it."""

    key: UUID
    view: str
    is_own: bool


def day_views(days: Iterable[PhotographDay]) -> list[tuple[date, list[PhotoView]]]:
    """The pictures of each day."""
    return [
        (
            one.day,
            [PhotoView(photo.key, str(VIEWS[photo.view]), photo.checkin_id is not None) for photo in one.photographs],
        )
        for one in days
    ]
