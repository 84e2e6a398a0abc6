"""Writing the log, and proving that nobody changed it.

`write_audit` is called inside the transaction of the write that it speaks of: if it fails, nothing is saved.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.log_words import seal_words
from percutis.web.accounts.models import AuditEvent, Clinic

START = "0" * 64


def write_audit(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: models.Model | None = None,
    patient: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """The new row of the log. The clinic's row is held until the transaction ends, so that numbers have no gap. What
    the details say of a patient in words is sealed (`log_words`).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the log is written in the transaction of the write that it speaks of")
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    last = AuditEvent.objects.filter(clinic=clinic).order_by("-number").first()
    event = AuditEvent(
        clinic=clinic,
        number=last.number + 1 if last else 1,
        at=at,
        membership=by.membership,
        actor=by.name,
        action=action,
        subject=f"{subject._meta.model_name}:{subject.pk}" if subject is not None else "",
        patient=patient,
        details=seal_words(details or {}, patient) if patient else details or {},
        previous=last.digest if last else START,
    )
    event.digest = digest_of(event)
    event.save()
    return event


def digest_of(event: AuditEvent) -> str:
    """The hash of a row's content and of the row before it."""
    content = {
        "clinic": event.clinic_id,
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "membership": event.membership_id,
        "actor": event.actor,
        "action": event.action,
        "subject": event.subject,
        "patient": str(event.patient) if event.patient else None,
        "details": event.details,
        "previous": event.previous,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def broken_links(clinic: Clinic) -> Iterator[int]:
    """The numbers of the rows that were changed, lost or put in between; none when the log is whole."""
    previous, expected = START, 1
    for event in AuditEvent.objects.filter(clinic=clinic).order_by("number").iterator():
        if event.number != expected or event.previous != previous or event.digest != digest_of(event):
            yield event.number
        previous, expected = event.digest, event.number + 1
