"""The outbox: what is to be said is put there in the transaction that makes it true, and carried out afterwards.

What a message says is worked out when it is sent, from the record as it stands then, so a moved visit never leaves a
reminder for the old time. The key makes sure that the same thing is said once. A message is `sent` only when a gateway
or a person has handed it over; without a gateway it stays `waiting`.
"""

from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.tasks import checkins_on
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file
from percutis.web.records.core.message_texts import SECRETS, compose, facts_for
from percutis.web.records.core.preparation import day_of, preparation_for
from percutis.web.records.core.sessions import aftercare_file
from percutis.web.records.models import Appointment, CheckIn, Message, Patient, Session
from percutis.web.records.selectors.sessions import edition_for, session_file_as_given

REMIND_BEFORE = timedelta(hours=24)
ASK_AT = time(10, 0)
WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))  # after the first, second and third try
MOST_AT_ONCE = 100
MOST_LOOKED_AT = 1000


class Gateway(Protocol):
    """Whoever carries a message out of the house."""

    def carry(self, message: Message) -> None:
        """Hand it over; raises when it could not be handed over."""


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
    session_day = visit.starts.astimezone(zone).date()
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
    ended = session.ended.astimezone(session.clinic.zone).date()
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


def cancel_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """The message, taken back before it was sent.

    Raises:
        RefusedError: no right, or it is not waiting any more.
    """
    return _set_by_hand(message, by, at, before=("waiting", "failed"), after="cancelled")


def retry_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """A failed message, due again now.

    Raises:
        RefusedError: no right, or it has not failed.
    """
    return _set_by_hand(message, by, at, before=("failed",), after="waiting")


def mark_sent(*, message: Message, by: Actor, at: datetime) -> Message:
    """A message that somebody has sent by hand.

    Raises:
        RefusedError: no right, it is not waiting any more, or what it would say is no longer so.
    """
    return _set_by_hand(message, by, at, before=("waiting", "failed"), after="sent")


def _set_by_hand(message: Message, by: Actor, at: datetime, *, before: tuple[str, ...], after: str) -> Message:
    by.require(Right.OUTBOX, at.astimezone(message.clinic.zone).date())
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=message.pk)
        if row.state not in before:
            raise RefusedError(_("This message is not waiting any more."))
        if after == "sent":
            _keep_as_sent(row, at)
        elif after == "waiting":
            row.state, row.due, row.tries, row.problem = after, at, 0, ""
        else:
            row.state = after
            row.about = {} if row.kind in SECRETS else row.about
        row.save()
        write_audit(by=by, at=at, action=f"message.{after}", subject=row, patient=row.patient.key)
    return row


def _keep_as_sent(row: Message, at: datetime) -> None:
    """What was said stays on record, but for a code or a link that lets somebody in."""
    said = compose(row, facts_for([row], at), with_secret=row.kind not in SECRETS)
    if said is None:
        raise RefusedError(_("What this message would say is no longer so."))
    row.text, row.state, row.sent, row.problem = said, "sent", at, ""
    if row.kind in SECRETS:
        row.about = {}


def drop_outdated(*, at: datetime) -> int:
    """How many due messages were taken out of the outbox because what they would say is no longer so."""
    rows = Message.objects.filter(state="waiting", due__lte=at).select_related("patient__clinic")
    due = list(rows.order_by("due", "id")[:MOST_LOOKED_AT])
    facts = facts_for(due, at)
    outdated = [row.pk for row in due if compose(row, facts) is None]
    waiting = Message.objects.filter(pk__in=outdated, state="waiting")
    waiting.filter(kind__in=SECRETS).update(about={})
    return waiting.update(state="cancelled")


def send_due(*, at: datetime, gateway: Gateway, clinic: Clinic | None = None) -> int:
    """How many messages were handed over. Each is claimed before, so two couriers never carry the same one; one that
    cannot be handed over is tried again after a while, and in the end is failed and shown.
    """
    due = Message.objects.filter(state="waiting", due__lte=at)
    if clinic is not None:
        due = due.filter(clinic=clinic)
    keys = list(due.order_by("due", "id").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_send_one(pk, at, gateway) for pk in keys)


def _send_one(pk: int, at: datetime, gateway: Gateway) -> bool:
    """Carried while no transaction is open: a slow gateway holds nobody up."""
    row = _claim(pk, at)
    if row is None:
        return False
    try:
        gateway.carry(row)
    except Exception as problem:  # noqa: BLE001 (whatever a gateway does, the outbox goes on)
        Message.objects.filter(pk=pk, state="waiting").update(
            problem=str(problem)[:240], state="failed" if row.tries > len(WAITS) else "waiting"
        )
        return False
    _keep_as_sent(row, at)
    row.save()
    return True


def _claim(pk: int, at: datetime) -> Message | None:
    """The message with its text, its next try already set: should this courier die, another takes it up then."""
    with transaction.atomic():
        found = Message.objects.select_for_update(of=("self",), skip_locked=_can_skip()).filter(
            pk=pk, state="waiting", due__lte=at
        )
        row = found.select_related("patient__clinic", "clinic").first()
        if row is None:
            return None
        text = compose(row, facts_for([row], at))
        if text is None:  # what it would say is no longer so
            Message.objects.filter(pk=pk).update(state="cancelled", about={} if row.kind in SECRETS else row.about)
            return None
        row.tries += 1
        row.due = at + WAITS[min(row.tries, len(WAITS)) - 1]
        row.save(update_fields=["tries", "due"])
    row.text = text
    return row


def _can_skip() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)
