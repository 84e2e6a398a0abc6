"""What the journey expects next of a patient, in its order. The pages offer these and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from percutis.web.accounts.models import Membership
from percutis.web.prepared import Prepared
from percutis.web.records.models import Appointment, Consent, Course, Intake, Patient, Plan, Session
from percutis.web.records.selectors.consultations import current_intake, current_plan, open_course, standing_consents
from percutis.web.records.selectors.course_visits import CourseDays, days_of, standing_visits
from percutis.web.records.selectors.courses import is_paused
from percutis.web.records.selectors.marks import UNFINISHED

HERE = ("arrived", "in_room")
SESSIONS = Prepared(
    lambda patient: Session.objects.filter(patient=patient, abandoned__isnull=True).defer("facts").order_by("-at")
)


class Next(StrEnum):
    """One next step."""

    SEND_FORM = "send_form"
    CONSULT = "consult"
    PLAN = "plan"
    SIGN_PLAN = "sign_plan"
    CONSENT = "consent"
    BOOK_COURSE = "book_course"
    OPEN_SESSION = "open_session"
    FINISH_SESSION = "finish_session"
    LIFT_HOLD = "lift_hold"
    GRADE = "grade"
    CLOSE_COURSE = "close_course"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a patient is on the journey, and what comes next. `days` are those of the course, `to_come` the open
    visits from today on, `held` the session that ended last.
    """

    intake: Intake | None
    plan: Plan | None
    course: Course | None
    days: CourseDays | None
    consent: Consent | None
    is_on_hold: bool
    arrived: Appointment | None
    session: Session | None
    held: Session | None = None
    to_come: tuple[Appointment, ...] = ()
    next: tuple[Next, ...] = ()


def standing_of(*, patient: Patient, now: datetime, people: dict[int, Membership] | None = None) -> Standing:
    """What holds now, and the next steps: nothing that the journey does not expect."""
    course, visits = open_course(patient), standing_visits(patient, people)
    sessions = SESSIONS(patient.pk)
    ended = [(one.ended, one.pk, one) for one in sessions if one.ended]
    found = Standing(
        intake=current_intake(patient),
        plan=current_plan(patient),
        course=course,
        days=days_of(course, visits) if course else None,
        consent=standing_consents(patient).get("procedure"),
        is_on_hold=course is not None and is_paused(course),
        arrived=_arrived(visits, {one.appointment_id for one in sessions}, now),
        session=next((one for one in sessions if one.signed is None), None),
        held=max(ended)[-1] if ended else None,
        to_come=tuple(_to_come(visits, now)),
    )
    return replace(found, next=tuple(_steps(found)))


def _steps(standing: Standing) -> list[Next]:
    if standing.session:
        return [Next.FINISH_SESSION]
    if standing.intake is None:
        return [Next.CONSULT, Next.SEND_FORM]
    if standing.course is None or standing.days is None:
        return _before_a_course(standing.intake, standing.plan)
    return [*_in_course(standing, standing.course, standing.days), Next.CONSULT]


def _in_course(standing: Standing, course: Course, days: CourseDays) -> list[Next]:
    steps = [Next.LIFT_HOLD] if standing.is_on_hold else []
    if not _has_consent(standing.consent, course):
        steps.append(Next.CONSENT)
    if standing.arrived and not standing.is_on_hold:
        steps.append(Next.OPEN_SESSION)
    if not standing.is_on_hold and days.next_number:
        steps.append(Next.BOOK_COURSE)
    held = days.dating.held
    if held:
        steps.append(Next.GRADE)
    if held.issuperset(session.number for session in days.dating.planned):
        steps.append(Next.CLOSE_COURSE)
    return steps


def _before_a_course(intake: Intake, plan: Plan | None) -> list[Next]:
    """What a patient said alone is completed first; a plan answers one consultation, and once signed it is spent."""
    if intake.source == "patient":
        return [Next.CONSULT]
    if plan is None or plan.intake_id != intake.pk:
        return [Next.PLAN, Next.CONSULT]
    return [Next.CONSULT] if plan.signed else [Next.SIGN_PLAN, Next.CONSULT]


def _to_come(visits: list[Appointment], now: datetime) -> Iterator[Appointment]:
    for visit in visits:
        clinic = visit.clinic
        if visit.state in UNFINISHED and clinic.day_of(visit.starts) >= clinic.day_of(now):
            yield visit


def _arrived(visits: list[Appointment], opened: set[int], now: datetime) -> Appointment | None:
    """The session visit of a patient who is here today."""
    for visit in visits:
        is_today = visit.clinic.day_of(visit.starts) == visit.clinic.day_of(now)
        if visit.kind == "session" and visit.state in HERE and is_today and visit.pk not in opened:
            return visit
    return None


def _has_consent(consent: Consent | None, course: Course) -> bool:
    return consent is not None and consent.state == "signed" and consent.plan_id in (None, course.plan_id)
