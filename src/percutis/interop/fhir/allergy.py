"""AllergyIntolerance: a substance that the patient does not bear."""

from percutis.interop.fhir.elements import Json, concept, listed, mapping
from percutis.interop.fhir.ground import Fact, Ground, tell
from percutis.interop.fhir.moments import start_of
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import Telling, left
from percutis.interop.fhir.standing import standing

KINDS = frozenset({"allergy"})
NAMED_KINDS = frozenset({"allergy", "substance"})


def read_allergy(resource: Json, ground: Ground) -> Telling:
    """The allergies that an entry tells. "No known allergy" is no "never": nobody asked for each substance."""
    meant = concept(resource.get("code") or resource.get("substance"))
    substances = [concept(mapping(item).get("substance")) for item in listed(resource.get("reaction"))]
    told = [meant, *(one for one in substances if one.codes or one.wordings)]
    here = about(resource, *told)
    stands = standing(resource)
    if stands.status is None:
        return left(here, " ".join(stands.remarks))
    fact = Fact(status=stands.status, since=start_of(resource, "onset"), remarks=stands.remarks)
    return tell(here, told, fact, ground, KINDS, NAMED_KINDS)
