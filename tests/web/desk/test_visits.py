"""The diary: one place at a time, whatever is asked; reasons that name what stands against a visit."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from percutis.domain.errors import InputError
from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent, Room
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Appointment, BookedCell, CourseEvent, CoursePause, Device, Patient
from percutis.web.records.services.booking import TakenError
from percutis.web.records.services.visits import (
    book_visit,
    book_walk_in,
    cancel_visit,
    move_visit,
    set_visit_state,
)
from tests.web.cast import NOW, TODAY, Cast, make_patient
from tests.web.desk.people import local, make_course

TOMORROW = TODAY + timedelta(days=1)


def book(cast: Cast, clock: str = "12:00", day: date = TOMORROW, **wish: object) -> Appointment:
    """A consultation with the doctor, or what the test wishes otherwise."""
    given = {"patient": cast.patient, "kind": "consultation", "practitioner": cast.doctor, **wish}
    return book_visit(starts=local(cast.clinic, day, clock), by=cast.as_("desk"), at=NOW, **given)


def second(cast: Cast) -> Patient:
    """Another patient."""
    return make_patient(cast.clinic, "P-0002", "Test Patient Two")


def spans(visit: Appointment) -> dict[str, tuple[str, str]]:
    """From when until when each resource is booked, in the clinic's time."""
    found: dict[str, list[str]] = {}
    for cell in visit.cells.order_by("at"):
        found.setdefault(cell.resource.split(":")[0], []).append(f"{cell.at.astimezone(visit.clinic.zone):%H:%M}")
    return {resource: (times[0], times[-1]) for resource, times in found.items()}


def test_session_books_numbing_and_cleaning_inside_its_cells(cast: Cast) -> None:
    """The room from the numbing to the end of the cleaning, the person and the device for the needling only."""
    make_course(cast)
    visit = book(cast, "10:00", kind="session")
    assert (f"{visit.starts.astimezone(cast.clinic.zone):%H:%M}", visit.ends - visit.starts) == (
        "10:00",
        timedelta(minutes=105),
    )
    assert spans(visit) == {
        "patient": ("10:00", "11:40"),
        "person": ("10:45", "11:40"),
        "device": ("10:45", "11:40"),
        "room": ("10:00", "11:55"),
    }


def test_practitioner_is_free_while_another_patient_is_numbed(cast: Cast) -> None:
    """A consultation fits into the numbing of a session, in another room."""
    Room.objects.create(clinic=cast.clinic, name="Room 2")
    make_course(cast)
    session = book(cast, "10:00", kind="session")
    other = book(cast, "10:00", patient=second(cast))
    assert (session.room.name, other.room.name) == ("Room 1", "Room 2")


def test_second_visit_in_the_same_place_is_refused_by_name(cast: Cast) -> None:
    """What is taken is named, and the next free times are offered."""
    book(cast, "12:00", practitioner=cast.nurse)
    with pytest.raises(TakenError) as refused:
        book(cast, "12:15", patient=second(cast), practitioner=cast.nurse)
    assert str(refused.value) == (
        "Taken at that time: Test Nurse, Room 1. "
        "Next free: 26 November 2026, 12:45, 26 November 2026, 13:00, 26 November 2026, 13:15."
    )
    assert [f"{place.starts.astimezone(cast.clinic.zone):%H:%M}" for place in refused.value.free] == [
        "12:45",
        "13:00",
        "13:15",
    ]
    assert Appointment.objects.count() == 1


def test_patient_is_in_one_place_at_a_time(cast: Cast) -> None:
    """Another room and person do not help."""
    Room.objects.create(clinic=cast.clinic, name="Room 2")
    book(cast)
    with pytest.raises(TakenError, match=r"the patient \(another visit\)"):
        book(cast, practitioner=cast.nurse)


def test_cell_is_booked_once_on_the_database_itself(cast: Cast) -> None:
    """Whatever code forgets, the database refuses the second booking of the same five minutes."""
    visit = book(cast)
    cell = visit.cells.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedCell.objects.create(appointment=visit, resource=cell.resource, at=cell.at)


def test_next_visit_may_start_when_the_room_is_clean(cast: Cast) -> None:
    """Fifteen minutes after the end of the one before, and not earlier."""
    book(cast, "12:00")
    other = second(cast)
    with pytest.raises(TakenError, match="Room 1"):
        book(cast, "12:30", patient=other, practitioner=cast.nurse)
    assert book(cast, "12:45", patient=other, practitioner=cast.nurse).room == cast.room


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"clock": "09:30"}, "The visit would not lie within the opening hours, 10:00 to 20:00."),
        ({"clock": "19:45"}, "The visit would not lie within the opening hours, 10:00 to 20:00."),
        ({"clock": "12:02"}, "A visit starts on a full five minutes."),
        ({"day": TODAY, "clock": "10:30"}, "That time has passed."),
        ({"day": date(2026, 11, 29)}, "The clinic is closed on that weekday."),
    ],
)
def test_visit_outside_the_clinics_time_is_refused(cast: Cast, wish: dict[str, object], reason: str) -> None:
    """Too early, too late, between the cells, in the past, on a closed Sunday."""
    cast.clinic.closed_weekdays = [6]
    with pytest.raises(RefusedError) as refused:
        book(cast, **wish)
    assert str(refused.value) == reason


