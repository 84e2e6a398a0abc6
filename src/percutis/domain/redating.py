"""What really happened: a session was held on another day, moved, or followed by a reaction. The rest is dated anew,
or the waits that forbid it are named; nothing that has happened is ever moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from percutis.domain.course import Interval, Network, SessionDate, Wait, session


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A session that took place."""

    number: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session that is wanted on another day."""

    number: int
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A reaction: no session before `until`, and from then on at least `interval_at_least_days` between sessions."""

    until: date
    interval_at_least_days: int | None = None
    rule: str


Happening = Held | Moved | Reaction


class Redated(NamedTuple):
    """The course after what happened: dates, and the waits that a wish breaks (then the dates are as before)."""

    sessions: tuple[SessionDate, ...]
    broken: tuple[Wait, ...]

    @property
    def is_possible(self) -> bool:
        """Whether everything that was wished for could be kept."""
        return not self.broken


def redate(
    sessions: tuple[SessionDate, ...], interval: Interval, happened: Iterable[Happening], rule: str = "interval"
) -> Redated:
    """The rest of a course, dated from what happened, in the order given.

    A session held late moves everything after it; one wished for earlier than its least interval is refused with
    the wait that it breaks. A session held too early is a fact: it stands, and the next counts from it.
    """
    dates = {s.number: s for s in sessions}
    held: dict[int, date] = {}
    for event in happened:
        if isinstance(event, Reaction):
            interval = _widened(interval, event)
            dates = _hold(dates, held, event.until, interval)
            continue
        on = event.on if isinstance(event, Held) else event.to
        if isinstance(event, Moved):
            broken = _broken(dates, held, event, interval, rule)
            if broken:
                return Redated(sessions=sessions, broken=broken)
        else:
            held[event.number] = on
        dates = _from(dates, event.number, on, interval, fixed=isinstance(event, Held))
    return Redated(sessions=tuple(dates[number] for number in sorted(dates)), broken=())


def _widened(interval: Interval, reaction: Reaction) -> Interval:
    least = max(interval.min, reaction.interval_at_least_days or 0)
    return interval._replace(min=least, usual=max(least, interval.usual), max=max(least, interval.max))


def _hold(
    dates: dict[int, SessionDate], held: dict[int, date], until: date, interval: Interval
) -> dict[int, SessionDate]:
    """No open session before `until`, nor sooner than the (widened) interval after the last one held."""
    waiting = [number for number in sorted(dates) if number not in held]
    if not waiting:
        return dates
    first = waiting[0]
    earliest = max(until, dates[first].earliest)
    if first - 1 in held:
        earliest = max(earliest, held[first - 1] + timedelta(days=interval.min))
    return _from(dates, first, max(earliest, dates[first].target), interval, fixed=False, earliest=earliest)


def _broken(
    dates: dict[int, SessionDate], held: dict[int, date], wish: Moved, interval: Interval, rule: str
) -> tuple[Wait, ...]:
    """The waits that a wished day breaks: against the session before it, or against the earliest day of all."""
    previous = held.get(wish.number - 1) or (dates[wish.number - 1].earliest if wish.number > 1 else None)
    if previous is None:
        lead = Wait("consultation", session(1), 0, None, "earliest")
        return (lead,) if wish.to < dates[1].earliest else ()
    fixed = wish.number - 1 in held
    wait = Wait(session(wish.number - 1), session(wish.number), interval.min, interval.max if fixed else None, rule)
    days = {wait.before: 0, wait.after: (wish.to - previous).days}
    return Network((wait,)).check(days)


def _from(
    dates: dict[int, SessionDate],
    number: int,
    on: date,
    interval: Interval,
    fixed: bool,
    earliest: date | None = None,
) -> dict[int, SessionDate]:
    """The dates with session `number` on `on` and every later one following it at the interval."""
    moved = dict(dates)
    first = dates[number]
    moved[number] = SessionDate(
        number=number,
        earliest=on if fixed else (earliest or min(first.earliest, on)),
        target=on,
        latest=on if fixed else max(first.latest, on),
    )
    for later in range(number + 1, max(dates) + 1):
        before = moved[later - 1]
        moved[later] = SessionDate(
            number=later,
            earliest=before.earliest + timedelta(days=interval.min),
            target=before.target + timedelta(days=interval.usual),
            latest=before.latest + timedelta(days=interval.max),
        )
    return moved
