"""An intake row as the whole intake file, and the core's answers to it."""

from collections.abc import Iterable
from datetime import date

from percutis.domain.assessment import Assessment, assess
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Intake
from percutis.domain.plan import Plan, plan_course
from percutis.domain.skin import type_skin
from percutis.interop.files.intake import read_intake
from percutis.web.accounts.models import Membership
from percutis.web.records.core.people import File, operator_file, override_files, patient_file
from percutis.web.records.models import Intake as IntakeRow
from percutis.web.records.models import Override


def intake_file(
    row: IntakeRow,
    *,
    on: date,
    operator: Membership | None = None,
    devices: Iterable[str] = (),
    overrides: Iterable[Override] = (),
) -> File:
    """The whole file: what was said, by whom it would be treated, with what, where, and what a doctor chose."""
    file: File = {"patient": patient_file(row.patient, row), "place": row.patient.clinic.place, **row.said}
    if operator:
        file["operator"] = operator_file(operator, on)
    if models := list(dict.fromkeys(devices)):
        file["devices"] = models
    if chosen := override_files(overrides):
        file["overrides"] = chosen
    return file


def read_asked(file: File, edition: Edition, on: date) -> Intake:
    """The intake that a kept file holds.

    Raises:
        InputError: every problem of it.
    """
    return read_intake(file, edition, on)


def assess_file(file: File, edition: Edition, on: date) -> Assessment:
    """The verdict for an intake file."""
    return assess(read_asked(file, edition, on), edition, on)


def plan_file(file: File, edition: Edition, on: date) -> Plan:
    """The plan for an intake file."""
    return plan_course(read_asked(file, edition, on), edition, on)


def skin_type_of(row: IntakeRow | None, edition: Edition) -> str | None:
    """The skin type that an intake says or scores to; None while nobody has typed the skin."""
    if row is None or not row.said.get("skin_type"):
        return None
    return type_skin(read_asked(intake_file(row, on=row.at.date()), edition, row.at.date()).skin_type, edition)
