"""The series as a strip: each session with the days on which it may be, on a true axis of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from percutis.domain.course import SessionDate
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, days

LEFT, RIGHT = 26, 614
STATES = ("held", "booked", "next", "open", "hold")


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of the strip."""

    number: int
    x: int
    window_x: int
    window_width: int
    state: str
    date: str
    window: str
    weeks: str


@dataclass(frozen=True, slots=True)
class SeriesStrip:
    """The strip; `today_x` only when today lies inside it."""

    visits: tuple[Visit, ...]
    today_x: int | None


def series_strip(
    sessions: Sequence[SessionDate],
    texts: Texts,
    *,
    today: date,
    states: Mapping[int, str] | None = None,
    dates: Mapping[int, date] | None = None,
) -> SeriesStrip:
    """The strip of these sessions; `dates` are the days on which they were held or are booked."""
    known, said = dict(dates or {}), dict(states or {})
    if not sessions:
        return SeriesStrip((), None)
    placed = {visit.number: known.get(visit.number, visit.target) for visit in sessions}
    start = min(min(placed.values()), min(visit.earliest for visit in sessions))
    end = max(max(placed.values()), max(visit.latest for visit in sessions), start + timedelta(days=1))

    def x(on: date) -> int:
        return round(LEFT + (on - start).days / (end - start).days * (RIGHT - LEFT))

    visits = []
    for place, visit in enumerate(sessions):
        on = placed[visit.number]
        before = placed[sessions[place - 1].number] if place else None
        weeks = f"{(on - before).days / 7:.0f}" if before else ""
        visits.append(
            Visit(
                number=visit.number,
                x=x(on),
                window_x=x(min(visit.earliest, on)),
                window_width=max(6, x(max(visit.latest, on)) - x(min(visit.earliest, on))),
                state=said.get(visit.number, "open"),
                date=day(on, texts),
                window=days(visit.earliest, visit.latest, texts),
                weeks=weeks,
            )
        )
    return SeriesStrip(tuple(visits), x(today) if start <= today <= end else None)
