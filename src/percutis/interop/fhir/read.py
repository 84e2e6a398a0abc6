"""A FHIR record as an intake: what it says of one patient, and sentences about all that could not be taken over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.fhir.allergy import read_allergy
from percutis.interop.fhir.bundle import Held, open_record
from percutis.interop.fhir.catalogue import Catalogue
from percutis.interop.fhir.combine import Combined, combine, join_values, weigh
from percutis.interop.fhir.condition import read_condition
from percutis.interop.fhir.conformance import reservations, unchecked
from percutis.interop.fhir.elements import Json, concept
from percutis.interop.fhir.ground import Ground
from percutis.interop.fhir.immunization import read_immunization
from percutis.interop.fhir.medication import read_medication
from percutis.interop.fhir.newest import newest_answers
from percutis.interop.fhir.observation import read_observation
from percutis.interop.fhir.patient import read_patient
from percutis.interop.fhir.procedure import read_procedure
from percutis.interop.fhir.report import about, sentences
from percutis.interop.fhir.said import About, Note, Telling, left
from percutis.interop.fhir.settle import Frame, settle
from percutis.interop.fhir.source import resource_in
from percutis.interop.fhir.unread import unread_notes
from percutis.interop.fhir.whose import Chosen, choose_patient
from percutis.interop.files.fields import parse_day

Reader = Callable[[Json, Ground], Telling]

READERS: dict[str, Reader] = {
    "Condition": read_condition,
    "MedicationStatement": read_medication,
    "MedicationRequest": read_medication,
    "MedicationAdministration": read_medication,
    "MedicationDispense": read_medication,
    "AllergyIntolerance": read_allergy,
    "Procedure": read_procedure,
    "Immunization": read_immunization,
    "Observation": read_observation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a record gave: the intake, sentences about the rest, where each finding was said, and how many told."""

    intake: dict[str, Any]
    left_out: list[str]
    sources: dict[str, tuple[str, ...]]
    resources: int
    mapped: int


def read_record(
    data: Json,
    edition: Edition,
    *,
    texts: Sequence[Texts] = (),
    on: date | None = None,
    patient: str | None = None,
) -> Reading:
    """The intake of a record, in the format of an intake file, and what it leaves out.

    Only what the record says is taken; codes are the edition's. Names are looked for in the labels of `texts` too.
    Days after `on` are left out. `patient` is the id to choose in a record of several.

    Raises:
        InputError: no FHIR resource, several patients and none chosen, or a chosen one who is not there.
    """
    record = open_record(resource_in(data))
    chosen = choose_patient(record, READERS, patient)
    ground = Ground(catalogue=Catalogue(edition, tuple(texts)), record=record, on=on)
    whose, notes = read_patient(chosen.patient, on)
    told = [_tell(held, chosen, ground) for held in record.held if held.kind in READERS]
    findings = _findings(told, edition, Frame(on=on, born=parse_day(whose.get("born"))))
    said_of_tellings = [note for telling in told for note in telling.notes]
    unread = unread_notes(record, chosen, ground, READERS)
    return Reading(
        intake=_intake(whose, findings, edition),
        left_out=[*sentences((*record.notes, *notes, *said_of_tellings, *findings.notes, *unread)), *unchecked()],
        sources={finding: tuple(dict.fromkeys(said)) for finding, said in findings.sources.items()},
        resources=len(record.held),
        mapped=sum(telling.tells for telling in told) + any(chosen.is_the_patient(held) for held in record.held),
    )


def _tell(held: Held, chosen: Chosen, ground: Ground) -> Telling:
    """What one resource tells of the patient; nothing where it is not theirs."""
    if not chosen.is_theirs(held):
        return left(about(held.resource, concept(held.resource.get("code"))), "not said of this patient: not read")
    told = READERS[held.kind](held.resource, ground)
    here = About(held.kind, held.id)
    remarks = [Note(here, why) for why in reservations(held.resource)]
    if told.tells and chosen.names_nobody(held):
        remarks.append(Note(here, "does not say whose it is: taken for the patient's, please confirm"))
    return replace(told, notes=(*remarks, *told.notes))


def _findings(told: list[Telling], edition: Edition, frame: Frame) -> Combined:
    """The findings of all tellings, each once, with the values and the weight that were measured."""
    said, older = newest_answers(said for telling in told for said in telling.said)
    settled = [settle(one, edition, frame) for one in said]
    combined = combine([one for one, _ in settled])
    combined.notes[:0] = [*older, *(note for _, notes in settled for note in notes)]
    measured = [one for telling in told for one in telling.measured]
    weight = weigh(measured, frame)
    combined.notes += weight.notes
    combined.weight_kg = weight.measured.value if weight.measured else None
    join_values(combined, measured, edition, frame)
    return combined


def _intake(whose: dict[str, str], findings: Combined, edition: Edition) -> dict[str, Any]:
    """The mapping of an intake file, with the findings in the order of the edition."""
    weight = {} if findings.weight_kg is None else {"weight_kg": findings.weight_kg}
    entries = [findings.entries[code] for code in edition.finding if code in findings.entries]
    return {"patient": {**whose, **weight}, "findings": entries}
