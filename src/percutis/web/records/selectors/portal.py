"""What stands of a patient's course today, for their own pages: visits, tasks, the last session and what is asked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from percutis.domain.aftercare import Aftercare
from percutis.domain.course import SessionDate
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Intake
from percutis.domain.plan import Plan
from percutis.interop.recovery import course_case
from percutis.web.prepared import Prepared
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.core.preparation import day_of
from percutis.web.records.core.sessions import aftercare_file
from percutis.web.records.models import Appointment, CheckIn, Course, Patient, Session
from percutis.web.records.selectors.consultations import open_course
from percutis.web.records.selectors.courses import course_dates, is_paused
from percutis.web.records.selectors.sessions import session_file_as_given

VISITS = Prepared(
    lambda patient, now: (
        Appointment.objects.filter(patient=patient, ends__gt=now, state__in=("booked", "confirmed", "arrived"))
        .select_related("practitioner__user", "room", "clinic")
        .order_by("starts")
    )
)
HELD = Prepared(lambda course: Session.objects.filter(course=course, ended__isnull=False).only("number"))
REPORTED = Prepared(lambda patient: CheckIn.objects.filter(patient=patient, source="patient").order_by("-at")[:1])
REPLIED = Prepared(
    lambda patient, since: CheckIn.objects.filter(patient=patient, answered__gt=since).order_by("-answered")[:1]
)
LAST = Prepared(
    lambda patient, since: (
        Session.objects.filter(patient=patient, ended__isnull=False, ended__gt=since)
        .select_related("appointment", "course__plan", "operator__supervisor", "device")
        .order_by("-ended")[:1]
    )
)
SHOWN = timedelta(days=14)  # how long an answer, or what to do until it comes, stays in sight
FOLLOWED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Followed:
    """The session that is being followed, under the edition and the plan of its own course, open or closed."""

    session: Session
    edition: Edition
    case: Case
    aftercare: Aftercare

    @property
    def ended(self) -> date:
        """The day on which it ended."""
        return self.session.clinic.day_of(self.session.ended or self.session.at)

    @property
    def checkin_days(self) -> list[int]:
        """The days after it on which the clinic asks how the skin is."""
        asked = (task for task in self.aftercare.tasks if task.kind == "checkin")
        return sorted({(day_of(task.start) - self.ended).days for task in asked})


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a patient's first page needs, once."""

    edition: Edition
    course: Course | None
    plan: Plan | None
    dates: tuple[SessionDate, ...]
    visits: tuple[Appointment, ...]
    held: frozenset[int]
    is_on_hold: bool
    followed: Followed | None
    checkin: CheckIn | None
    reply: CheckIn | None

    @property
    def next_visit(self) -> Appointment | None:
        """The next visit that is booked."""
        return self.visits[0] if self.visits else None

    def day_of(self, number: int) -> date | None:
        """The day of a session: booked, else intended."""
        for visit in self.visits:
            if visit.number == number:
                return visit.clinic.day_of(visit.starts)
        return next((visit.target for visit in self.dates if visit.number == number), None)


def situation_of(patient: Patient, now: datetime) -> Situation:
    """How things stand for this patient."""
    course = open_course(patient)
    edition = edition_of(patient.clinic, course.plan.edition if course else None)
    plan = plan_file(course.plan.asked, edition, course.plan.on) if course else None
    return Situation(
        edition=edition,
        course=course,
        plan=plan,
        dates=course_dates(course) if course else (),
        visits=tuple(VISITS(patient.pk, now)),
        held=frozenset(one.number for one in HELD(course.pk)) if course else frozenset(),
        is_on_hold=course is not None and is_paused(course),
        followed=_followed(patient, now),
        checkin=_of(patient, REPORTED.first(patient.pk)),
        reply=_of(patient, REPLIED.first(patient.pk, now - SHOWN)),
    )


def _of(patient: Patient, row: CheckIn | None) -> CheckIn | None:
    """The row beside the very patient and clinic that it was found by: no need to ask for them again."""
    if row:
        row.patient, row.clinic = patient, patient.clinic
    return row


def _followed(patient: Patient, now: datetime) -> Followed | None:
    session = _last_session(patient, now)
    if session is None:
        return None
    edition = edition_of(session.clinic, session.course.plan.edition)
    row = session.course.plan
    case = course_case(plan_file(row.asked, edition, row.on), intake_behind(session.course, edition), edition)
    return Followed(session, edition, case, aftercare_file(session_file_as_given(session), edition))


def _last_session(patient: Patient, now: datetime) -> Session | None:
    """The newest session that is over, as long as it is followed."""
    session = LAST.first(patient.pk, now - FOLLOWED)
    if session:
        session.patient = patient
        for row in (session, session.appointment, session.course, session.course.plan, session.operator):
            row.clinic = patient.clinic
    return session


def intake_behind(course: Course, edition: Edition) -> Intake:
    """The intake that the course was planned from, as the core reads it."""
    return read_asked(course.plan.asked, edition, course.plan.on)
