"""Another system's record made into an intake, as `percutis intake from-fhir` does it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import Query, Router
from pydantic import Field

from percutis.domain.errors import InputError, Problem
from percutis.interop.fhir.read import Reading, read_record
from percutis.interop.fhir.source import parse_resource
from percutis.web.api.asking import AboutDay, ground_and_day
from percutis.web.api.described import told_of_record

router = Router(tags=["records"])


class AboutRecord(AboutDay):
    """What stands in the address beside the edition: on which day, and whose intake it is."""

    language: str = Field("en", description="names are looked for in this language too")
    patient: str | None = Field(None, description="the id of the patient, where the record speaks of several")


@router.post("/intake/from-fhir", operation_id="intake_from_fhir", openapi_extra=told_of_record())
def from_fhir(request: HttpRequest, about: Query[AboutRecord]) -> JsonResponse:
    """An intake out of a FHIR R4 record, to go through with the patient, and what could not be taken over.

    What the record does not say is left out. Complete the intake, then ask assess or plan with it.
    """
    stands, day = ground_and_day(request, about)
    resource = parse_resource(request.body)
    try:
        found = read_record(resource, stands.edition, texts=(stands.texts,), on=day, patient=about.patient)
    except InputError as error:
        raise InputError(tuple(map(_in_the_address, error.problems))) from error
    return JsonResponse({"edition": stands.edition.id, **_as_json(found)}, json_dumps_params={"ensure_ascii": False})


def _as_json(found: Reading) -> dict[str, Any]:
    return {
        "intake": found.intake,
        "left_out": found.left_out,
        "resources": found.resources,
        "mapped": found.mapped,
    }


def _in_the_address(problem: Problem) -> Problem:
    """What the command line calls an option stands in the address here."""
    allowed = problem.allowed.replace("--patient ID", "patient=ID in the address")
    return Problem(problem.place.removeprefix("--"), problem.given, allowed)
