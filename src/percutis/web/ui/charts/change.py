"""How a grade changed over a course: few points, one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, number


@dataclass(frozen=True, slots=True)
class GradePoint:
    """One grade on one day."""

    x: int
    y: int
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """The line of one scale."""

    name: str
    points: tuple[GradePoint, ...]
    line: str
    low: str
    high: str


def change_chart(
    name: str, grades: Sequence[tuple[date, float]], low: float, high: float, texts: Texts
) -> ChangeChart | None:
    """The chart of these grades on a scale from low to high; None before there are two."""
    if len(grades) < 2:
        return None
    start, span = grades[0][0], max(1, (grades[-1][0] - grades[0][0]).days)
    points = tuple(
        GradePoint(
            round(40 + (on - start).days / span * 540),
            round(120 - (grade - low) / (high - low) * 100),
            number(grade),
            day(on, texts),
        )
        for on, grade in grades
    )
    return ChangeChart(name, points, " ".join(f"{p.x},{p.y}" for p in points), number(low), number(high))
