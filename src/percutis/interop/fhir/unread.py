"""What of a record was not even looked into: kinds of resources that an intake has no use for, and loose parts."""

from collections.abc import Collection, Iterator

from percutis.interop.fhir.bundle import Held, Record
from percutis.interop.fhir.elements import concept, listed, mapping, text
from percutis.interop.fhir.ground import Ground
from percutis.interop.fhir.medication import medications_behind
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import UNNAMED, About, Note
from percutis.interop.fhir.whose import Chosen


def unread_notes(record: Record, chosen: Chosen, ground: Ground, kinds: Collection[str]) -> Iterator[Note]:
    """A note for each resource outside `kinds`, and for what is contained in others and was not asked for."""
    behind = {key for held in record.held if held.kind in kinds for key in medications_behind(held.resource, ground)}
    for held in record.held:
        if held.kind not in kinds:
            yield from _unread(held, chosen, behind)
        yield from _contained(held, kinds)


def _unread(held: Held, chosen: Chosen, behind: Collection[str]) -> Iterator[Note]:
    match held.kind:
        case "Patient" if chosen.is_the_patient(held):
            return
        case "Patient":
            yield Note(About("Patient", held.id), "another patient: not read")
        case "Medication" if held.key in behind:
            return
        case "Medication":
            yield Note(about(held.resource, concept(held.resource.get("code"))), "nobody is said to take it: not taken")
        case _:
            named = concept(mapping(held.resource.get("code")))
            yield Note(about(held.resource, named), "this kind of resource is not read")


def _contained(held: Held, kinds: Collection[str]) -> Iterator[Note]:
    for item in listed(held.resource.get("contained")):
        inner = mapping(item)
        if text(inner.get("resourceType")) in kinds:
            here = about(inner, concept(inner.get("code")))
            name = f"{text(inner.get('id')) or UNNAMED} within {held.kind} {held.id}"
            yield Note(About(here.kind, name, here.words), "stands only inside another resource: not read")
