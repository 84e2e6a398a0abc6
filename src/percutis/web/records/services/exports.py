"""Giving a record out: who asked for it is in the log before the first byte leaves."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.rights import Right
from percutis.web.records.exporting.one import parts_of_patient
from percutis.web.records.exporting.packing import packed
from percutis.web.records.models import Patient


def export_patient(*, patient: Patient, by: Actor, at: datetime) -> Iterator[bytes]:
    """Everything kept of the patient as a ZIP, made while it is sent.

    Raises:
        RefusedError: no right to take a record out.
    """
    by.require(Right.EXPORT, patient.clinic, at)
    with transaction.atomic():
        write_audit(by=by, at=at, action="patient.exported", subject=patient, patient=patient.key)
    return packed(parts_of_patient(patient, at), at)
