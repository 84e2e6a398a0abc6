"""What the application refuses, holds and finds again: no settings without a licence, deferral and return, a reaction
that holds the course, a lot that is called back, a consent that is taken back.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from percutis.web.accounts.actors import Actor, staff
from percutis.web.demo.people import ZARA, Made
from percutis.web.demo.steps import agree, consult, prepare, register, report
from percutis.web.records.core.consents import consent_text
from percutis.web.records.models import Course, CoursePause, Message, Patient, Session
from percutis.web.records.services.consents import record_consent
from percutis.web.records.services.plans import draft_plan
from tests.journeys.scenes import (
    LOT,
    SCARRED,
    course_of,
    held,
    house_of,
    of,
    ready,
    refused,
    set_clock,
    sign,
    tell,
    visit_of,
)
from tests.journeys.walker import Walker
from tests.web.cast import NOW, TODAY, Cast

Walk = Callable[..., Walker]
DAY = timedelta(days=1)
MILD = {"symptoms": [{"symptom": "erythema", "severity": 2, "zones": ["cheek_left"], "trend": "improving"}]}
BAD = {
    "symptoms": [{"symptom": "pustules", "severity": 6, "zones": ["cheek_right"], "trend": "worsening"}],
    "temperature_c": 38.2,
}


@pytest.mark.parametrize("who", ["lapsed", "desk"])
def test_nobody_without_a_licence_gets_a_plan_or_starts(
    walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """Given a session that only needs its start, when somebody without a licence comes to the pages themselves, then
    the plan made for them has no setting and no signature, the session cannot be opened or started by them, and
    nothing has begun.
    """
    set_clock(monkeypatch)
    house = house_of(cast)
    session = ready(house, course_of(house))
    intake = session.patient.intakes.get()
    plan = draft_plan(intake=intake, operator=getattr(cast, who), by=staff(cast.doctor), at=NOW)
    them = walk(who)
    them.go(of(session.patient, f"plan/{plan.pk}/"))
    assert them.page.locator(".zone-value, .dial, .settings, .bounds, #sign").count() == 0
    them.go(f"/tests/visits/{session.appointment_id}/")
    assert them.page.get_by_role("button", name="Open the session").count() == 0
    for do in ("gate", "start", "end"):
        assert post(them, f"/tests/sessions/{session.pk}/{do}/") == 403
    assert Session.objects.get().started is None


def post(walker: Walker, path: str) -> int:
    """What is answered to a form that is sent although no page offers it."""
    token = next(one["value"] for one in walker.page.context.cookies() if one["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Referer": walker.base}
    return walker.page.context.request.post(walker.base + path, headers=headers).status


def test_deferral_today_and_return_on_the_day(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given isotretinoin that ended three months ago, when the doctor looks today, then the verdict waits until a day,
    and no visit can be booked before it; when the patient returns, the same answers wait for nothing, and the gate
    lets the session start.
    """
    house, ended = house_of(cast), TODAY - 90 * DAY
    taken = {"finding": "isotretinoin", "status": "past", "last": f"{ended}"}
    made = Made("Test Returning", "", SCARRED.born, findings=(taken,))
    set_clock(monkeypatch)
    patient = register(house, made, TODAY)
    consult(house, patient, made, TODAY)
    doctor = walk("doctor")
    plan_from_the_last(doctor, patient)
    until = date.fromisoformat(patient.assessments.latest("id").answer["until"])
    assert doctor.page.locator("#verdict .verdict p").inner_text() == f"Treat from {until.day} {until:%B %Y}."
    sign(doctor, "Sign the plan")
    course = Course.objects.get()
    agree(house, course, TODAY)
    booked_from(walk("desk"), course, until)
    visit = visit_of(course)
    set_clock(monkeypatch, visit.starts)
    doctor = walk("doctor")
    plan_from_the_last(doctor, patient)
    assert doctor.page.locator("#verdict .verdict").count() == 1
    assert doctor.page.locator("#verdict .verdict p").count() == 0
    session = prepare(house, visit, visit.starts)
    treating = walk("aesthetician")
    treating.go(f"/tests/sessions/{session.pk}/step/gate/")
    tell(treating, "Pass the gate")
    tell(treating, "Start the session")
    assert Session.objects.get().started == visit.starts


def plan_from_the_last(doctor: Walker, patient: Patient) -> None:
    """Work out a plan from the newest consultation."""
    doctor.go(of(patient, "plan/"))
    doctor.page.get_by_label("Test Aesthetician").check()
    tell(doctor, "Work out the plan")


