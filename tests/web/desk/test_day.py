"""The day: what lies side by side, what blocks treatment first, and what is missing for each visit."""

from datetime import timedelta

from percutis.web.accounts.models import Room
from percutis.web.clinic.presenters.day import DayView, day_view
from percutis.web.records.models import Appointment, Consent, CoursePause, TaskTick
from percutis.web.records.selectors.marks import Mark
from percutis.web.records.selectors.visits import day_of
from percutis.web.records.services.visits import book_visit, cancel_visit, set_visit_state
from tests.web.cast import NOW, TODAY, Cast, everything_answered, make_intake, make_patient
from tests.web.desk.people import local, make_course


def book(cast: Cast, clock: str, **wish: object) -> Appointment:
    """A consultation with the doctor today, or what the test wishes otherwise."""
    given = {"patient": cast.patient, "kind": "consultation", "practitioner": cast.doctor, **wish}
    return book_visit(starts=local(cast.clinic, TODAY, clock), by=cast.as_("desk"), at=NOW, **given)


def seen(cast: Cast) -> DayView:
    """Today, as it is drawn."""
    return day_view(day_of(clinic=cast.clinic, day=TODAY), cast.clinic, NOW)


def marks(cast: Cast) -> dict[str, tuple[Mark, ...]]:
    """What is marked on each visit of today, by the patient's number."""
    return {one.visit.patient.number: one.marks for one in day_of(clinic=cast.clinic, day=TODAY).visits}


def test_overlapping_visits_lie_side_by_side(cast: Cast) -> None:
    """A consultation during the numbing of a session shares its width; the next one has the column to itself."""
    Room.objects.create(clinic=cast.clinic, name="Room 2")
    make_course(cast)
    book(cast, "12:00", kind="session")
    for number, clock in ((2, "12:05"), (3, "15:00")):
        book(cast, clock, patient=make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}"))
    column = next(column for column in seen(cast).columns if column.name == "Test Doctor")
    placed = [(one.visit.number, one.row, one.rows, one.numbing_rows, one.lane, one.lanes) for one in column.visits]
    assert placed == [("P-0001", 24, 21, 9, 0, 2), ("P-0002", 25, 6, 0, 1, 2), ("P-0003", 60, 6, 0, 0, 1)]


def test_now_is_drawn_on_today_only(cast: Cast) -> None:
    """Eleven o'clock is an hour below the opening; tomorrow has no now."""
    tomorrow = day_view(day_of(clinic=cast.clinic, day=TODAY + timedelta(days=1)), cast.clinic, NOW)
    assert (seen(cast).now_row, tomorrow.now_row) == (12, None)


def test_list_begins_with_what_blocks_treatment(cast: Cast) -> None:
    """Then by time; what is over comes last."""
    patients = [make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}") for number in (2, 3, 4)]
    for patient in patients[:2]:
        make_intake(patient)
    visits = [book(cast, clock, patient=one) for one, clock in zip(patients, ("12:00", "13:00", "14:00"), strict=True)]
    set_visit_state(visit=visits[0], state="done", by=cast.as_("desk"), at=NOW)
    assert [one.number for one in seen(cast).list] == ["P-0004", "P-0003", "P-0002"]


def test_session_is_marked_until_nothing_is_missing(cast: Cast) -> None:
    """Consent, preparation and photographs are marked; each goes when it is there."""
    course = make_course(cast)
    book(cast, "12:00", kind="session")
    assert marks(cast) == {"P-0001": (Mark.CONSENT_MISSING, Mark.PREPARATION_NOT_DONE, Mark.PHOTO_DUE)}
    given = {"clinic": cast.clinic, "at": NOW, "patient": cast.patient, "language": "en", "text": {}, "version": "test"}
    Consent.objects.create(subject="procedure", state="signed", plan=course.plan, signed_name="Test", **given)
    Consent.objects.create(subject="photographs", state="declined", **given)
    tasks = {task["rule"] for task in course.plan.answer["tasks"] if task["kind"] == "preparation"}
    for task in tasks:
        TaskTick.objects.create(clinic=cast.clinic, at=NOW, patient=cast.patient, course=course, number=1, task=task)
    assert marks(cast) == {"P-0001": ()}


def test_withdrawn_consent_does_not_count(cast: Cast) -> None:
    """The newest answer holds."""
    course = make_course(cast)
    book(cast, "12:00", kind="session")
    given = {"clinic": cast.clinic, "patient": cast.patient, "subject": "procedure", "plan": course.plan}
    read = {"language": "en", "text": {}, "version": "test"}
    Consent.objects.create(at=NOW, state="signed", signed_name="Test", **given, **read)
    Consent.objects.create(at=NOW + timedelta(minutes=1), state="withdrawn", why="A test", **given, **read)
    assert Mark.CONSENT_MISSING in marks(cast)["P-0001"]


def test_hold_and_allergy_are_marked(cast: Cast) -> None:
    """An allergy that is or was; a hold of the course comes first."""
    course = make_course(cast)
    book(cast, "12:00", kind="session")
    findings = [{"finding": "lidocaine_allergy", "status": "past"}, {"finding": "pregnancy", "status": "never"}]
    make_intake(cast.patient, everything_answered(findings=findings))
    CoursePause.objects.create(clinic=cast.clinic, at=NOW, course=course, because="A test hold")
    found = day_of(clinic=cast.clinic, day=TODAY).visits[0]
    assert (found.marks[0], Mark.ALLERGY in found.marks, found.allergies) == (Mark.HOLD, True, ("lidocaine_allergy",))


def test_cancelled_visit_is_not_on_the_day(cast: Cast) -> None:
    """And nobody of another clinic ever is."""
    cancel_visit(visit=book(cast, "12:00"), why="A test", by=cast.as_("desk"), at=NOW)
    assert (marks(cast), day_of(clinic=cast.other_clinic, day=TODAY).visits) == ({}, [])
