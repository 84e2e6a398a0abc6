"""Patient: id, birth date and sex. Names, addresses and other identifiers stay in the record."""

import re
from datetime import date

from percutis.interop.fhir.conformance import reservations
from percutis.interop.fhir.elements import Json, text, word
from percutis.interop.fhir.said import UNNAMED, About, Note
from percutis.interop.fhir.settle import whole_day
from percutis.interop.fhir.whose import Subject

SEXES = ("female", "male", "other")
_ID = re.compile(r"[!-~][ -~]{0,199}")


def read_patient(patient: Subject | None, on: date | None) -> tuple[dict[str, str], list[Note]]:
    """The intake's patient, and what to know of it. Without a Patient resource only the id is known."""
    if patient is None:
        return {}, [Note(About("Patient", UNNAMED), "the record speaks of no patient")]
    said: dict[str, str] = {}
    resource = patient.held.resource if patient.held else {}
    remarks = [*_id(patient, said), *_born(resource, said, on), *_sex(resource, said), *_life(resource)]
    if resource:
        remarks += reservations(resource)
    return said, [Note(About("Patient", patient.id), why) for why in remarks]


def _id(patient: Subject, said: dict[str, str]) -> list[str]:
    if patient.id == UNNAMED or not _ID.fullmatch(patient.id):
        return ["has no usable id: give the clinic's own"]
    said["id"] = patient.id
    return []


def _born(resource: Json, said: dict[str, str], on: date | None) -> list[str]:
    written = text(resource.get("birthDate"))
    if written is None:
        return ["the record gives no birth date: ask"]
    day, why = whole_day(written, on, None)
    if day is None:
        return [f"birth date {why}: ask"]
    said["born"] = day.isoformat()
    return []


def _sex(resource: Json, said: dict[str, str]) -> list[str]:
    written = word(resource.get("gender"))
    if written in SEXES:
        said["sex"] = written
        return []
    return [f"gender {written}: left out"] if written and written != "unknown" else []


def _life(resource: Json) -> list[str]:
    died = resource.get("deceasedBoolean") is True or text(resource.get("deceasedDateTime"))
    return ["has died, as the record says"] if died else []
