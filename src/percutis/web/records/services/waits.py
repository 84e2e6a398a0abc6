"""The wait list: who would come sooner, or at all, when a place is free."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import Appointment, Patient, WaitListEntry


@transaction.atomic
def add_wait(
    *,
    patient: Patient,
    kind: str,
    earliest: date | None = None,
    latest: date | None = None,
    practitioner: Membership | None = None,
    wish: str = "",
    by: Actor,
    at: datetime,
) -> WaitListEntry:
    """The new wish on the wait list.

    Raises:
        InputError: a kind of visit that there is not, or days in the wrong order.
    """
    by.require(Right.BOOK, patient.clinic, at)
    problems = []
    if kind not in dict(Appointment.KINDS):
        problems.append(Problem("kind", repr(kind), ", ".join(dict(Appointment.KINDS))))
    if earliest and latest and latest < earliest:
        problems.append(Problem("latest", latest.isoformat(), f"{earliest.isoformat()} or later"))
    if problems:
        raise InputError(tuple(problems))
    entry = WaitListEntry.objects.create(
        clinic=by.clinic,
        at=at,
        by=by.membership,
        patient=patient,
        kind=kind,
        earliest=earliest,
        latest=latest,
        practitioner=practitioner,
        wish=" ".join(wish.split()),
    )
    write_audit(by=by, at=at, action="wait.added", subject=entry, patient=patient.key, details={"kind": kind})
    return entry


@transaction.atomic
def close_wait(
    *, entry: WaitListEntry, appointment: Appointment | None = None, by: Actor, at: datetime
) -> WaitListEntry:
    """The closed wish: met by a visit, or given up.

    Raises:
        RefusedError: it was closed before.
    """
    by.require(Right.BOOK, entry.clinic, at)
    stands = WaitListEntry.objects.select_for_update().get(pk=entry.pk)
    if stands.closed:
        raise RefusedError(_("This entry of the wait list is closed already."))
    stands.closed, stands.appointment = at, appointment
    stands.save()
    details = {"appointment": appointment.pk if appointment else None}
    write_audit(by=by, at=at, action="wait.closed", subject=stands, patient=stands.patient.key, details=details)
    return stands
