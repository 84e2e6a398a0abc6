"""An intake row as the whole intake file, and the core's answers to it.

The same file, edition and day give the same answer for ever, so each is read and planned once by a process.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept file in one spelling, the very edition and the day under which it is read: what an answer hangs on."""

    said: str
    edition: Edition
    on: date

    @classmethod
    def of(cls, file: File, edition: Edition, on: date) -> "Asked":
        """The question in a form that can be looked up."""
        return cls(json.dumps(file, sort_keys=True, default=str), edition, on)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Asked)
            and (self.said, self.on) == (other.said, other.on)
            and self.edition is other.edition
        )

    def __hash__(self) -> int:
        return hash((self.said, id(self.edition), self.on))


def read_asked(file: File, edition: Edition, on: date) -> Intake:
    """The intake that a kept file holds.

    Raises:
        InputError: every problem of it.
    """
    return _read(Asked.of(file, edition, on))


@lru_cache(maxsize=1024)
def _read(asked: Asked) -> Intake:
    return read_intake(json.loads(asked.said), asked.edition, asked.on)


def assess_file(file: File, edition: Edition, on: date) -> Assessment:
    """The verdict for an intake file."""
    return assess(read_asked(file, edition, on), edition, on)


def plan_file(file: File, edition: Edition, on: date) -> Plan:
    """The plan for an intake file."""
    return planned(Asked.of(file, edition, on))


@lru_cache(maxsize=1024)
def planned(asked: Asked) -> Plan:
    """The plan for a question."""
    return plan_course(_read(asked), asked.edition, asked.on)


def skin_type_of(row: IntakeRow | None, edition: Edition) -> str | None:
    """The skin type that an intake says or scores to; None while nobody has typed the skin."""
    if row is None or not row.said.get("skin_type"):
        return None
    return type_skin(read_asked(intake_file(row, on=row.at.date()), edition, row.at.date()).skin_type, edition)
