"""Patient, operator and overrides as the public format writes them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from percutis.web.accounts.models import Membership
from percutis.web.records.models import Intake, Override, Patient

File = dict[str, Any]


def patient_file(patient: Patient, intake: Intake | None = None) -> File:
    """The patient, by the clinic's number; weight from the intake."""
    return _without_empty(
        {
            "id": patient.number,
            "born": patient.born.isoformat(),
            "sex": patient.sex or None,
            "weight_kg": intake.weight_kg if intake else None,
        }
    )


def operator_file(membership: Membership, on: date) -> File:
    """Who would treat, with the licence as it stands on that day; a supervisor counts while licensed and active."""
    supervisor = membership.supervisor
    answers = supervisor is not None and supervisor.is_active and supervisor.is_licensed_on(on)
    return _without_empty(
        {
            "role": membership.role,
            "licensed": membership.is_licensed_on(on),
            "jurisdiction": membership.clinic.jurisdiction,
            "supervisor": supervisor.role if supervisor and answers else None,
        }
    )


def override_files(overrides: Iterable[Override]) -> list[File]:
    """The recorded choices, each with the role and the name of the doctor."""
    return [
        _without_empty(
            {
                "rule": override.rule,
                "by": override.by.role if override.by else None,
                "name": override.by.user.name if override.by else None,
                "reason": override.reason,
            }
        )
        for override in overrides
    ]


def _without_empty(file: File) -> File:
    return {key: value for key, value in file.items() if value is not None}
