"""What is behind a patient: the course that was closed last, and the days on which its sessions were held."""

from dataclasses import dataclass
from datetime import datetime

from percutis.web.prepared import Prepared
from percutis.web.records.models import Course, Patient, Session

CLOSED = Prepared(
    lambda patient: Course.objects.filter(patient=patient, closed__isnull=False).order_by("-closed", "-id")[:1]
)
HELD = Prepared(
    lambda course: Session.objects.filter(course=course, ended__isnull=False).only("number", "ended").order_by("number")
)


@dataclass(frozen=True, slots=True)
class PastCourse:
    """A course that is closed: whether it was held to its end, and when each of its sessions ended."""

    is_complete: bool
    held: tuple[tuple[int, datetime], ...]


def past_course(patient: Patient) -> PastCourse | None:
    """The course that was closed last; None when none ever was."""
    course = CLOSED.first(patient.pk)
    if course is None:
        return None
    held = tuple((row.number, row.ended) for row in HELD(course.pk) if row.ended)
    return PastCourse(course.closed_because == "complete", held)
