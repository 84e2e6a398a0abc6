"""The series as a strip: each session with the days on which it may be, on a true axis of time.

Time runs the way the reader reads. A session stands on the day on which it was held, is booked or is meant for; below
it lies the window of days on which it may be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from percutis.domain.course import SessionDate
from percutis.domain.edition.texts import Texts
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import MONTHS, day, day_of_week, days, is_right_to_left, label
from percutis.web.ui.charts.axis import Axis, percent

STATES = ("held", "booked", "next", "open", "hold")
LANES, LANE = 74, 10
WEEK = 7
ROOM_FOR_GAP = 9.0  # per cent between two sessions, below which the gap is said in the list only
MOST_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of the strip."""

    number: int
    x: str
    lane: int
    window_x: str
    window_width: str
    state: str
    date: str
    short_date: str
    window: str
    gap: str
    weeks: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words at a place of the axis."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesStrip:
    """The strip; `today_x` only when today lies inside it, `next` the session that comes next, if none is on hold."""

    visits: tuple[Visit, ...]
    today_x: str
    gaps: tuple[Written, ...]
    months: tuple[Written, ...]
    height: int
    next: Visit | None
    is_on_hold: bool


def series_strip(
    sessions: Sequence[SessionDate],
    texts: Texts,
    *,
    today: date,
    states: Mapping[int, str] | None = None,
    dates: Mapping[int, date] | None = None,
) -> SeriesStrip:
    """The strip of these sessions; `states` are of `STATES`, `dates` the days on which they were held or are booked."""
    said, known = dict(states or {}), dict(dates or {})
    if not sessions:
        return SeriesStrip((), "", (), (), 0, None, is_on_hold=False)
    placed = {visit.number: known.get(visit.number, visit.target) for visit in sessions}
    axis = _axis(sessions, placed, today, texts)
    visits = tuple(
        _visit(visit, place, placed, said.get(visit.number, "open"), axis, texts)
        for place, visit in enumerate(sessions)
    )
    is_on_hold = any(visit.state == "hold" for visit in visits)
    coming = next((visit for visit in visits if visit.state != "held"), None)
    return SeriesStrip(
        visits=visits,
        today_x=axis.x(today.toordinal()) if axis.low <= today.toordinal() <= axis.high else "",
        gaps=tuple(_gaps(sessions, visits, placed, axis)),
        months=tuple(_months(axis, texts)),
        height=LANES + LANE * len(visits) + 26,
        next=None if is_on_hold else coming,
        is_on_hold=is_on_hold,
    )


def _axis(sessions: Sequence[SessionDate], placed: Mapping[int, date], today: date, texts: Texts) -> Axis:
    """From the first day of the course (or today, when that lies shortly before) to its last."""
    start = min(min(placed.values()), min(visit.earliest for visit in sessions))
    end = max(max(placed.values()), max(visit.latest for visit in sessions), start + timedelta(days=1))
    if timedelta(0) < start - today <= (end - start) / 2:
        start = today
    return Axis(start.toordinal(), end.toordinal(), 5.0, 95.0, is_right_to_left(texts))


def _visit(visit: SessionDate, place: int, placed: Mapping[int, date], state: str, axis: Axis, texts: Texts) -> Visit:
    on, before = placed[visit.number], placed.get(visit.number - 1)
    start, end = (on, on) if state == "held" else (min(visit.earliest, on), max(visit.latest, on))
    x, width = axis.span(start.toordinal(), end.toordinal())
    return Visit(
        number=visit.number,
        x=axis.x(on.toordinal()),
        lane=LANES + place * LANE,
        window_x=x,
        window_width=width,
        state=state,
        date=day_of_week(on, texts),
        short_date=day(on, texts).rpartition(" ")[0],
        window=days(visit.earliest, visit.latest, texts),
        gap=_gap((on - before).days, texts) if before else "",
        weeks=f"{(on - before).days / WEEK:.0f}" if before else "",
    )


def _gap(length: int, texts: Texts) -> str:
    """Weeks where they are whole, else days."""
    phrases = load_phrases(texts.language)
    weeks, over = divmod(length, WEEK)
    return phrases("days", days=length) if over else phrases("weeks", weeks=weeks)


def _gaps(
    sessions: Sequence[SessionDate], visits: Sequence[Visit], placed: Mapping[int, date], axis: Axis
) -> Iterator[Written]:
    """The gap between each session and the one before, where there is room for it."""
    for before, visit, shown in zip(sessions, sessions[1:], visits[1:], strict=False):
        ends = axis.at(placed[before.number].toordinal()), axis.at(placed[visit.number].toordinal())
        if abs(ends[1] - ends[0]) >= ROOM_FOR_GAP:
            yield Written(percent(sum(ends) / 2), shown.gap)


def _months(axis: Axis, texts: Texts) -> Iterator[Written]:
    """The first days of months, at most `MOST_MONTHS` of them; January carries its year."""
    start, end = date.fromordinal(int(axis.low)), date.fromordinal(int(axis.high))
    count = (end.year - start.year) * 12 + end.month - start.month
    for number in range(1, count + 1, -(-count // MOST_MONTHS) or 1):
        year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
        name = label("month", MONTHS[month], texts)
        yield Written(axis.x(date(year, month + 1, 1).toordinal()), f"{name[:1].upper()}{name[1:]}")
