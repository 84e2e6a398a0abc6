"""The outbox: what is to be said is put there in the transaction that makes it true, and carried out afterwards.

What a message says is worked out when it is sent, from the record as it stands then, so a moved visit never leaves a
reminder for the old time. The key makes sure that the same thing is said once. `services.outbox` carries them out.
"""

from datetime import datetime, time, timedelta
from typing import Any

from percutis.domain.tasks import checkins_on
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.models import Clinic
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file
from percutis.web.records.core.message_texts import SECRETS
from percutis.web.records.core.preparation import day_of, preparation_for
from percutis.web.records.core.sessions import aftercare_file
from percutis.web.records.models import Appointment, CheckIn, Message, Patient, Session
from percutis.web.records.selectors.sessions import edition_for, session_file_as_given

REMIND_BEFORE = timedelta(hours=24)
ASK_AT = time(10, 0)


def queue_message(
    *, patient: Patient, kind: str, key: str, due: datetime, about: dict[str, Any], by: Actor, at: datetime
) -> Message:
    """The message of this key: new, or the one that stands already; one that was taken back waits again."""
    row, is_new = Message.objects.get_or_create(
        clinic=patient.clinic,
        key=key,
        defaults={
            "at": at,
            "by": by.membership,
            "patient": patient,
            "kind": kind,
            "about": about,
            "due": due,
            "channel": "whatsapp" if patient.whatsapp else "sms",
            "language": patient.language,
        },
    )
    if not is_new and row.state == "cancelled":
        row.state, row.about, row.due, row.tries, row.problem = "waiting", about, due, 0, ""
        row.save()
    return row


def announce_visit(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A booked visit: said now, and remembered the day before; its preparation on the days on which it begins."""
    about = {"visit": visit.pk}
    queue_message(
        patient=visit.patient, kind="visit_booked", key=f"visit:{visit.pk}", due=at, about=about, by=by, at=at
    )
    _announce_ahead(visit, by, at)


def announce_move(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A moved visit: said now; what was to be said ahead of the old time goes, the same for the new time comes."""
    _cancel_ahead(visit, by, at)
    key = f"move:{visit.pk}:{visit.version}"
    queue_message(patient=visit.patient, kind="visit_moved", key=key, due=at, about={"visit": visit.pk}, by=by, at=at)
    _announce_ahead(visit, by, at)


def announce_cancellation(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A visit that does not take place: said now, and never remembered."""
    _cancel_ahead(visit, by, at)
    about = {"visit": visit.pk, "starts": visit.starts.isoformat()}
    key = f"cancellation:{visit.pk}:{visit.version}"
    queue_message(patient=visit.patient, kind="visit_cancelled", key=key, due=at, about=about, by=by, at=at)


def _cancel_ahead(visit: Appointment, by: Actor, at: datetime) -> None:
    for kind in ("reminder", "preparation"):
        cancel_messages(clinic=visit.clinic, prefix=f"{kind}:{visit.pk}:", by=by, at=at)


def _announce_ahead(visit: Appointment, by: Actor, at: datetime) -> None:
    about = {"visit": visit.pk, "starts": visit.starts.isoformat()}
    ahead = [("reminder", visit.starts - REMIND_BEFORE), *(("preparation", due) for due in _preparation_days(visit))]
    for kind, due in ahead:
        if due > at:
            key = f"{kind}:{visit.pk}:{visit.starts:%Y%m%dT%H%MZ}:{due:%Y%m%d}"
            queue_message(patient=visit.patient, kind=kind, key=key, due=due, about=about, by=by, at=at)


def _preparation_days(visit: Appointment) -> list[datetime]:
    """When preparation for a session begins, before the reminder of the day before speaks of it all."""
    if visit.course is None or visit.number is None:
        return []
    row, zone = visit.course.plan, visit.clinic.zone
    plan = plan_file(row.asked, edition_of(visit.clinic, row.edition), row.on)
    session_day = visit.clinic.day_of(visit.starts)
    starts = {day_of(task.start) for task in preparation_for(plan, visit.number, session_day)}
    return [datetime.combine(day, ASK_AT, zone) for day in sorted(starts) if day < session_day - timedelta(days=1)]


def announce_session_end(*, session: Session, by: Actor, at: datetime) -> None:
    """What to do now, and an invitation on every day on which the edition asks how the skin is."""
    about = {"session": session.pk}
    queue_message(
        patient=session.patient, kind="aftercare", key=f"aftercare:{session.pk}", due=at, about=about, by=by, at=at
    )
    if session.ended is None:
        return
    ended = session.clinic.day_of(session.ended)
    for day in _checkin_days(session, ended):
        due = datetime.combine(ended + timedelta(days=day), ASK_AT, session.clinic.zone)
        key = f"checkin:{session.pk}:{day}"
        queue_message(
            patient=session.patient, kind="checkin", key=key, due=due, about={**about, "day": day}, by=by, at=at
        )


def _checkin_days(session: Session, ended: Any) -> list[int]:
    edition = edition_for(session)
    tasks = aftercare_file(session_file_as_given(session), edition).tasks
    days = {(day_of(task.start) - ended).days for task in tasks if task.kind == "checkin"}
    return sorted(days or {entry.day for entry in checkins_on((), edition)})


def announce_reply(*, checkin: CheckIn, by: Actor, at: datetime) -> None:
    """The clinic's answer to a check-in."""
    about = {"checkin": checkin.pk}
    queue_message(patient=checkin.patient, kind="reply", key=f"reply:{checkin.pk}", due=at, about=about, by=by, at=at)


def cancel_messages(*, clinic: Clinic, prefix: str, by: Actor, at: datetime) -> int:
    """How many waiting messages whose key begins so will not be sent."""
    waiting = Message.objects.filter(clinic=clinic, key__startswith=prefix, state="waiting")
    waiting.filter(kind__in=SECRETS).update(about={})
    return waiting.update(state="cancelled")