def booked_from(desk: Walker, course: Course, until: date) -> None:
    """A day too early is refused and books nothing; the days that are proposed are not."""
    desk.go(f"/tests/courses/{course.pk}/book/")
    first = desk.page.locator("[name=day_1]")
    proposed = first.input_value()
    first.fill((until - DAY).isoformat())
    refused(desk, "Book all of them")
    assert not course.appointments.exists()
    desk.page.locator("[name=day_1]").fill(proposed)
    tell(desk, "Book all of them")
    assert visit_of(course).starts.date() >= until


def test_reaction_at_day_three_holds_the_course_until_a_doctor_has_looked(
    walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given two patients at day three, one with redness who has waited longer and one with pustules and fever, when
    the inbox is opened, then the reaction stands first; the next session cannot be opened until the doctor has looked
    and lifted the hold.
    """
    house = house_of(cast)
    mild = held(house, course_of(house, ZARA, wanted=TODAY - 3 * DAY, clock="14:00"))
    course = course_of(house, wanted=TODAY - 3 * DAY)
    report(mild, MILD, NOW - timedelta(hours=2))
    her = held(house, course)
    report(her, BAD, NOW - timedelta(minutes=40))
    set_clock(monkeypatch)
    nurse = walk("nurse")
    nurse.go("/tests/inbox/")
    assert nurse.page.locator(".inbox-name").all_inner_texts() == [SCARRED.name, ZARA.name]
    nurse.go(f"/tests/courses/{course.pk}/")
    assert nurse.reads("Only a physician lifts it.")
    second = visit_of(course, 2)
    set_clock(monkeypatch, second.starts)
    opened = walk("nurse")
    opened.go(f"/tests/visits/{second.pk}/")
    assert post(opened, f"/tests/visits/{second.pk}/session/") == 409
    assert not Session.objects.filter(appointment=second).exists()
    doctor = walk("doctor")
    doctor.go(f"/tests/courses/{course.pk}/")
    doctor.page.get_by_text("I have looked: lift the hold").click()
    doctor.write("What you found", "Folliculitis, healed in the made-up patient.")
    tell(doctor, "The course may go on")
    assert CoursePause.objects.get(course=course).lifted_by == cast.doctor
    opened.go(f"/tests/visits/{second.pk}/")
    tell(opened, "Open the session")
    assert Session.objects.get(appointment=second).number == 2


def test_lot_leads_to_every_patient_and_asks_each_once(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given two patients treated from a lot and one from another, when the lot is typed into the search, then exactly
    the two stand there, and each is asked once to call.
    """
    house = house_of(cast)
    ours = [held(house, course_of(house, SCARRED)), held(house, course_of(house, ZARA, clock="14:00"))]
    first = {use.cartridge.lot for one in ours for use in one.cartridges.all()}
    set_clock(monkeypatch, NOW + DAY)
    nurse = walk("nurse")
    nurse.go("/tests/stock/")
    nurse.page.locator("#lot").fill(LOT)
    tell(nurse, "Open the lot")
    names = nurse.page.locator("main tbody th a").all_inner_texts()
    treated = [one for one in ours if one.cartridges.filter(cartridge__lot=LOT).exists()]
    assert (sorted(names), first) == (sorted(one.patient.name for one in treated), {"TESTLOT", LOT})
    tell(nurse, "Ask all of them to call")
    assert nurse.page.get_by_role("button", name="Ask all of them to call").count() == 0
    asked = Message.objects.filter(kind="recall").values_list("patient", flat=True)
    assert sorted(asked) == sorted(one.patient_id for one in treated)


def test_session_does_not_start_after_consent_is_taken_back(
    walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a session whose gate let it go, when the patient takes the consent back before the first pass, then the
    start is refused with the reason, the gate stops too, and no zone can be put on record.
    """
    house = house_of(cast)
    session = ready(house, course_of(house))
    set_clock(monkeypatch, session.appointment.starts + timedelta(minutes=20))
    nurse = walk("aesthetician")
    nurse.go(f"/tests/sessions/{session.pk}/step/gate/")
    tell(nurse, "Pass the gate")
    take_back(session)
    refused(nurse, "Start the session")
    assert nurse.reads("There is no signed consent to this plan. Nobody is treated without it.")
    tell(nurse, "Pass the gate again")
    assert nurse.page.get_by_role("button", name="Start the session").is_disabled()
    assert "/step/treat/" not in str(nurse.go(f"/tests/sessions/{session.pk}/step/treat/").url)
    assert Session.objects.get().started is None


def take_back(session: Session) -> None:
    """The patient takes the consent back."""
    patient, plan = session.patient, session.course.plan
    record_consent(
        patient=patient,
        subject="procedure",
        state="withdrawn",
        text=consent_text(patient=patient, plan=plan, subject="procedure", language="en"),
        by=Actor(clinic=session.clinic, kind="patient", patient=patient.key),
        at=timezone.now(),
    )
