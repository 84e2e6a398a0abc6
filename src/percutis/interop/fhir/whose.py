"""Whose record it is. An intake speaks of one patient, so a record of several is refused until one is chosen."""

from collections.abc import Collection
from dataclasses import dataclass

from percutis.domain.errors import InputError, Problem
from percutis.interop.fhir.bundle import Held, Record, plain_link
from percutis.interop.fhir.elements import Json, mapping, text
from percutis.interop.fhir.said import UNNAMED

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """One patient of a record: what names them there, and their resource where the record holds it."""

    key: str
    id: str
    held: Held | None

    @property
    def is_patient(self) -> bool:
        """Whether it is a person: a group, a device or a place is none. An unknown address counts as a person."""
        if self.held:
            return self.held.kind == "Patient"
        kinds = self.key.split("/")[-2:-1]
        return kinds in ([], ["Patient"]) or not kinds[0].istitle()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The patient, None in a record that speaks of nobody, and whom each other resource speaks of."""

    patient: Subject | None
    is_only: bool
    subjects: dict[str, Subject | None]

    def is_the_patient(self, held: Held) -> bool:
        """Whether a resource is the patient's own."""
        return held.kind == "Patient" and self.patient is not None and held.key == self.patient.key

    def is_theirs(self, held: Held) -> bool:
        """Whether a resource speaks of the patient; one that names nobody counts where there is only one patient."""
        subject = self.subjects.get(held.key)
        if subject is None:
            return self.is_only
        return self.patient is not None and subject.key == self.patient.key

    def names_nobody(self, held: Held) -> bool:
        """Whether a resource leaves open whom it speaks of."""
        return self.subjects.get(held.key) is None


def choose_patient(record: Record, kinds: Collection[str], asked: str | None) -> Chosen:
    """The patient that the record's resources of these kinds speak of.

    Raises:
        InputError: there are several and none is asked for, or the one asked for is not among them.
    """
    subjects = {held.key: subject_of(held.resource, record) for held in record.held if held.kind in kinds}
    patients = {held.key: Subject(held.key, held.id, held) for held in record.of_kind("Patient")}
    patients |= {one.key: one for one in subjects.values() if one and one.is_patient}
    found = [one for one in patients.values() if asked is None or asked in (one.id, one.key, f"Patient/{one.id}")]
    if len(found) > 1 or (asked and not found):
        raise InputError((_problem(list(patients.values()), asked),))
    return Chosen(found[0] if found else None, len(patients) <= 1, subjects)


def subject_of(resource: Json, record: Record) -> Subject | None:
    """The patient (or group, or device) that a resource speaks of, None where it names nobody."""
    reference = mapping(resource.get("subject")) or mapping(resource.get("patient"))
    held = record.follow(reference, resource)
    if held:
        return Subject(held.key, held.id, held)
    link = text(reference.get("reference"))
    if link is None:
        return None
    link = plain_link(link)
    return Subject(link, link.replace(":", "/").rpartition("/")[2] or UNNAMED, None)


def _problem(patients: list[Subject], asked: str | None) -> Problem:
    named = ", ".join(one.id for one in patients[:SHOWN])
    more = f" and {len(patients) - SHOWN} more" if len(patients) > SHOWN else ""
    if asked is None:
        return Problem("patient", f"{len(patients)} patients: {named}{more}", "one; choose with --patient ID")
    return Problem("--patient", repr(asked), f"one of {named}{more}" if named else "a record that names a patient")
