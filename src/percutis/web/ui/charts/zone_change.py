"""How one measure of one zone changed over a course: each day against the first, with its interval, on one scale that
every zone shares. What lies beyond the noise is filled; what could not be compared is a cross and joins nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import Literal

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, is_right_to_left
from percutis.web.ui.charts.axis import Axis

TOP, BOTTOM = 14.0, 112.0
Kind = Literal["first", "beyond", "within", "unlike"]


@dataclass(frozen=True, slots=True)
class Against:
    """The change on one day against the first: None where the pair could not be compared."""

    on: date
    change: float | None
    low: float | None
    high: float | None
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class ZonePoint:
    """One day in the drawing; `line_x`, `line_y` is the comparable point before it, empty where there is none."""

    kind: Kind
    x: str
    y: float
    low: float
    high: float
    line_x: str
    line_y: float
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """The line of one zone: its name, the points, the height of no change, ticks, and what became of it by the end."""

    name: str
    points: tuple[ZonePoint, ...]
    zero: float
    ticks: tuple[tuple[float, str], ...]
    outcome: Kind


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale that all zones share, from `low` (0 or less) to `high` (0 or more)."""

    low: float
    high: float

    def y(self, value: float) -> float:
        """How far down a value stands; what lies beyond an end is drawn at it."""
        bound = max(self.low, min(self.high, value))
        return round(BOTTOM - (bound - self.low) / ((self.high - self.low) or 1) * (BOTTOM - TOP), 1)


def shared_scale(points: Iterable[Against]) -> Scale:
    """The scale on which every interval has room."""
    told = [point for point in points if point.low is not None and point.high is not None]
    low = min((point.low for point in told if point.low is not None), default=0.0)
    high = max((point.high for point in told if point.high is not None), default=0.0)
    return Scale(-_round_end(max(0.0, -low)), _round_end(max(0.0, high)))


def _round_end(reach: float) -> float:
    """The next round number; nothing stays nothing."""
    if reach <= 0:
        return 0.0
    step: float = 10.0 ** floor(log10(reach))
    return next(step * by for by in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if reach <= step * by * (1 + 1e-9))


def zone_change(name: str, first: date, later: Sequence[Against], scale: Scale, texts: Texts) -> ZoneChange:
    """The chart of a zone on the scale that all zones share."""
    last = max((one.on for one in later), default=first)
    axis = Axis(first.toordinal(), max(last.toordinal(), first.toordinal() + 1), 15.0, 94.0, is_right_to_left(texts))
    zero = scale.y(0)
    start = ZonePoint("first", axis.x(first.toordinal()), zero, zero, zero, "", 0, day(first, texts), "0")
    points, before = [start], start
    for one in later:
        point = _point(one, axis, scale, before, texts)
        points.append(point)
        before = before if point.kind == "unlike" else point
    shown = [point for point in points[1:] if point.kind != "unlike"]
    ends = dict.fromkeys((scale.high, 0.0, scale.low))
    ticks = tuple((scale.y(end), signed(end, 3)) for end in ends)
    return ZoneChange(name, tuple(points), zero, ticks, shown[-1].kind if shown else "unlike")


def _point(one: Against, axis: Axis, scale: Scale, before: ZonePoint, texts: Texts) -> ZonePoint:
    x, on, zero = axis.x(one.on.toordinal()), day(one.on, texts), scale.y(0)
    if one.change is None or one.low is None or one.high is None:
        return ZonePoint("unlike", x, zero, zero, zero, "", 0, on, "")
    y, low, high = (scale.y(value) for value in (one.change, one.low, one.high))
    kind: Kind = "beyond" if one.is_beyond else "within"
    text = f"{signed(one.change)} ({signed(one.low)} … {signed(one.high)})"
    return ZonePoint(kind, x, y, low, high, before.x, before.y, on, text)


def signed(value: float, figures: int = 2) -> str:
    """A change with its sign, a minus as long as a plus."""
    return f"{value:+.{figures}g}".replace("-", "−") if value else "0"
