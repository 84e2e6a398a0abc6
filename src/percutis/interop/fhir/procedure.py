"""Procedure: something that was done to the patient, when and where."""

from percutis.domain.words import Status
from percutis.interop.fhir.elements import Json, concept, concepts, word
from percutis.interop.fhir.ground import Fact, Ground, tell
from percutis.interop.fhir.moments import end_of, start_of
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import Telling, left

KINDS = frozenset({"procedure", "medication", "condition"})
NAMED_KINDS = frozenset({"procedure", "medication"})
STATUSES = {
    "in-progress": Status.ACTIVE,
    "on-hold": Status.ACTIVE,
    "completed": Status.PAST,
    "stopped": Status.PAST,
    "unknown": Status.UNKNOWN,
}


def read_procedure(resource: Json, ground: Ground) -> Telling:
    """The findings that a procedure tells."""
    meant = concept(resource.get("code"))
    here = about(resource, meant)
    said = word(resource.get("status"))
    status = STATUSES.get(said or "unknown")
    if status is None:
        return left(here, f"{said}: not taken")
    name = "performed" if any(key.startswith("performed") for key in resource) else "occurrence"
    fact = Fact(
        status=status,
        last=end_of(resource, name),
        since=start_of(resource, name),
        sites=tuple(concepts(resource.get("bodySite"))),
        remarks=("not said whether it was done: to be asked",) if status is Status.UNKNOWN else (),
    )
    return tell(here, [meant], fact, ground, KINDS, NAMED_KINDS)
