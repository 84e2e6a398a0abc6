"""The sun of one day: the UV index by hour as bars, and the hours to stay in."""

from dataclasses import dataclass

from percutis.domain.edition.texts import Register, Texts
from percutis.domain.sun import SunDay
from percutis.interop.wording import label, number

BOTTOM, HIGHEST, LEFT, WIDTH = 130, 12.0, 24, 592


@dataclass(frozen=True, slots=True)
class SunBar:
    """One hour."""

    x: int
    y: int
    width: int
    height: int
    hour: str
    index: str
    is_in: bool
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class SunChart:
    """The day."""

    bars: tuple[SunBar, ...]
    band: str
    max: str
    stay_in: tuple[tuple[str, str], ...]
    place: str


def sun_chart(day: SunDay, texts: Texts, register: Register = "patient") -> SunChart:
    """The chart of a day at a place."""
    hours = [hour for hour in day.hours if 5 <= int(hour.at[:2]) <= 20]
    step = WIDTH / max(1, len(hours))
    top = max(HIGHEST, day.max)
    bars = tuple(
        SunBar(
            x=round(LEFT + place * step) + 2,
            y=round(BOTTOM - hour.uv_index / top * 110),
            width=round(step) - 4,
            height=max(1, round(hour.uv_index / top * 110)),
            hour=hour.at,
            index=number(hour.uv_index),
            is_in=any(start <= hour.at < end for start, end in day.stay_in),
            is_labelled=int(hour.at[:2]) % 3 == 0,
        )
        for place, hour in enumerate(hours)
    )
    return SunChart(bars, label("band", day.band, texts, register), number(day.max), day.stay_in, day.place)
