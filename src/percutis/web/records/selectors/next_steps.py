"""What the journey expects next of a patient, in its order. The pages offer these and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from percutis.web.records.core.dating import dating_of
from percutis.web.records.models import Appointment, Course, Intake, Patient, Plan, Session
from percutis.web.records.selectors.consultations import current_intake, current_plan, open_course, standing_consents
from percutis.web.records.selectors.course_visits import next_number


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
    """Where a patient is on the journey, and what comes next."""

    intake: Intake | None
    plan: Plan | None
    course: Course | None
    is_on_hold: bool
    arrived: Appointment | None
    session: Session | None
    next: tuple[Next, ...]


def standing_of(*, patient: Patient, now: datetime) -> Standing:
    """What holds now, and the next steps: nothing that the journey does not expect."""
    intake, plan, course = current_intake(patient), current_plan(patient), open_course(patient)
    held = course is not None and course.pauses.filter(lifted__isnull=True).exists()
    arrived = _arrived(patient, now)
    session = _unsigned(patient)
    steps = tuple(_steps(patient, intake, plan, course, is_held=held, arrived=arrived, session=session))
    return Standing(intake, plan, course, held, arrived, session, steps)


def _steps(
    patient: Patient,
    intake: Intake | None,
    plan: Plan | None,
    course: Course | None,
    *,
    is_held: bool,
    arrived: Appointment | None,
    session: Session | None,
) -> list[Next]:
    if session:
        return [Next.FINISH_SESSION]
    if intake is None:
        return [Next.CONSULT, Next.SEND_FORM]
    if course is None:
        return _before_a_course(intake, plan)
    steps = [Next.LIFT_HOLD] if is_held else []
    if not _has_consent(patient, course):
        steps.append(Next.CONSENT)
    if arrived and not is_held:
        steps.append(Next.OPEN_SESSION)
    if not is_held and next_number(course):
        steps.append(Next.BOOK_COURSE)
    held = set(course.events.filter(kind="held").values_list("number", flat=True))
    if held:
        steps.append(Next.GRADE)
    if held.issuperset(session.number for session in dating_of(course).planned):
        steps.append(Next.CLOSE_COURSE)
    return [*steps, Next.CONSULT]


def _before_a_course(intake: Intake, plan: Plan | None) -> list[Next]:
    """What a patient said alone is completed first; a plan answers one consultation, and once signed it is spent."""
    if intake.source == "patient":
        return [Next.CONSULT]
    if plan is None or plan.intake_id != intake.pk:
        return [Next.PLAN, Next.CONSULT]
    return [Next.CONSULT] if plan.signed else [Next.SIGN_PLAN, Next.CONSULT]


def _arrived(patient: Patient, now: datetime) -> Appointment | None:
    """The session visit of a patient who is here."""
    here = patient.appointments.filter(kind="session", state__in=("arrived", "in_room"), session__isnull=True)
    return here.filter(starts__date=now.astimezone(patient.clinic.zone).date()).first()


def _unsigned(patient: Patient) -> Session | None:
    return patient.sessions.filter(signed__isnull=True, abandoned__isnull=True).order_by("-at").first()


def _has_consent(patient: Patient, course: Course) -> bool:
    consent = standing_consents(patient).get("procedure")
    return consent is not None and consent.state == "signed" and consent.plan_id in (None, course.plan_id)
