"""The chart: what happened, newest first and only to those who may see it; what the journey expects next."""

from datetime import date, timedelta

from percutis.web.accounts.rights import BY_ROLE
from percutis.web.records.models import Consent, CourseEvent, CoursePause, Session
from percutis.web.records.selectors.next_steps import Next, standing_of
from percutis.web.records.selectors.timeline import timeline_of
from percutis.web.records.services.money import sell_package
from percutis.web.records.services.visits import book_visit, set_visit_state
from tests.web.cast import NOW, TODAY, Cast, make_intake
from tests.web.desk.people import local, make_course


def next_of(cast: Cast) -> tuple[Next, ...]:
    """What comes next for the patient of the tests."""
    return standing_of(patient=cast.patient, now=NOW).next


def seen_by(cast: Cast, role: str) -> list[str]:
    """The kinds of entries on the patient's line, as somebody of that role sees them."""
    line = timeline_of(patient=cast.patient, rights=BY_ROLE[role], now=NOW + timedelta(days=1))
    return [entry.kind for entry in line.entries]


def agreed(cast: Cast, plan: object) -> Consent:
    """The patient's signature under the text of a plan."""
    return Consent.objects.create(
        clinic=cast.clinic, at=NOW, patient=cast.patient, subject="procedure", state="signed", plan=plan,
        version="test", language="en", text={}, signed_name="Test Patient One",
    )  # fmt: skip


def test_new_patient_needs_a_consultation_or_the_form(cast: Cast) -> None:
    """Nothing was said yet."""
    assert next_of(cast) == (Next.CONSULT, Next.SEND_FORM)


def test_what_a_patient_said_alone_is_completed_first(cast: Cast) -> None:
    """No plan is made from a form that no professional has looked at."""
    make_intake(cast.patient, source="patient")
    assert next_of(cast) == (Next.CONSULT,)


def test_consultation_is_followed_by_its_plan(cast: Cast) -> None:
    """Made anew after each consultation."""
    make_intake(cast.patient)
    assert next_of(cast) == (Next.PLAN, Next.CONSULT)


def test_course_needs_consent_and_visits(cast: Cast) -> None:
    """Both are offered until they are there."""
    course = make_course(cast)
    assert next_of(cast) == (Next.CONSENT, Next.BOOK_COURSE, Next.CONSULT)
    agreed(cast, course.plan)
    assert next_of(cast) == (Next.BOOK_COURSE, Next.CONSULT)


def test_patient_who_has_arrived_can_be_treated(cast: Cast) -> None:
    """On the day, at the visit, unless the course is on hold."""
    course = make_course(cast)
    agreed(cast, course.plan)
    visit = book_visit(
        patient=cast.patient, kind="session", practitioner=cast.doctor, starts=local(cast.clinic, TODAY, "12:00"),
        by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    set_visit_state(visit=visit, state="arrived", by=cast.as_("desk"), at=NOW)
    assert next_of(cast)[0] == Next.OPEN_SESSION
    CoursePause.objects.create(clinic=cast.clinic, at=NOW, course=course, because="A test hold")
    assert next_of(cast) == (Next.LIFT_HOLD, Next.CONSULT)


def test_course_is_closed_when_every_session_was_held(cast: Cast) -> None:
    """Before that it is graded, not closed."""
    course = make_course(cast)
    agreed(cast, course.plan)
    for number in range(1, 6):
        on = date(2026, 12, 23) + timedelta(days=42 * (number - 1))
        CourseEvent.objects.create(clinic=cast.clinic, at=NOW, course=course, kind="held", number=number, on=on)
        assert (Next.GRADE in next_of(cast), Next.CLOSE_COURSE in next_of(cast)) == (True, number == 5)


def test_line_is_shown_as_far_as_the_reader_may_see(cast: Cast) -> None:
    """The desk sees visits, consent and money; the doctor the plan, the consultation and the session as well."""
    course = make_course(cast)
    agreed(cast, course.plan)
    visit = book_visit(
        patient=cast.patient, kind="session", practitioner=cast.doctor, starts=local(cast.clinic, TODAY, "12:00"),
        by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    Session.objects.create(
        clinic=cast.clinic, at=NOW + timedelta(hours=2), appointment=visit, patient=cast.patient, course=course,
        number=1, operator=cast.doctor,
    )  # fmt: skip
    sell_package(patient=cast.patient, name="Cheeks", sessions=5, price_pkr=1, by=cast.as_("desk"), at=NOW)
    assert {role: seen_by(cast, role) for role in ("front_desk", "dermatologist")} == {
        "front_desk": ["visit", "package", "consent"],
        "dermatologist": ["session", "package", "consent", "plan", "consultation"],
    }


def test_line_goes_on_where_its_page_ends(cast: Cast) -> None:
    """Nothing is shown twice, nothing left out."""
    for number in range(40):
        at = NOW - timedelta(days=number)
        sell_package(
            patient=cast.patient, name=f"Package {number}", sessions=1, price_pkr=1, by=cast.as_("desk"), at=at
        )
    first = timeline_of(patient=cast.patient, rights=BY_ROLE["front_desk"], now=NOW)
    rest = timeline_of(patient=cast.patient, rights=BY_ROLE["front_desk"], now=NOW, before=first.older)
    names = [entry.row.name for entry in (*first.entries, *rest.entries)]
    assert (names, rest.older) == ([f"Package {number}" for number in range(40)], None)
