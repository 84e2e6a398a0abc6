"""What really happened: a session was held on another day, moved, or followed by a reaction. The rest is dated anew
through the network of waits, or the waits that forbid it are named; nothing that has happened is ever moved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from percutis.domain.course import CONSULTATION, Interval, Network, SessionDate, Wait, session
from percutis.domain.errors import InputError


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

    A session held late moves everything after it, and so does one held too early: a fact stands, and the next counts
    from it. A session that was passed over (a later one was held) keeps its old dates. A wish is refused with the
    waits that it breaks: too close to the session before, too long after one that was held, inside the time that a
    reaction holds, or for a session that is over. A wish that was kept stays until something earlier makes it break
    a wait; then the session follows at the usual interval.

    Raises:
        InputError: the number of a session that the course does not have.
    """
    course = _Course({visit.number: visit for visit in sessions}, interval, rule)
    for event in happened:
        if isinstance(event, Reaction):
            course = replace(course, interval=_widened(course.interval, event), holds=(*course.holds, event))
            continue
        course.require(event.number)
        if isinstance(event, Held):
            course = replace(course, held={**course.held, event.number: event.on})
            continue
        broken = course.broken_by(event)
        if broken:
            return Redated(sessions=sessions, broken=broken)
        course = replace(course, wished={**course.wished, event.number: event.to})
    return Redated(sessions=course.dates(), broken=())


def _widened(interval: Interval, reaction: Reaction) -> Interval:
    least = max(interval.min, reaction.interval_at_least_days or 0)
    return interval._replace(min=least, usual=max(least, interval.usual), max=max(least, interval.max))


@dataclass(frozen=True, slots=True)
class _Course:
    """A course as planned, and what has become of it. Days in its networks count from its first earliest day."""

    planned: dict[int, SessionDate]
    interval: Interval
    rule: str
    held: dict[int, date] = field(default_factory=dict)
    wished: dict[int, date] = field(default_factory=dict)
    holds: tuple[Reaction, ...] = ()

    @property
    def done(self) -> int:
        """The number of the last session that was held; 0 before the first."""
        return max(self.held, default=0)

    @property
    def changed_from(self) -> int:
        """The first session whose dates are not simply the planned ones."""
        next_open = (self.done + 1,) if self.holds else ()
        return min((*self.held, *self.wished, *next_open), default=max(self.planned) + 1)

    def require(self, number: int) -> None:
        """Refuse a session that the course does not have."""
        if number not in self.planned:
            raise InputError.one("number", number, f"{min(self.planned)} to {max(self.planned)}")

    def is_dated_anew(self, number: int) -> bool:
        """Whether a session is still to come and lies behind something that changed."""
        return number >= self.changed_from and number > self.done

    def broken_by(self, wish: Moved) -> tuple[Wait, ...]:
        """The waits that a wished day breaks, as the course stands now."""
        number = wish.number
        if number in self.held:
            day = self._day(self.held[number])
            return (Wait(CONSULTATION, session(number), day, day, "held"),)
        days = {session(visit.number): self._day(visit.target) for visit in self.dates()}
        fixed = {CONSULTATION, session(number - 1), *(session(other) for other in self.held)}
        known = {name: day for name, day in days.items() if name in fixed}
        waits = (*self._floors(number, first=number == 1), *self._waits_around(number))
        return Network(waits).check({**known, CONSULTATION: 0, session(number): self._day(wish.to)})

    def dates(self) -> tuple[SessionDate, ...]:
        """Every session with its earliest, intended and latest day."""
        soonest = Network(tuple(self._waits_forward())).earliest({CONSULTATION: 0})
        targets: dict[int, date] = {}
        for number in self.planned:
            targets[number] = self._target(number, targets, self._date(soonest[session(number)]))
        latest = Network(tuple(self._waits_back(targets))).latest({CONSULTATION: 0})
        return tuple(
            SessionDate(
                number=number,
                earliest=min(self._date(soonest[session(number)]), target),
                target=target,
                latest=max(self._date(latest[session(number)]), target),
            )
            for number, target in targets.items()
        )

    def _target(self, number: int, targets: dict[int, date], earliest: date) -> date:
        """The day it was held, else the wish while it keeps its waits, else the usual interval after the one before."""
        if number in self.held:
            return self.held[number]
        wish, planned = self.wished.get(number), self.planned[number].target
        if not self.is_dated_anew(number):
            return wish or planned
        before = targets.get(number - 1)
        if wish and wish >= earliest and (before is None or (wish - before).days >= self.interval.min):
            return wish
        usual = (
            planned if number == self.changed_from or before is None else before + timedelta(days=self.interval.usual)
        )
        return max(usual, earliest)

    def _waits_forward(self) -> Iterator[Wait]:
        """What keeps each session from being earlier: what was held, what was planned, the waits and the holds."""
        for number, visit in self.planned.items():
            name = session(number)
            if number in self.held:
                yield _pin(name, self._day(self.held[number]))
            elif not self.is_dated_anew(number):
                yield Wait(CONSULTATION, name, self._day(visit.earliest), None, "planned")
            else:
                yield from self._floors(number, first=number == self.changed_from)
                if number - 1 in self.planned:
                    yield Wait(session(number - 1), name, self.interval.min, None, self.rule)

    def _waits_back(self, targets: dict[int, date]) -> Iterator[Wait]:
        """What keeps each session from being later; a gap that was wished for or asked for widens its own wait."""
        for number, visit in self.planned.items():
            name, before = session(number), targets.get(number - 1)
            if number in self.held:
                yield _pin(name, self._day(self.held[number]))
            elif not self.is_dated_anew(number) or before is None:
                latest = max(visit.latest, targets[number])
                yield Wait(CONSULTATION, name, self._day(targets[number]), self._day(latest), "planned")
            else:
                gap = (targets[number] - before).days
                yield Wait(session(number - 1), name, 0, max(self.interval.max, gap), self.rule)

    def _floors(self, number: int, first: bool) -> Iterator[Wait]:
        """The days before which an open session may not lie: its planned earliest, and what reactions ask for."""
        name = session(number)
        if first:
            yield Wait(CONSULTATION, name, self._day(self.planned[number].earliest), None, "earliest")
        for hold in self.holds:
            yield Wait(CONSULTATION, name, self._day(hold.until), None, hold.rule)

    def _waits_around(self, number: int) -> Iterator[Wait]:
        """The waits to the neighbours: after one that was held, too late is a breach as well."""
        most = self.interval.max if number - 1 in self.held else None
        yield Wait(session(number - 1), session(number), self.interval.min, most, self.rule)
        if number + 1 in self.held:
            yield Wait(session(number), session(number + 1), self.interval.min, None, self.rule)

    def _day(self, day: date) -> int:
        return (day - self._origin).days

    def _date(self, day: int) -> date:
        return self._origin + timedelta(days=day)

    @property
    def _origin(self) -> date:
        return self.planned[min(self.planned)].earliest


def _pin(name: str, day: int) -> Wait:
    return Wait(CONSULTATION, name, day, day, "held")
