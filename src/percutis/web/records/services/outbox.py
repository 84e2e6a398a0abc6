"""Carrying out what lies in the outbox: by a gateway, or by hand.

A message is `sent` only when a gateway or a person has handed it over; without a gateway it stays `waiting`.
"""

from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.message_texts import SECRETS, compose
from percutis.web.records.models import Message
from percutis.web.records.selectors.messages import facts_for

WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))  # after the first, second and third try
MOST_AT_ONCE = 100
MOST_LOOKED_AT = 1000


class Gateway(Protocol):
    """Whoever carries a message out of the house."""

    def carry(self, message: Message) -> None:
        """Hand it over; raises when it could not be handed over."""


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