def test_visit_with_a_lapsed_licence_is_refused(cast: Cast) -> None:
    """The licence must be in date on the day of the visit, not only today."""
    with pytest.raises(RefusedError, match="The licence of Test Lapsed is not in date on that day"):
        book(cast, practitioner=cast.lapsed)


def test_visit_with_somebody_without_a_column_is_refused(cast: Cast) -> None:
    """The desk and a stranger take no visits here."""
    for name in ("desk", "stranger"):
        with pytest.raises(RefusedError, match="does not take visits in this clinic"):
            book(cast, practitioner=cast.staff[name])


def test_patient_of_another_clinic_is_refused(cast: Cast) -> None:
    """Nothing of another clinic is booked here, whatever a form says."""
    with pytest.raises(RefusedError, match="That does not belong to this clinic"):
        book(cast, patient=cast.other_patient)


def test_stranger_books_nothing_here(cast: Cast) -> None:
    """Their own clinic is the one that a service asks: our doctor takes no visits there."""
    with pytest.raises(RefusedError):
        book_visit(
            patient=cast.patient, kind="consultation", practitioner=cast.doctor,
            starts=local(cast.clinic, TOMORROW, "12:00"), by=cast.as_("stranger"), at=NOW,
        )  # fmt: skip


def test_session_without_a_course_is_refused(cast: Cast) -> None:
    """A session needs a signed plan."""
    with pytest.raises(RefusedError, match="A session needs an open course"):
        book(cast, kind="session")


def test_session_of_a_held_course_is_refused(cast: Cast) -> None:
    """Until a physician lifts the hold."""
    course = make_course(cast)
    CoursePause.objects.create(clinic=cast.clinic, at=NOW, course=course, because="A test hold")
    with pytest.raises(RefusedError, match="The course is on hold"):
        book(cast, kind="session")


def test_session_outside_its_dates_is_refused_with_them(cast: Cast) -> None:
    """The window stands in the refusal."""
    make_course(cast)
    with pytest.raises(RefusedError) as refused:
        book(cast, kind="session", day=date(2027, 2, 18))
    assert str(refused.value) == (
        "Session 1 may be from 25 November 2026 to 17 February 2027; after that the plan is made anew."
    )


def test_session_too_soon_after_the_one_before_is_refused(cast: Cast) -> None:
    """The wait of the plan is counted from the day on which the first session is booked."""
    make_course(cast)
    book(cast, kind="session", day=date(2026, 12, 30))
    with pytest.raises(RefusedError, match="Between session 1 and session 2 lie at least 28 days"):
        book(cast, kind="session", day=date(2027, 1, 26))
    assert book(cast, kind="session", day=date(2027, 1, 27)).number == 2


def test_session_is_booked_once(cast: Cast) -> None:
    """A second visit for the same session of the course is refused."""
    course = make_course(cast)
    book(cast, kind="session", day=date(2026, 12, 23))
    with pytest.raises(RefusedError, match="Session 1 of this course is booked already"):
        book(cast, kind="session", course=course, number=1, day=date(2026, 12, 28))


def test_session_off_its_intended_day_redates_the_course(cast: Cast) -> None:
    """The course knows the wish; on the intended day there is nothing to say."""
    make_course(cast)
    book(cast, kind="session", day=date(2026, 12, 23))
    assert CourseEvent.objects.count() == 0
    book(cast, kind="session", day=date(2027, 2, 10))
    assert list(CourseEvent.objects.values_list("kind", "number", "on")) == [("moved", 2, date(2027, 2, 10))]


def test_moved_visit_frees_its_place_and_keeps_its_row(cast: Cast) -> None:
    """The old cells are free, the new ones taken, the version counted up."""
    visit = book(cast)
    moved = move_visit(
        visit=visit, starts=local(cast.clinic, TOMORROW, "12:15"), version=1, by=cast.as_("desk"), at=NOW
    ).visit
    assert (moved.pk, moved.version, spans(moved)["person"]) == (visit.pk, 2, ("12:15", "12:40"))
    assert Appointment.objects.count() == 1


def test_move_onto_another_visit_changes_nothing(cast: Cast) -> None:
    """A refused move leaves the visit where it was, with its cells."""
    book(cast, "15:00", patient=second(cast))
    visit = book(cast, "12:00")
    with pytest.raises(TakenError):
        move_visit(visit=visit, starts=local(cast.clinic, TOMORROW, "15:00"), version=1, by=cast.as_("desk"), at=NOW)
    visit.refresh_from_db()
    assert (visit.version, spans(visit)["person"]) == (1, ("12:00", "12:25"))


def test_move_by_a_second_editor_is_refused(cast: Cast) -> None:
    """Two people opened the same visit; the second is told."""
    visit = book(cast)
    at_three, at_four = (local(cast.clinic, TOMORROW, clock) for clock in ("15:00", "16:00"))
    move_visit(visit=visit, starts=at_three, version=1, by=cast.as_("desk"), at=NOW)
    with pytest.raises(RefusedError, match="Somebody else has changed this visit"):
        move_visit(visit=visit, starts=at_four, version=1, by=cast.as_("doctor"), at=NOW)
    visit.refresh_from_db()
    assert visit.starts == at_three


