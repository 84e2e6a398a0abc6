"""The sun of one day: the UV index by hour as bars, and the hours to stay in. Time runs the way the reader reads."""

from dataclasses import dataclass

from percutis.domain.edition.texts import Register, Texts
from percutis.domain.sun import SunDay, whole_index
from percutis.interop.wording import is_right_to_left, label, number
from percutis.web.ui.charts.axis import Axis, percent

BASE, TALLEST, HIGHEST = 150, 112, 12.0
LABEL_EVERY = 3
GAP = 0.7  # per cent between two bars


@dataclass(frozen=True, slots=True)
class SunBar:
    """One hour: the index is written on every bar with room for it, the hour below every third."""

    x: str
    middle: str
    y: int
    width: str
    height: int
    hour: str
    index: str
    is_in: bool
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class StayIn:
    """The hours to stay in, as a stretch of the drawing."""

    x: str
    middle: str
    width: str
    start: str
    until: str


@dataclass(frozen=True, slots=True)
class SunChart:
    """The day."""

    bars: tuple[SunBar, ...]
    stretches: tuple[StayIn, ...]
    band: str
    band_code: str
    max: str
    stay_in: tuple[tuple[str, str], ...]
    may_use_sunscreen: bool
    place: str
    now_x: str


def sun_chart(
    day: SunDay,
    texts: Texts,
    register: Register = "patient",
    *,
    now: float | None = None,
    may_use_sunscreen: bool = True,
) -> SunChart:
    """The chart of a day at a place; `now` is the local hour, such as 13.5, where the day is today.

    While the skin still waits for sunscreen, the chart does not ask for it.
    """
    hours = [int(hour.at[:2]) for hour in day.hours] or [6, 18]
    axis = Axis(hours[0], hours[-1] + 1, 2.0, 98.0, is_right_to_left(texts))
    top = max(HIGHEST, day.max)
    return SunChart(
        bars=tuple(_bar(hour.at, hour.uv_index, top, day, axis) for hour in day.hours),
        stretches=tuple(_stretch(start, until, axis) for start, until in day.stay_in),
        band=label("band", day.band, texts, register),
        band_code=day.band,
        max=number(day.max),
        stay_in=day.stay_in,
        may_use_sunscreen=may_use_sunscreen,
        place=day.place,
        now_x=axis.x(now) if now is not None and axis.low <= now <= axis.high else "",
    )


def _bar(at: str, index: float, top: float, day: SunDay, axis: Axis) -> SunBar:
    hour = int(at[:2])
    left, right = sorted((axis.at(hour), axis.at(hour + 1)))
    height = max(2, round(index / top * TALLEST))
    return SunBar(
        x=percent(left + GAP / 2),
        middle=percent((left + right) / 2),
        y=BASE - height,
        width=percent(right - left - GAP),
        height=height,
        hour=at,
        index=number(whole_index(index)),
        is_in=any(start <= at < until for start, until in day.stay_in),
        is_labelled=hour % LABEL_EVERY == 0,
    )


def _stretch(start: str, until: str, axis: Axis) -> StayIn:
    first, last = int(start[:2]), int(until[:2])
    x, width = axis.span(first, last)
    return StayIn(x, axis.x((first + last) / 2), width, start, until)
