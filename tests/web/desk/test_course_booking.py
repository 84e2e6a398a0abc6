"""A whole course: proposed, checked and booked together, or not at all."""

from datetime import date, time, timedelta

import pytest

from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Appointment, BookedCell, CourseEvent
from percutis.web.records.selectors.course_visits import propose_course, visits_of_course
from percutis.web.records.services.visits import CourseRefusedError, book_course, book_visit, cancel_visit, move_visit
from tests.web.cast import NOW, Cast, make_patient
from tests.web.desk.people import local, make_course


def proposed(cast: Cast, course: object, **wish: object) -> list[tuple[int, str]]:
    """The number and the moment of each proposed session."""
    given = {"practitioner": cast.doctor, "around": time(11), "now": NOW, **wish}
    return [
        (one.number, f"{one.place.starts:%Y-%m-%d %H:%M}" if one.place else "")
        for one in propose_course(course=course, **given)
    ]


def test_course_is_proposed_on_its_intended_days(cast: Cast) -> None:
    """Every six weeks, at the same time of day, with the same person."""
    assert proposed(cast, make_course(cast)) == [
        (1, "2026-12-23 11:00"),
        (2, "2027-02-03 11:00"),
        (3, "2027-03-17 11:00"),
        (4, "2027-04-28 11:00"),
        (5, "2027-06-09 11:00"),
    ]


def test_course_is_proposed_around_closed_days_and_taken_times(cast: Cast) -> None:
    """Closed on Wednesdays: a day later; a taken time: the nearest one of that day."""
    course = make_course(cast)
    cast.clinic.closed_weekdays = [2]
    cast.clinic.save()
    other = make_patient(cast.clinic, "P-0002", "Test Patient Two")
    book_visit(
        patient=other, kind="consultation", practitioner=cast.doctor,
        starts=local(cast.clinic, date(2026, 12, 24), "12:00"), by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    course.refresh_from_db()
    assert proposed(cast, course)[:2] == [(1, "2026-12-24 10:00"), (2, "2027-02-04 11:00")]


def test_course_proposed_from_a_later_day_moves_as_a_whole(cast: Cast) -> None:
    """The rest follows at the usual interval of the plan."""
    assert proposed(cast, make_course(cast), first=date(2027, 1, 4))[:3] == [
        (1, "2027-01-04 11:00"),
        (2, "2027-02-15 11:00"),
        (3, "2027-03-29 11:00"),
    ]


def test_course_is_booked_as_proposed(cast: Cast) -> None:
    """Every proposal holds when it is booked."""
    course = make_course(cast)
    proposals = propose_course(course=course, practitioner=cast.doctor, around=time(11), now=NOW)
    times = [(one.number, one.place.starts) for one in proposals if one.place]
    book_course(course=course, practitioner=cast.doctor, times=times, by=cast.as_("desk"), at=NOW)
    assert [(number, visit.starts) for number, visit in sorted(visits_of_course(course).items())] == times
    assert proposed(cast, course) == []


def test_course_with_one_impossible_session_books_none(cast: Cast) -> None:
    """All or nothing: neither visits nor cells nor dates are left behind, and every problem is named."""
    course = make_course(cast)
    days = [date(2026, 12, 30), date(2027, 1, 13), date(2027, 3, 17), date(2029, 1, 1)]
    times = [(number, local(cast.clinic, day, "11:00")) for number, day in enumerate(days, start=1)]
    with pytest.raises(CourseRefusedError) as refused:
        book_course(course=course, practitioner=cast.doctor, times=times, by=cast.as_("desk"), at=NOW)
    assert sorted(refused.value.problems) == [2, 4]
    assert (Appointment.objects.count(), BookedCell.objects.count(), CourseEvent.objects.count()) == (0, 0, 0)


def test_course_with_one_taken_time_books_none(cast: Cast) -> None:
    """The visit of somebody else stays, and is the only one."""
    course = make_course(cast)
    other = make_patient(cast.clinic, "P-0002", "Test Patient Two")
    taken = book_visit(
        patient=other, kind="consultation", practitioner=cast.doctor,
        starts=local(cast.clinic, date(2027, 2, 3), "12:00"), by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    times = [(1, local(cast.clinic, date(2026, 12, 23), "11:00")), (2, local(cast.clinic, date(2027, 2, 3), "11:00"))]
    with pytest.raises(CourseRefusedError) as refused:
        book_course(course=course, practitioner=cast.doctor, times=times, by=cast.as_("desk"), at=NOW)
    assert list(refused.value.problems) == [2]
    assert list(Appointment.objects.all()) == [taken]


def test_course_skips_what_is_booked(cast: Cast) -> None:
    """Only the sessions without a visit are proposed, dated from the one that has one."""
    course = make_course(cast)
    book_visit(
        patient=cast.patient, kind="session", practitioner=cast.doctor,
        starts=local(cast.clinic, date(2027, 1, 4), "11:00"), by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    assert proposed(cast, course)[0] == (2, f"{date(2027, 1, 4) + timedelta(days=42)} 11:00")


def test_session_counts_from_the_visit_before_it_wherever_that_is_booked(cast: Cast) -> None:
    """The first came earlier, the second kept its day, the third lost its own: it is neither proposed nor booked two
    weeks after the second, though the course alone would have the second earlier too.
    """
    course, desk = make_course(cast), cast.as_("desk")
    proposals = propose_course(course=course, practitioner=cast.doctor, around=time(11), now=NOW)
    times = [(one.number, one.place.starts) for one in proposals if one.place]
    book_course(course=course, practitioner=cast.doctor, times=times, by=desk, at=NOW)
    visits = visits_of_course(course=course)
    for number in (3, 4, 5):
        cancel_visit(visit=visits[number], why="Travels", by=desk, at=NOW)
    first = local(cast.clinic, proposals[0].earliest, "11:00")
    move_visit(visit=visits[1], starts=first, version=visits[1].version, by=desk, at=NOW)
    course.refresh_from_db()
    second = visits[2].starts
    third = propose_course(course=course, practitioner=cast.doctor, around=time(11), now=NOW)[0]
    assert third.number == 3
    assert third.target >= (second + timedelta(days=28)).date()
    with pytest.raises(RefusedError):
        book_visit(
            patient=cast.patient, kind="session", practitioner=cast.doctor, course=course, number=3,
            starts=second + timedelta(days=14), by=desk, at=NOW,
        )  # fmt: skip
