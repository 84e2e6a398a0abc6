"""The dates of a course as the core gives them: from the signed plan, and what has happened since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from percutis.domain.course import Interval, SessionDate, Wait
from percutis.domain.redating import Happening, Held, Moved, Reaction, Redated, redate
from percutis.protocol.load import load_edition
from percutis.web.prepared import Prepared
from percutis.web.records.core.intakes import plan_file
from percutis.web.records.models import Course, CourseEvent

EVENTS = Prepared(lambda course: CourseEvent.objects.filter(course=course).order_by("id"))


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
    planned = plan_file(plan.asked, load_edition(plan.edition), plan.on)
    sessions, interval = planned.sessions, planned.interval_days
    happened = tuple(_happening(event) for event in EVENTS(course.pk))
    stands = redate(sessions, interval, happened) if interval else Redated(sessions, ())
    return Dating(sessions, interval, happened, stands)


def _happening(event: CourseEvent) -> Happening:
    if event.kind == "reaction":
        return Reaction(until=event.on, interval_at_least_days=event.interval_at_least_days, rule=event.rule)
    number = event.number or 0
    return Held(number=number, on=event.on) if event.kind == "held" else Moved(number=number, to=event.on)
