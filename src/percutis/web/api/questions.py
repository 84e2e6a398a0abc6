"""The questions that a program may ask: the same as on the command line, with the same answers."""

from typing import Annotated

from django.http import HttpRequest, JsonResponse
from ninja import Query, Router

from percutis.domain.aftercare import Aftercare, plan_aftercare
from percutis.domain.assessment import Assessment
from percutis.domain.assessment import assess as assessed
from percutis.domain.gate import Gate, pass_gate
from percutis.domain.plan import Plan, plan_course
from percutis.domain.sun import SunDay, sun_day
from percutis.domain.triage import Triage
from percutis.domain.triage import triage as triaged
from percutis.interop.files.checkin import CheckinShape, read_checkin
from percutis.interop.files.intake import IntakeShape, read_intake
from percutis.interop.files.session import SessionShape, read_session
from percutis.interop.places import parse_place
from percutis.web.api.asking import About, AboutDay, answered, ground, ground_and_day, sent
from percutis.web.api.described import told

At = Annotated[
    str,
    Query(..., description="a known place, or latitude,longitude[,altitude_m]", examples=["Islamabad", "33.69,73.05"]),
]
router = Router(tags=["questions"])


@router.post("/assess", operation_id="assess", openapi_extra=told(Assessment, IntakeShape))
def assess(request: HttpRequest, about: Query[AboutDay]) -> JsonResponse:
    """May this patient be treated? The verdict for the patient and each zone, with reasons and open questions."""
    stands, day = ground_and_day(request, about)
    return answered(assessed(read_intake(sent(request), stands.edition, day), stands.edition, day), stands)


@router.post("/plan", operation_id="plan", openapi_extra=told(Plan, IntakeShape))
def plan(request: HttpRequest, about: Query[AboutDay]) -> JsonResponse:
    """The course: verdict, depth for every zone with its bounds, dates, tasks, expectation.

    Without a licensed operator within scope no settings are given.
    """
    stands, day = ground_and_day(request, about)
    return answered(plan_course(read_intake(sent(request), stands.edition, day), stands.edition, day), stands)


@router.post("/gate", operation_id="gate", openapi_extra=told(Gate, SessionShape))
def gate(request: HttpRequest, about: Query[About]) -> JsonResponse:
    """May the first pass be made now? Go, modify or stop, with reasons."""
    stands = ground(request, about)
    return answered(pass_gate(read_session(sent(request), stands.edition), stands.edition), stands)


@router.post("/aftercare", operation_id="aftercare", openapi_extra=told(Aftercare, SessionShape))
def aftercare(request: HttpRequest, about: Query[About]) -> JsonResponse:
    """What to do and leave after a session: the dated list, with the sun of its place and days."""
    stands = ground(request, about)
    return answered(plan_aftercare(read_session(sent(request), stands.edition), stands.edition), stands)


@router.post("/triage", operation_id="triage", openapi_extra=told(Triage, CheckinShape))
def triage(request: HttpRequest, about: Query[About]) -> JsonResponse:
    """How urgent is what the patient reports? An urgency with reasons, and what patient and clinic do now."""
    stands = ground(request, about)
    return answered(triaged(read_checkin(sent(request), stands.edition), stands.edition), stands)


@router.get("/sun", operation_id="sun", openapi_extra=told(SunDay))
def sun(request: HttpRequest, at: At, about: Query[AboutDay]) -> JsonResponse:
    """How strong is the sun at a place? Clear sky is assumed."""
    stands, day = ground_and_day(request, about, "at")
    return answered(sun_day(parse_place(at, stands.edition), day, stands.edition), stands)
