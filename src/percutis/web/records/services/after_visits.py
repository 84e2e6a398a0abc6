"""What a change of the diary sets off elsewhere, in the same transaction: dates of the course, and messages."""

from datetime import datetime
from importlib import import_module
from typing import Any

from percutis.web.accounts.actors import Actor
from percutis.web.records.models import Appointment
from percutis.web.records.services.courses import record_moved


def date_course(visit: Appointment, *, by: Actor, at: datetime) -> None:
    """Say to the course that one of its sessions is wanted on the day of its visit."""
    if visit.course is None or visit.number is None:
        return
    day = visit.starts.astimezone(visit.clinic.zone).date()
    record_moved(course=visit.course, number=visit.number, to=day, by=by, at=at)


def tell(what: str, visit: Appointment, *, by: Actor, at: datetime) -> None:
    """Put the message about a visit into the outbox: `visit`, `move` or `cancellation`."""
    if found := _service("messages", f"announce_{what}"):
        found(visit=visit, by=by, at=at)


def _service(subject: str, name: str) -> Any:
    try:
        return getattr(import_module(f"percutis.web.records.services.{subject}"), name, None)
    except ModuleNotFoundError:
        return None
