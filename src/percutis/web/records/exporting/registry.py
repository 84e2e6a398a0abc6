"""A clinic's patients as a registry: the two tables that `percutis screen` reads, without a name in them."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.intake import SkinTyping
from percutis.domain.skin import type_skin
from percutis.web.accounts.models import Clinic
from percutis.web.records.core.editions import edition_of
from percutis.web.records.exporting.packing import Part, in_pieces
from percutis.web.records.exporting.values import as_csv
from percutis.web.records.models import Intake, Patient

PATIENTS = ("patient", "born", "sex", "skin_type")
FINDINGS = ("patient", "finding", "status", "last", "since", "value", "zone")
Row = tuple[Any, ...]


def registry_of(clinic: Clinic, *, using: str = "default") -> Iterator[Part]:
    """Every patient who was not deleted, and the findings of which the newest consultation of each tells."""
    edition = edition_of(clinic)
    patients = Patient._base_manager.using(using).filter(clinic=clinic.pk, erased__isnull=True).order_by("pk")
    typed = {one.patient_id: _skin_type(one, edition) for one in _newest(clinic, using)}
    findings = _findings(_newest(clinic, using))
    people = ((one.number, one.born, one.sex, typed.get(one.pk)) for one in patients.iterator())
    yield Part("registry/patients.csv", in_pieces(as_csv(chain((PATIENTS,), people))))
    yield Part("registry/findings.csv", in_pieces(as_csv(chain((FINDINGS,), findings))))


def _newest(clinic: Clinic, using: str) -> Iterator[Intake]:
    """The newest intake of each patient."""
    kept = Intake._base_manager.using(using).filter(clinic=clinic.pk, patient__erased__isnull=True)
    versions = kept.select_related("patient").order_by("patient_id", "version").iterator()
    for _patient, of_patient in groupby(versions, key=lambda intake: intake.patient_id):
        *_, newest = of_patient
        yield newest


def _skin_type(intake: Intake, edition: Edition) -> str | None:
    said = intake.said.get("skin_type")
    return type_skin(SkinTyping(**said), edition) if said else None


def _findings(intakes: Iterable[Intake]) -> Iterator[Row]:
    """A row for each finding, and for each zone of it."""
    for intake in intakes:
        for said in intake.said.get("findings", ()):
            for zone in said.get("zones") or (None,):
                yield intake.patient.number, *(said.get(name) for name in FINDINGS[1:-1]), zone
