"""Condition: a problem or diagnosis, with its onset, its end and its sites."""

from percutis.interop.fhir.elements import Json, concept, concepts
from percutis.interop.fhir.ground import Fact, Ground, tell
from percutis.interop.fhir.moments import end_of, start_of
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import Telling, left
from percutis.interop.fhir.standing import standing

KINDS = frozenset({"condition", "exposure", "allergy", "medication", "procedure"})
NAMED_KINDS = frozenset({"condition", "exposure", "allergy"})


def read_condition(resource: Json, ground: Ground) -> Telling:
    """The findings that a condition tells."""
    meant = concept(resource.get("code"))
    here = about(resource, meant)
    ended = end_of(resource, "abatement")
    stands = standing(resource, is_over=ended is not None or resource.get("abatementBoolean") is True)
    if stands.status is None:
        return left(here, " ".join(stands.remarks))
    fact = Fact(
        status=stands.status,
        last=ended,
        since=start_of(resource, "onset"),
        sites=tuple(concepts(resource.get("bodySite"))),
        remarks=stands.remarks,
    )
    return tell(here, [meant], fact, ground, KINDS, NAMED_KINDS)
