"""What a change of the diary sets off elsewhere, in the same transaction: dates of the course, and messages."""

from datetime import datetime
from typing import Literal

from percutis.web.accounts.actors import Actor
from percutis.web.records.models import Appointment
from percutis.web.records.services.courses import record_moved
from percutis.web.records.services.messages import announce_cancellation, announce_move, announce_visit

MESSAGES = {"visit": announce_visit, "move": announce_move, "cancellation": announce_cancellation}


def date_course(visit: Appointment, *, by: Actor, at: datetime) -> None:
    """Say to the course that one of its sessions is wanted on the day of its visit."""
    if visit.course is not None and visit.number is not None:
        day = visit.clinic.day_of(visit.starts)
        record_moved(course=visit.course, number=visit.number, to=day, by=by, at=at)


def tell(what: Literal["visit", "move", "cancellation"], visit: Appointment, *, by: Actor, at: datetime) -> None:
    """Put the message about a visit into the outbox."""
    MESSAGES[what](visit=visit, by=by, at=at)
