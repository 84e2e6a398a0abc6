"""A course is a network of time windows (a simple temporal network): visits with a least and a most number of days
between them. Earliest days are longest paths forward, latest days shortest paths back; move one visit and all that
follows moves with it, or the constraints that forbid it are named.

Based on temporal constraint networks [dechter1991].
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from percutis.domain.edition.basis import Cite
from percutis.domain.edition.courses import CourseOutline, Span

CONSULTATION = "consultation"
FAR = 10**9


class Interval(NamedTuple):
    """Days between sessions: least, usual and most."""

    min: int
    usual: int
    max: int
    cites: tuple[Cite, ...]


class SessionDate(NamedTuple):
    """One session of the course: the earliest, intended and latest day."""

    number: int
    earliest: date
    target: date
    latest: date


class Floor(NamedTuple):
    """A least interval that a finding asks for, whatever the concerns' own intervals are."""

    days: int
    rule: str
    cites: tuple[Cite, ...]


class Wait(NamedTuple):
    """From `before` to `after` pass at least `least` and (unless None) at most `most` days, because of `rule`."""

    before: str
    after: str
    least: int
    most: int | None
    rule: str


class ImpossibleDatesError(ValueError):
    """No dates satisfy the network; `waits` are the constraints that contradict each other."""

    def __init__(self, waits: tuple[Wait, ...]) -> None:
        super().__init__("; ".join(f"{w.before} to {w.after}: {w.least} to {w.most} days ({w.rule})" for w in waits))
        self.waits = waits


@dataclass(frozen=True, slots=True)
class Network:
    """Visits joined by waits. Days are whole numbers counted from any common origin."""

    waits: tuple[Wait, ...]

    def earliest(self, not_before: Mapping[str, int]) -> dict[str, int]:
        """The earliest day of every visit that is reachable from `not_before`.

        Raises:
            ImpossibleDatesError: some wait has no room.
        """
        day = dict(not_before)
        cause: dict[str, Wait] = {}
        for _ in range(len(self.waits) + 2):  # a day that still moves after as many rounds as visits moves for ever
            changed = False
            for wait in self.waits:
                changed |= self._push(day, cause, wait)
            if not changed:
                return day
        raise ImpossibleDatesError(tuple(dict.fromkeys(cause.values())))

    @staticmethod
    def _push(day: dict[str, int], cause: dict[str, Wait], wait: Wait) -> bool:
        """Move the later visit behind the earlier one, and the earlier one up to the later one's reach."""
        before, after, least, most, _ = wait
        changed = False
        start, end = day.get(before), day.get(after)
        if start is not None and (end is None or start + least > end):
            day[after] = end = start + least
            cause[after] = wait
            changed = True
        if most is not None and end is not None and (start is None or end - most > start):
            day[before] = end - most
            cause[before] = wait
            changed = True
        return changed

    def latest(self, not_after: Mapping[str, int]) -> dict[str, int]:
        """The latest day of every visit, given the latest of some: the mirror image of `earliest`.

        Raises:
            ImpossibleDatesError: some wait has no room.
        """
        mirrored = tuple(Wait(w.after, w.before, w.least, w.most, w.rule) for w in self.waits)
        return {v: -d for v, d in Network(mirrored).earliest({v: -d for v, d in not_after.items()}).items()}

    def check(self, days: Mapping[str, int]) -> tuple[Wait, ...]:
        """The waits that these days break."""
        return tuple(
            wait
            for wait in self.waits
            if wait.before in days
            and wait.after in days
            and not wait.least <= days[wait.after] - days[wait.before] <= (FAR if wait.most is None else wait.most)
        )


@dataclass(frozen=True, slots=True)
class CourseShape:
    """How many sessions, how far apart, and the days after the last one on which to review."""

    sessions: Span
    interval: Interval
    review_days: tuple[int, ...]
    rule: str

    def network(self, open_days: int) -> Network:
        """The sessions and reviews as a network of waits; the first session starts within `open_days`."""
        count = self.sessions.usual
        first = Wait(CONSULTATION, session(1), 0, open_days, self.rule)
        between = tuple(
            Wait(session(n), session(n + 1), self.interval.min, self.interval.max, self.rule) for n in range(1, count)
        )
        reviews = tuple(Wait(session(count), f"review {day}", day, None, self.rule) for day in self.review_days)
        return Network((first, *between, *reviews))


def combine(outlines: Iterable[CourseOutline], floors: Iterable[Floor], shortest: int | None) -> CourseShape:
    """One course for all concerns: the longest spacing and the largest usual number that any of them asks for.

    `floors` are least intervals that findings ask for. `shortest` is a recorded override's least interval. The
    course's `rule` is what sets its least interval: the outline that waits longest, or a finding that asks for more.
    """
    found = tuple(outlines)
    slowest = max(found, key=lambda outline: outline.interval_days.min)
    least = slowest.interval_days.min if shortest is None else shortest
    longest = max(floors, key=lambda floor: floor.days, default=None)
    floor = longest if longest and longest.days > least else None
    least = floor.days if floor else least
    usual = max((least, *(outline.interval_days.usual for outline in found)))
    most = max((usual, *(outline.interval_days.max for outline in found)))
    return CourseShape(
        sessions=max((outline.sessions for outline in found), key=lambda span: span.usual),
        interval=Interval(min=least, usual=usual, max=most, cites=_cites(found, floor)),
        review_days=max((outline.review_days for outline in found), key=max),
        rule=floor.rule if floor else slowest.id,
    )


def session(number: int) -> str:
    """The name of a session in the network."""
    return f"session {number}"


def date_sessions(shape: CourseShape, earliest: date, target: date) -> tuple[SessionDate, ...]:
    """Every session's earliest, intended and latest day.

    The first may start on `earliest`, is meant for `target`, and keeps for one longest interval after that: later,
    what was said at the consultation is too old and the plan is made anew.
    """
    network = shape.network((target - earliest).days + shape.interval.max)
    soonest, latest = network.earliest({CONSULTATION: 0}), network.latest({CONSULTATION: 0})
    names = [session(n) for n in range(1, shape.sessions.usual + 1)]
    return tuple(
        SessionDate(
            number=n,
            earliest=earliest + timedelta(days=soonest[name]),
            target=target + timedelta(days=(n - 1) * shape.interval.usual),
            latest=earliest + timedelta(days=latest[name]),
        )
        for n, name in enumerate(names, start=1)
    )


def _cites(outlines: Iterable[CourseOutline], floor: Floor | None) -> tuple[Cite, ...]:
    """The sources of the spacing; a finding that widens it comes first."""
    own = floor.cites if floor else ()
    return tuple(dict.fromkeys((*own, *(cite for outline in outlines for cite in outline.cites))))
