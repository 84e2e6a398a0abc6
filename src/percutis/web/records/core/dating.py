"""The dates of a course as the core gives them: from the signed plan, and what has happened since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from percutis.domain.course import Interval, SessionDate, Wait
from percutis.domain.redating import Happening, Held, Moved, Reaction, Redated, redate
from percutis.protocol.load import load_edition
from percutis.web.records.core.intakes import plan_file
from percutis.web.records.models import Course, CourseEvent


@dataclass(frozen=True, slots=True)
class Dating:
    """The planned sessions of a course, their spacing, and what happened, in order."""

    planned: tuple[SessionDate, ...]
    interval: Interval | None
    happened: tuple[Happening, ...]
    as_it_stands: Redated

    @property
    def held(self) -> set[int]:
        """The numbers of the sessions that were held."""
        return {one.number for one in self.happened if isinstance(one, Held)}

    def redated(self, wishes: Iterable[Moved] = ()) -> Redated:
        """The course as it stands, or as it would stand if these wishes were kept."""
        added = tuple(wishes)
        if self.interval is None or not added:
            return self.as_it_stands
        return redate(self.planned, self.interval, (*self.happened, *added))

    def session(self, number: int) -> SessionDate | None:
        """The dates of one session as they stand; None when the course has no such session."""
        return next((session for session in self.redated().sessions if session.number == number), None)

    def waits_broken(self, number: int, day: date) -> tuple[Wait, ...]:
        """The waits that a session on that day would break."""
        return self.redated([Moved(number=number, to=day)]).broken


def dating_of(course: Course) -> Dating:
    """What the core says of the dates of a course; one reading of its events."""
    plan = course.plan
    sessions, interval = _planned(json.dumps(plan.asked, sort_keys=True), plan.edition, plan.on)
    happened = tuple(_happening(event) for event in course.events.all())
    stands = redate(sessions, interval, happened) if interval else Redated(sessions, ())
    return Dating(sessions, interval, happened, stands)


@lru_cache(maxsize=1024)
def _planned(asked: str, edition: str, on: date) -> tuple[tuple[SessionDate, ...], Interval | None]:
    """The same file, edition and day give the same dates for ever: each is planned once by a process."""
    plan = plan_file(json.loads(asked), load_edition(edition), on)
    return plan.sessions, plan.interval_days


def _happening(event: CourseEvent) -> Happening:
    if event.kind == "reaction":
        return Reaction(until=event.on, interval_at_least_days=event.interval_at_least_days, rule=event.rule)
    number = event.number or 0
    return Held(number=number, on=event.on) if event.kind == "held" else Moved(number=number, to=event.on)
