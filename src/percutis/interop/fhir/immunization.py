"""Immunization: a vaccine that was given. Which vaccines are live is not worked out here."""

from percutis.domain.words import Status
from percutis.interop.fhir.elements import Json, concept, word
from percutis.interop.fhir.ground import Ground
from percutis.interop.fhir.moments import end_of
from percutis.interop.fhir.report import about
from percutis.interop.fhir.said import Note, Said, Telling, left

FINDING = "vaccination"


def read_immunization(resource: Json, ground: Ground) -> Telling:
    """A vaccination in the past, if one was given."""
    here = about(resource, concept(resource.get("vaccineCode")))
    status = word(resource.get("status"))
    if status != "completed" or FINDING not in ground.catalogue.edition.finding:
        return left(here, f"{status or 'without a status'}: not taken")
    said = Said(about=here, finding=FINDING, status=Status.PAST, last=end_of(resource, "occurrence"))
    return Telling(said=(said,), notes=(Note(here, "not read whether the vaccine is live: ask"),))
