"""Numbers are in order: low before high, at least below at most, periods and bands ascending, and a permissive value on
the other side of the conservative one.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from percutis.domain.edition.basis import Range, Window
from percutis.domain.edition.body import Thickness
from percutis.domain.edition.conditions import Amount, When
from percutis.domain.edition.courses import CourseOutline, Phase, Span
from percutis.domain.edition.depth import Density, DepthBound
from percutis.domain.edition.outcomes import Expectation, Scale, TypingBands
from percutis.domain.edition.products import Limit
from percutis.domain.edition.sun import UvBand
from percutis.domain.edition.tasks import Clock, TaskOutline
from percutis.domain.edition.triage import Clause, Expected, GradeScale, SeriousEvent
from percutis.domain.errors import Problem
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import Part, parts

Complaint = tuple[str, str, str]  # field, given, allowed
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)

# Fields of one part that must not fall, from the first to the last; those that are not given are passed over.
RISING: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Range, ("low", "high")),
    (Span, ("min", "usual", "max")),
    (Scale, ("low", "high")),
    (When, ("age_from", "age_below")),
    (When, ("depth_from_mm", "depth_below_mm")),
    (Amount, ("at_least", "at_most")),
    (Amount, ("above", "below")),
    (Density, ("least_per_cm2", "most_per_cm2")),
    (DepthBound, ("at_least_mm", "at_most_mm", "permissive_at_most_mm")),
    (Clock, ("permissive_hours", "hours")),
    (Limit, ("at_least", "at_most")),
    (Clause, ("from_hours", "until_hours")),
    (GradeScale, ("mild_from", "moderate_from", "strong_from")),
    (Phase, ("start", "end")),
    (TaskOutline, ("start", "until")),
    (SeriousEvent, ("onset_from", "onset_until")),
)


def check_ranges(manuscript: Manuscript) -> Iterator[Problem]:
    """Every number, window, band or period that stands in the wrong order or outside what it can be."""
    for entry in manuscript.entries:
        for part in parts(entry):
            for field, given, allowed in (*_falling(part.value), *_impossible(part)):
                yield Problem(manuscript.place(entry, part.at(field)), given, allowed)
    yield from _bands_of_the_sun(manuscript)


def _falling(value: Any) -> Iterator[Complaint]:
    for kind, names in RISING:
        if isinstance(value, kind):
            given = [name for name in names if getattr(value, name) is not None]
            for lower, upper in pairwise(given):
                low, high = getattr(value, lower), getattr(value, upper)
                if _size(low) > _size(high):
                    yield upper, f"{lower} {_said(low)}, {upper} {_said(high)}", f"{lower} at most {upper}"


def _size(value: Any) -> float:
    return value.from_moment(ANY_DAY).timestamp() if isinstance(value, Window) else float(value)


def _said(value: Any) -> str:
    if not isinstance(value, Window):
        return f"{value:g}"
    named = ((value.months, "months"), (value.days, "days"), (value.hours, "hours"))
    return " ".join(f"{count} {name}" for count, name in named if count) or "0 days"


def _impossible(part: Part) -> Iterator[Complaint]:
    for kind, test in _TESTS:
        if isinstance(part.value, kind):
            yield from test(part.value)


def _bound(bound: DepthBound) -> Iterator[Complaint]:
    if bound.at_least_mm is None and bound.at_most_mm is None:
        yield "at_most_mm", "neither at_least_mm nor at_most_mm", "at least one of them"
    yield from _chooser(bound.permissive_at_most_mm, bound.permissive_by)


def _chooser(permissive: float | None, by: str | None) -> Iterator[Complaint]:
    if (permissive is None) != (by is None):
        yield "permissive_by", "a permissive value without its chooser, or a chooser without a value", "both or neither"


def _clock(clock: Clock) -> Iterator[Complaint]:
    yield from _chooser(clock.permissive_hours, clock.permissive_by)


def _limit(limit: Limit) -> Iterator[Complaint]:
    if (limit.at_least is None) == (limit.at_most is None):
        yield "at_most", "both or neither of at_least and at_most", "one of them"


def _thickness(thickness: Thickness) -> Iterator[Complaint]:
    if thickness.total_mm <= 0:
        yield "dermis_mm", f"{thickness.total_mm:g}", "a thickness above 0 mm"


def _course(course: CourseOutline) -> Iterator[Complaint]:
    shorter = course.permissive_min_days
    if shorter is not None and shorter >= course.interval_days.min:
        yield (
            "permissive_min_days",
            str(shorter),
            f"fewer than the {course.interval_days.min} days of interval_days.min",
        )
    if list(course.review_days) != sorted(set(course.review_days)):
        yield "review_days", _list(course.review_days), "days in rising order"


def _expected(expected: Expected) -> Iterator[Complaint]:
    if len(expected.until_hours) != len(expected.grades):
        given = f"{len(expected.grades)} grades for {len(expected.until_hours)} periods"
        yield "grades", given, "one grade for each period"
    if list(expected.until_hours) != sorted(set(expected.until_hours)):
        yield "until_hours", _list(expected.until_hours), "hours in rising order"
    if any(grade not in range(4) for grade in expected.grades):
        yield "grades", _list(expected.grades), "grades 0 to 3"


def _expectation(outcome: Expectation) -> Iterator[Complaint]:
    for field, interval in (("of_100", outcome.of_100_interval), ("change", outcome.change_interval)):
        value = getattr(outcome, field)
        if interval is not None and value is not None and not interval.low <= value <= interval.high:
            yield field, f"{value:g}", f"inside its interval {interval.low:g} to {interval.high:g}"
    if outcome.of_100 is not None and not 0 <= outcome.of_100 <= 100:
        yield "of_100", f"{outcome.of_100:g}", "0 to 100"
    if outcome.of_100 is None and outcome.change is None:
        yield "of_100", "neither of_100 nor change", "one of them"


def _typing(bands: TypingBands) -> Iterator[Complaint]:
    if list(bands.lowest) != sorted(set(bands.lowest)):
        yield "lowest", _list(bands.lowest), "totals in rising order"


def _hours_to_stay_in(band: UvBand) -> Iterator[Complaint]:
    if band.stay_in is not None and not 0 <= band.stay_in[0] < band.stay_in[1] <= 24:
        yield "stay_in", _list(band.stay_in), "two hours of one day, in order"


def _list(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)


_TESTS: tuple[tuple[type, Callable[[Any], Iterator[Complaint]]], ...] = (
    (DepthBound, _bound),
    (Clock, _clock),
    (Limit, _limit),
    (Thickness, _thickness),
    (CourseOutline, _course),
    (Expected, _expected),
    (Expectation, _expectation),
    (TypingBands, _typing),
    (UvBand, _hours_to_stay_in),
)


def _bands_of_the_sun(manuscript: Manuscript) -> Iterator[Problem]:
    """Bands for the same people rise in the order of the file."""
    for lower, upper in pairwise(manuscript.edition.uv_bands):
        if lower.when == upper.when and lower.from_index >= upper.from_index:
            allowed = f"more than the {lower.from_index:g} of {lower.id}"
            yield Problem(manuscript.place(upper, "from_index"), f"{upper.from_index:g}", allowed)
