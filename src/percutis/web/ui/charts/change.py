"""How a grade changed over a course: few points, one line, better at the bottom or the top as the scale has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, is_right_to_left, number
from percutis.web.ui.charts.axis import Axis

TOP, BOTTOM = 34, 134


@dataclass(frozen=True, slots=True)
class GradePoint:
    """One grade on one day; `line_x`, `line_y` is the point before it, empty for the first."""

    x: str
    y: int
    text: str
    date: str
    line_x: str
    line_y: int


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """The line of one scale; `direction` is what became of it."""

    name: str
    points: tuple[GradePoint, ...]
    low: str
    high: str
    better: str
    direction: str


def change_chart(
    name: str,
    grades: Sequence[tuple[date, float]],
    low: float,
    high: float,
    texts: Texts,
    *,
    better: Literal["higher", "lower", ""] = "",
) -> ChangeChart | None:
    """The chart of these grades on a scale from low to high; None before there are two. `better` is the scale's."""
    if len(grades) < 2:
        return None
    axis = Axis(grades[0][0].toordinal(), grades[-1][0].toordinal(), 12.0, 92.0, is_right_to_left(texts))
    places = [(axis.x(on.toordinal()), _y(grade, low, high)) for on, grade in grades]
    befores = [("", 0), *places]
    points = tuple(
        GradePoint(x, y, number(grade), day(on, texts), *before)
        for (x, y), (on, grade), before in zip(places, grades, befores, strict=False)
    )
    change = grades[-1][1] - grades[0][1]
    return ChangeChart(name, points, number(low), number(high), better, _direction(change, better))


def _y(grade: float, low: float, high: float) -> int:
    return round(BOTTOM - (grade - low) / ((high - low) or 1) * (BOTTOM - TOP))


def _direction(change: float, better: str) -> str:
    if not change or not better:
        return "same" if not change else ""
    return "better" if (change > 0) == (better == "higher") else "worse"
