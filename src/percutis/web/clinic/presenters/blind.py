"""Blinded grades in words, told after they were given, beside what the first rater had said of those days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, label, number
from percutis.web.clinic.presenters.photographs import view_name
from percutis.web.records.models import BlindPair, Photo
from percutis.web.records.selectors.outcomes import Graded
from percutis.web.records.selectors.photographs import day_of
from percutis.web.ui.names import called


@dataclass(frozen=True, slots=True)
class BlindRow:
    """One graded pair, the order told: the earlier and the later grade, and the first rater's nearest to each."""

    scale: str
    view: str
    rater: str
    before: tuple[date, str, str]
    after: tuple[date, str, str]
    shown_as: str
    agrees: bool | None


def photo_choices(photos: Iterable[Photo], texts: Texts) -> list[tuple[str, str]]:
    """Pictures by view and day."""
    return [(str(photo.key), f"{view_name(photo.view)}, {day(day_of(photo), texts)}") for photo in photos]


def blind_rows(pairs: Iterable[BlindPair], graded: Iterable[Graded], texts: Texts) -> list[BlindRow]:
    """Every graded pair beside the first rater."""
    first = list(graded)
    return [_row(pair, first, texts) for pair in pairs]


def _row(pair: BlindPair, graded: list[Graded], texts: Texts) -> BlindRow:
    a, b = pair.grade.grade_a, pair.grade.grade_b
    before, after = (b, a) if pair.is_swapped else (a, b)
    days = day_of(pair.before), day_of(pair.after)
    theirs = [_nearest(pair, graded, on) for on in days]
    both = None not in theirs
    return BlindRow(
        scale=label("scale", pair.scale, texts),
        view=view_name(pair.after.view),
        rater=called(pair.by),
        before=(days[0], number(before), _said(theirs[0])),
        after=(days[1], number(after), _said(theirs[1])),
        shown_as="B → A" if pair.is_swapped else "A → B",
        agrees=_way(before, after) == _way(*theirs) if both else None,  # type: ignore[arg-type]
    )


def _nearest(pair: BlindPair, graded: list[Graded], on: date) -> float | None:
    """The first rater's grade of that scale nearest to the day."""
    rows = [row for one in graded if (one.concern, one.scale) == (pair.concern, pair.scale) for row in one.outcomes]
    nearest = min(rows, key=lambda row: abs((row.on - on).days), default=None)
    return nearest.grade if nearest else None


def _way(one: float, other: float) -> int:
    return (other > one) - (other < one)


def _said(grade: float | None) -> str:
    return "" if grade is None else number(grade)
