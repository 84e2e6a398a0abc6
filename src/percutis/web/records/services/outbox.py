"""Carrying out what lies in the outbox: by a gateway, or by hand.

A message is `sent` only when a gateway or a person has handed it over; without a gateway it stays `waiting`. That it is
being handed over is written down before the gateway is called: a courier that dies meanwhile leaves a message of which
nobody knows whether it arrived, and it is for a person to ask, never for a machine to send it twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import takewhile
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
from percutis.web.records.selectors.messages import facts_for, on_hold

WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))  # after the first, second and third try
ANSWERS_WITHIN = timedelta(minutes=5)  # a gateway that takes longer has lost its courier
OPEN = ("waiting", "failed", "unsure")
MOST_AT_ONCE = 100
MOST_LOOKED_AT = 1000


class Gateway(Protocol):
    """Whoever carries a message out of the house."""

    def carry(self, message: Message) -> None:
        """Hand it over; raises when it was not taken, `UnsureError` when nobody said."""


class UnsureError(Exception):
    """A gateway has the message and went silent."""


def cancel_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """The message, taken back before it was sent.

    Raises:
        RefusedError: no right, or it is not waiting any more.
    """
    return _set_by_hand(message, by, at, before=OPEN, after="cancelled")


def retry_message(*, message: Message, by: Actor, at: datetime) -> Message:
    """A message that failed, or of which somebody asked and found that it never came, due again now.

    Raises:
        RefusedError: no right, or it is neither.
    """
    return _set_by_hand(message, by, at, before=("failed", "unsure"), after="waiting")


def mark_sent(*, message: Message, by: Actor, at: datetime) -> Message:
    """A message that somebody has sent by hand, or has found to have arrived.

    Raises:
        RefusedError: no right, it is not waiting any more, or what it would say is no longer so.
    """
    return _set_by_hand(message, by, at, before=OPEN, after="sent")


def _set_by_hand(message: Message, by: Actor, at: datetime, *, before: tuple[str, ...], after: str) -> Message:
    by.require(Right.OUTBOX, message.clinic, at)
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=message.pk)
        if row.state not in before:
            raise RefusedError(_("This message is not waiting any more."))
        if after == "sent":
            _keep_as_sent(row, row.text if row.state == "unsure" else _said_now(row, at), at)
        elif after == "waiting":
            row.state, row.due, row.tries, row.problem = after, at, 0, ""
        else:
            row.state = after
            row.about = {} if row.kind in SECRETS else row.about
        row.save()
        write_audit(by=by, at=at, action=f"message.{after}", subject=row, patient=row.patient.key)
    return row


def _said_now(row: Message, at: datetime) -> str:
    said = compose(row, facts_for([row], at), with_secret=row.kind not in SECRETS)
    if said is None:
        raise RefusedError(_("What this message would say is no longer so."))
    return said


def _keep_as_sent(row: Message, said: str, at: datetime) -> None:
    """What was said stays on record, but for a code or a link that lets somebody in."""
    row.text, row.state, row.sent, row.problem = said, "sent", at, ""
    if row.kind in SECRETS:
        row.about = {}


def doubt_unanswered(*, at: datetime) -> int:
    """How many messages nobody knows of: their courier died, or its host, while a gateway had them."""
    lost = Message.objects.filter(state="handing", due__lte=at - ANSWERS_WITHIN)
    return lost.update(state="unsure")


def drop_outdated(*, at: datetime) -> int:
    """How many due messages were taken out of the outbox because what they would say is no longer so."""
    rows = Message.objects.filter(state="waiting", due__lte=at).select_related("patient__clinic")
    due = list(rows.order_by("due", "id")[:MOST_LOOKED_AT])
    facts = facts_for(due, at)
    outdated = [row.pk for row in due if compose(row, facts) is None]
    waiting = Message.objects.filter(pk__in=outdated, state="waiting")
    waiting.filter(kind__in=SECRETS).update(about={})
    return waiting.update(state="cancelled")


def send_due(
    *, at: datetime, gateway: Gateway, clinic: Clinic | None = None, goes_on: Callable[[], bool] = lambda: True
) -> int:
    """How many messages were handed over. Each is claimed before, so two couriers never carry the same one; one that
    is not taken is tried again after a while, and in the end is failed and shown. What speaks of a session whose
    course is on hold waits for the physician. `goes_on` is asked before each: with a gateway that hangs, a hundred
    take minutes.
    """
    due = Message.objects.filter(state="waiting", due__lte=at).exclude(pk__in=on_hold())
    if clinic is not None:
        due = due.filter(clinic=clinic)
    keys = list(due.order_by("due", "id").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_send_one(pk, at, gateway) for pk in takewhile(lambda _pk: goes_on(), keys))


def _send_one(pk: int, at: datetime, gateway: Gateway) -> bool:
    """Carried while no transaction is open: a slow gateway holds nobody up."""
    claimed = _claim(pk, at)
    if claimed is None:
        return False
    row, kept = claimed
    handing = Message.objects.filter(pk=pk, state__in=("handing", "unsure"))
    try:
        gateway.carry(row)
    except UnsureError:
        handing.update(state="unsure")
        return False
    except Exception as problem:  # noqa: BLE001 (whatever a gateway does, the outbox goes on)
        again = at + WAITS[min(row.tries, len(WAITS)) - 1]
        is_last = row.tries > len(WAITS)
        handing.update(problem=str(problem)[:240], due=again, state="failed" if is_last else "waiting", text="")
        return False
    _keep_as_sent(row, kept, at)
    return bool(handing.update(text=row.text, state=row.state, sent=row.sent, problem=row.problem, about=row.about))


def _claim(pk: int, at: datetime) -> tuple[Message, str] | None:
    """The message with its text, on its way from now on, and what is kept of the text; None where another courier has
    it, or what it would say is no longer so.
    """
    with transaction.atomic():
        found = Message.objects.select_for_update(of=("self",), skip_locked=_can_skip()).filter(
            pk=pk, state="waiting", due__lte=at
        )
        row = found.select_related("patient__clinic", "clinic").first()
        if row is None:
            return None
        facts = facts_for([row], at)
        said, kept = compose(row, facts), compose(row, facts, with_secret=row.kind not in SECRETS)
        if said is None or kept is None:
            Message.objects.filter(pk=pk).update(state="cancelled", about={} if row.kind in SECRETS else row.about)
            return None
        row.tries, row.due, row.state, row.text = row.tries + 1, at, "handing", kept
        row.save(update_fields=["tries", "due", "state", "text"])
    row.text = said
    return row, kept


def _can_skip() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)
