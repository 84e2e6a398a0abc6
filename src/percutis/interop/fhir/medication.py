"""Medicines: what the patient is said to take, was ordered, was given or was handed.

A medicine may be named in place, in a Medication that the resource contains, or in one beside it; one that the
edition does not know by its own name may be known by its ingredients.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from percutis.domain.words import Status
from percutis.interop.fhir.bundle import Held
from percutis.interop.fhir.elements import Concept, Json, concept, listed, mapping, text, word
from percutis.interop.fhir.ground import Fact, Ground, tell
from percutis.interop.fhir.moments import end_of, start_of
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import Telling, left

KINDS = frozenset({"medication", "procedure", "condition"})
NAMED_KINDS = frozenset({"medication", "procedure"})
DEEPEST = 4

ACTIVE, PAST, UNKNOWN = Status.ACTIVE, Status.PAST, Status.UNKNOWN
STATUSES = {
    "MedicationStatement": {
        "active": ACTIVE,
        "recorded": ACTIVE,
        "on-hold": ACTIVE,
        "completed": PAST,
        "stopped": PAST,
        "intended": UNKNOWN,
        "unknown": UNKNOWN,
    },
    "MedicationRequest": {
        "active": ACTIVE,
        "on-hold": ACTIVE,
        "completed": PAST,
        "stopped": PAST,
        "ended": PAST,
        "unknown": UNKNOWN,
    },
    "MedicationAdministration": {
        "in-progress": ACTIVE,
        "on-hold": ACTIVE,
        "completed": PAST,
        "stopped": PAST,
        "unknown": UNKNOWN,
    },
    "MedicationDispense": dict.fromkeys(
        ("preparation", "in-progress", "on-hold", "completed", "stopped", "unknown"), UNKNOWN
    ),
}
INTENTIONS = ("proposal", "plan", "option")


@dataclass(frozen=True, slots=True)
class _Course:
    """When a medicine was begun and ended, as far as the resource tells."""

    since: str | None
    last: str | None


def read_medication(resource: Json, ground: Ground) -> Telling:
    """The findings that a statement, order, administration or dispensing of a medicine tells."""
    named = tuple(medicines_of(resource, ground))
    here = about(resource, *named)
    said = word(resource.get("status"))
    status = STATUSES[here.kind].get(said or "unknown")
    if resource.get("doNotPerform") is True or resource.get("wasNotTaken") is True:
        return left(here, "says that it was not to be taken: not taken over, ask")
    if status is None:
        return left(here, f"{said}: not taken over")
    if not any(one.codes or one.wordings for one in named):
        return left(here, "its medicine is not in the record: not taken, ask")
    remark = _remark(here.kind, said, word(resource.get("intent")))
    if word(resource.get("intent")) in INTENTIONS:
        status = UNKNOWN
    course = _course(resource)
    fact = Fact(status=status, last=course.last, since=course.since, remarks=(remark,) if remark else ())
    return tell(here, named, fact, ground, KINDS, NAMED_KINDS)


def _remark(kind: str, status: str | None, intent: str | None) -> str | None:
    if intent in INTENTIONS:
        return f"a {intent}, not an order: to be asked"
    if kind == "MedicationDispense":
        return "handed out, which does not say that it was taken: to be asked"
    match status:
        case "on-hold":
            return "on hold: taken as active, please confirm"
        case "intended":
            return "intended, not begun: to be asked"
        case None | "unknown":
            return "not said whether it is taken: to be asked"
        case _:
            return None


def _course(resource: Json) -> _Course:
    """From the period of taking; an order's dosage may bound it. What is ordered on a day is not yet taken on it."""
    repeats = [mapping(mapping(mapping(item).get("timing")).get("repeat")) for item in _dosages(resource)]
    periods = [mapping(item.get("boundsPeriod")) for item in repeats]
    starts = sorted(filter(None, (text(period.get("start")) for period in periods)))
    ends = [text(period.get("end")) for period in periods]
    last = max(filter(None, ends), default=None) if all(ends) else None
    since = start_of(resource, "effective") if "effectivePeriod" in resource else None
    return _Course(since or next(iter(starts), None), end_of(resource, "effective") or last)


def _dosages(resource: Json) -> list[object]:
    """Dosage instructions: of an order under their own name, of a statement as `dosage`."""
    return [*listed(resource.get("dosageInstruction")), *listed(resource.get("dosage"))]


def medicines_of(resource: Json, ground: Ground) -> Iterator[Concept]:
    """The medicine that a resource names, then its ingredients."""
    wrapped = resource.get("medication")
    in_place = resource.get("medicationCodeableConcept") or mapping(wrapped).get("concept")
    reference = resource.get("medicationReference") or mapping(wrapped).get("reference")
    if in_place:
        yield concept(in_place)
    if isinstance(reference, dict):
        held = ground.record.follow(reference, resource)
        yield from _contents(held, resource, ground) if held else [Concept(text=text(reference.get("display")))]


def medications_behind(resource: Json, ground: Ground) -> Iterator[str]:
    """The keys of the Medication resources that a resource leads to."""
    wrapped = resource.get("medication")
    held = ground.record.follow(resource.get("medicationReference") or mapping(wrapped).get("reference"), resource)
    if held:
        yield held.key


def _contents(held: Held, holder: Json, ground: Ground, depth: int = 0) -> Iterator[Concept]:
    yield concept(held.resource.get("code"))
    for ingredient in listed(held.resource.get("ingredient")):
        item = mapping(ingredient)
        if item.get("itemCodeableConcept"):
            yield concept(item.get("itemCodeableConcept"))
        inner = ground.record.follow(item.get("itemReference"), holder)
        if inner and depth < DEEPEST:
            yield from _contents(inner, holder, ground, depth + 1)
