"""What goes wrong during a session: an event of the register, and a hold where the edition asks for one."""

from datetime import datetime

from django.db import transaction

from percutis.domain.words import Urgency
from percutis.interop.wording import label
from percutis.protocol.load import load_texts
from percutis.web.accounts.actors import Actor
from percutis.web.records.core.checkins import holding_urgencies
from percutis.web.records.models import Event, Patient, Session
from percutis.web.records.selectors.consultations import open_course
from percutis.web.records.selectors.sessions import edition_for
from percutis.web.records.services.courses import pause_course
from percutis.web.records.services.events import open_event
from percutis.web.records.services.session_rows import locked_session


def record_incident(
    *, session: Session, kind: str, what: str, urgency: str = "self_care", by: Actor, at: datetime
) -> Event:
    """Something that went wrong during the session, tied to it, to its device and to its newest cartridge.

    Raises:
        RefusedError: no right to treat, a session that was given up, an unknown kind, or nothing said.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        event = open_event(patient=row.patient, kind=kind, urgency=urgency, what=what, session=row, by=by, at=at)
        _hold(event, row, by=by, at=at)
    return event


def report_event(
    *, patient: Patient, session: Session | None, kind: str, what: str, urgency: str, by: Actor, at: datetime
) -> Event:
    """An event that the staff learnt of otherwise; it holds the course of its session like an incident does.

    Raises:
        RefusedError: as `open_event` says.
    """
    with transaction.atomic():
        event = open_event(patient=patient, kind=kind, urgency=urgency, what=what, session=session, by=by, at=at)
        _hold(event, session, by=by, at=at)
    return event


def _hold(event: Event, session: Session | None, *, by: Actor, at: datetime) -> None:
    """Put the open course on hold where the edition asks for a physician first. A fault that harmed nobody does not."""
    course = open_course(event.patient)
    if session is None or course is None or course.pk != session.course_id or event.kind == "needle_stick":
        return
    if Urgency(event.urgency) in holding_urgencies(edition_for(session)):
        texts = load_texts(course.plan.edition, "en")
        pause_course(course=course, because=f"{label('urgency', event.urgency, texts)}: {event.what}", by=by, at=at)