def test_moved_session_names_the_later_visits_that_no_longer_fit(cast: Cast) -> None:
    """Session 2 comes too soon once session 1 has moved behind."""
    make_course(cast)
    first = book(cast, kind="session", day=date(2026, 12, 23))
    later = book(cast, kind="session", day=date(2027, 1, 27))
    moved = move_visit(
        visit=first, starts=local(cast.clinic, date(2027, 1, 6), "12:00"), version=1, by=cast.as_("desk"), at=NOW
    )
    assert moved.no_longer_fit == [later]


def test_visit_goes_forward_and_one_step_back(cast: Cast) -> None:
    """Arrived, in the room, back by one, done; a leap backwards is refused."""
    visit = book(cast)
    for state in ("arrived", "in_room", "arrived", "in_room", "done"):
        visit = set_visit_state(visit=visit, state=state, by=cast.as_("desk"), at=NOW)
    with pytest.raises(RefusedError, match="one step at a time"):
        set_visit_state(visit=visit, state="booked", by=cast.as_("desk"), at=NOW)
    assert list(AuditEvent.objects.values_list("action", flat=True)) == [
        "visit.booked",
        "visit.arrived",
        "visit.in_room",
        "visit.arrived",
        "visit.in_room",
        "visit.done",
    ]


def test_state_that_is_so_already_is_not_written_twice(cast: Cast) -> None:
    """Two taps on Arrived are one arrival."""
    visit = book(cast)
    for _ in range(2):
        visit = set_visit_state(visit=visit, state="arrived", by=cast.as_("desk"), at=NOW)
    assert (visit.version, AuditEvent.objects.filter(action="visit.arrived").count()) == (2, 1)


def test_unknown_state_is_bad_input(cast: Cast) -> None:
    """A state that there is not is named with those that there are."""
    with pytest.raises(InputError):
        set_visit_state(visit=book(cast), state="lost", by=cast.as_("desk"), at=NOW)


def test_no_show_frees_the_place_and_comes_after_the_time_only(cast: Cast) -> None:
    """Nobody has failed to come before the time."""
    visit = book(cast)
    with pytest.raises(RefusedError, match="before the time"):
        set_visit_state(visit=visit, state="no_show", by=cast.as_("desk"), at=NOW)
    set_visit_state(visit=visit, state="no_show", by=cast.as_("desk"), at=visit.starts)
    assert BookedCell.objects.count() == 0


def test_cancelled_visit_frees_its_place(cast: Cast) -> None:
    """Somebody else can have it at once; the reason stands in the log."""
    visit = book(cast)
    cancel_visit(visit=visit, why="The patient called", by=cast.as_("desk"), at=NOW)
    assert book(cast, patient=second(cast)).starts == visit.starts
    assert said_of(AuditEvent.objects.get(action="visit.cancelled")) == {"why": "The patient called"}


def test_cancelled_visit_does_not_come_back(cast: Cast) -> None:
    """Neither cancelled again nor marked arrived."""
    visit = cancel_visit(visit=book(cast), why="A test", by=cast.as_("desk"), at=NOW)
    with pytest.raises(RefusedError):
        cancel_visit(visit=visit, why="Again", by=cast.as_("desk"), at=NOW)
    with pytest.raises(RefusedError):
        set_visit_state(visit=visit, state="arrived", by=cast.as_("desk"), at=NOW)


def test_walk_in_takes_the_next_free_place_of_today(cast: Cast) -> None:
    """At eleven the doctor is busy until half past; the aesthetician's turn in another room comes first."""
    Room.objects.create(clinic=cast.clinic, name="Room 2")
    book(cast, "11:00", day=TODAY)
    visit = book_walk_in(patient=second(cast), by=cast.as_("desk"), at=NOW)
    assert (visit.starts, visit.state, visit.practitioner) == (NOW, "arrived", cast.aesthetician)


def test_walk_in_without_a_place_is_refused(cast: Cast) -> None:
    """After the last place of the day the wait list is named."""
    with pytest.raises(RefusedError, match="wait list"):
        book_walk_in(patient=cast.patient, by=cast.as_("desk"), at=local(cast.clinic, TODAY, "19:40"))


def test_retired_device_is_never_chosen(cast: Cast) -> None:
    """Without another device of the plan the session takes none."""
    make_course(cast)
    Device.objects.update(retired=TODAY)
    assert book(cast, kind="session").device is None


def test_chart_offers_a_walk_in_until_a_visit_of_today_is_booked(
    cast: Cast, enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was registered at the desk a moment ago is shown in from there; whoever has a visit today is not."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    desk, address = enter("desk"), f"/tests/patients/{cast.patient.key}/"
    before = "Is here without a booking" in desk.get(address).content.decode()
    book(cast, "17:00", day=TODAY)
    assert (before, "Is here without a booking" in desk.get(address).content.decode()) == (True, False)
