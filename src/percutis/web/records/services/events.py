"""Adverse events and incidents: notes are added, and somebody says how it ended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import Event, EventNote

ENDINGS = ("healed", "healed_with_mark", "referred", "unknown")


def note_event(*, event: Event, text: str, by: Actor, at: datetime) -> EventNote:
    """What was seen or done about it.

    Raises:
        RefusedError: nothing said, or closed already.
    """
    by.require(Right.SEE_CHART, at.astimezone(event.clinic.zone).date())
    if not text.strip():
        raise RefusedError(_("Say what was seen or done."))
    if event.closed is not None:
        raise RefusedError(_("This event is closed."))
    with transaction.atomic():
        row = EventNote.objects.create(
            clinic=event.clinic, at=at, by=by.membership, event=event, text=text.strip()[:1000]
        )
        write_audit(by=by, at=at, action="event.noted", subject=event, patient=event.patient.key)
    return row


def close_event(*, event: Event, ended_as: str, by: Actor, at: datetime) -> Event:
    """The event at its end, as a doctor saw it.

    Raises:
        RefusedError: not a doctor with a licence, no ending chosen, or closed already.
    """
    by.require(Right.DECIDE, at.astimezone(event.clinic.zone).date())
    if ended_as not in ENDINGS:
        raise RefusedError(_("Choose how it ended."))
    with transaction.atomic():
        row = Event.objects.select_for_update(of=("self",)).select_related("patient").get(pk=event.pk)
        if row.closed is not None:
            raise RefusedError(_("This event is closed."))
        row.closed, row.closed_by, row.ended_as = at, by.membership, ended_as
        row.save()
        details = {"ended_as": ended_as}
        write_audit(by=by, at=at, action="event.closed", subject=row, patient=row.patient.key, details=details)
    return row
