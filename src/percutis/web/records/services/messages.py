"""The outbox: what is to be said is put there in the transaction that makes it true, and carried out afterwards.

What a message says is worked out when it is sent, from the record as it stands then, so a moved visit never leaves a
reminder for the old time. The key makes sure that the same thing is said once.
"""

from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.tasks import checkins_on
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.message_texts import compose
from percutis.web.records.models import Appointment, CheckIn, Message, Patient, Session
from percutis.web.records.selectors.sessions import edition_for, session_file_as_given

REMIND_BEFORE = timedelta(hours=24)
ASK_AT = time(10, 0)
WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))
MOST_AT_ONCE = 100


class Gateway(Protocol):
    """Whoever carries a message out of the house."""

    def carry(self, message: Message) -> None:
        """Hand it over; raises when it could not be handed over."""


def queue_message(
    *, patient: Patient, kind: str, key: str, due: datetime, about: dict[str, Any], by: Actor, at: datetime
) -> Message:
    """The message of this key: new, or the one that stands already."""
    row, _is_new = Message.objects.get_or_create(
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
    return row


def announce_visit(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A booked visit: said now, and remembered the day before."""
    about = {"visit": visit.pk}
    queue_message(
        patient=visit.patient, kind="visit_booked", key=f"visit:{visit.pk}", due=at, about=about, by=by, at=at
    )
    _remind(visit, by, at)


def announce_move(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A moved visit: said now; the reminder for the old time goes, one for the new time comes."""
    cancel_messages(clinic=visit.clinic, prefix=f"reminder:{visit.pk}:", by=by, at=at)
    key = f"move:{visit.pk}:{visit.version}"
    queue_message(patient=visit.patient, kind="visit_moved", key=key, due=at, about={"visit": visit.pk}, by=by, at=at)
    _remind(visit, by, at)


def announce_cancellation(*, visit: Appointment, by: Actor, at: datetime) -> None:
    """A visit that does not take place: said now, and never remembered."""
    cancel_messages(clinic=visit.clinic, prefix=f"reminder:{visit.pk}:", by=by, at=at)
    about = {"visit": visit.pk, "starts": visit.starts.isoformat()}
    key = f"cancellation:{visit.pk}:{visit.version}"
    queue_message(patient=visit.patient, kind="visit_cancelled", key=key, due=at, about=about, by=by, at=at)


def _remind(visit: Appointment, by: Actor, at: datetime) -> None:
    due = visit.starts - REMIND_BEFORE
    if due > at:
        about = {"visit": visit.pk, "starts": visit.starts.isoformat()}
        key = f"reminder:{visit.pk}:{visit.starts:%Y%m%dT%H%MZ}"
        queue_message(patient=visit.patient, kind="reminder", key=key, due=due, about=about, by=by, at=at)


def announce_session_end(*, session: Session, by: Actor, at: datetime) -> None:
    """What to do now, and an invitation on every day on which the edition asks how the skin is."""
    from percutis.web.records.core.sessions import aftercare_file

    edition = edition_for(session)
    about = {"session": session.pk}
    queue_message(
        patient=session.patient, kind="aftercare", key=f"aftercare:{session.pk}", due=at, about=about, by=by, at=at
    )
    if session.ended is None:
        return
    tasks = aftercare_file(session_file_as_given(session), edition).tasks
    ended = session.ended.astimezone(session.clinic.zone)
    days = {(_date(task.start) - ended.date()).days for task in tasks if task.kind == "checkin"}
    for day in sorted(days or {entry.day for entry in checkins_on((), edition)}):
        due = datetime.combine(ended.date() + timedelta(days=day), ASK_AT, session.clinic.zone)
        queue_message(
            patient=session.patient,
            kind="checkin",
            key=f"checkin:{session.pk}:{day}",
            due=due,
            about={"session": session.pk, "day": day},
            by=by,
            at=at,
        )


def _date(when: Any) -> Any:
    return when.date() if isinstance(when, datetime) else when


def announce_reply(*, checkin: CheckIn, by: Actor, at: datetime) -> None:
    """The clinic's answer to a check-in."""
    about = {"checkin": checkin.pk}
    queue_message(patient=checkin.patient, kind="reply", key=f"reply:{checkin.pk}", due=at, about=about, by=by, at=at)


def cancel_messages(*, clinic: Clinic, prefix: str, by: Actor, at: datetime) -> int:
    """How many waiting messages whose key begins so will not be sent."""
    return Message.objects.filter(clinic=clinic, key__startswith=prefix, state="waiting").update(state="cancelled")


def cancel_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """The message, taken back before it was sent.

    Raises:
        RefusedError: no right, or it is not waiting any more.
    """
    return _set_by_hand(message, by, at, before=("waiting", "failed"), after="cancelled")


def retry_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """A failed message, due again now."""
    return _set_by_hand(message, by, at, before=("failed",), after="waiting")


def mark_sent(*, message: Message, by: Actor, at: datetime) -> Message:
    """A message that somebody has sent by hand."""
    return _set_by_hand(message, by, at, before=("waiting", "failed"), after="sent")


def _set_by_hand(message: Message, by: Actor, at: datetime, *, before: tuple[str, ...], after: str) -> Message:
    by.require(Right.OUTBOX, at.astimezone(message.clinic.zone).date())
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=message.pk)
        if row.state not in before:
            raise RefusedError(_("This message is not waiting any more."))
        if after == "sent":
            row.text, row.sent = compose(row) or "", at
        if after == "waiting":
            row.due, row.tries, row.problem = at, 0, ""
        row.state = after
        row.save()
        write_audit(by=by, at=at, action=f"message.{after}", subject=row, patient=row.patient.key)
    return row


def send_due(*, at: datetime, gateway: Gateway, clinic: Clinic | None = None) -> int:
    """How many messages were handed over. Each is claimed before, so two couriers never carry the same one; one that
    cannot be handed over is tried again after a while, and in the end is failed and shown.
    """
    due = Message.objects.filter(state="waiting", due__lte=at)
    if clinic is not None:
        due = due.filter(clinic=clinic)
    sent = 0
    for pk in due.order_by("due", "id").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        sent += _send_one(pk, at, gateway)
    return sent


def _send_one(pk: int, at: datetime, gateway: Gateway) -> int:
    with transaction.atomic():
        found = Message.objects.select_for_update(of=("self",), skip_locked=_can_skip()).filter(
            pk=pk, state="waiting", due__lte=at
        )
        row = found.select_related("patient__clinic", "clinic").first()
        if row is None:
            return 0
        text = compose(row)
        if text is None:  # what it would say is no longer so
            row.state = "cancelled"
            row.save(update_fields=["state"])
            return 0
        row.text = text
        try:
            gateway.carry(row)
        except Exception as problem:  # noqa: BLE001 (whatever a gateway does, the outbox goes on)
            _postpone(row, at, str(problem))
            return 0
        row.state, row.sent, row.problem = "sent", at, ""
        if row.kind == "code":
            row.about = {}
            row.text = ""
        row.save()
    return 1


def _can_skip() -> bool:
    from django.db import connection

    return bool(connection.features.has_select_for_update_skip_locked)


def _postpone(row: Message, at: datetime, problem: str) -> None:
    row.tries += 1
    row.problem = problem[:240]
    if row.tries > len(WAITS):
        row.state = "failed"
    else:
        row.due = at + WAITS[row.tries - 1]
    row.save()
