"""A course as it goes: dates by the core, holds that only a physician lifts, and an end with a summary."""

from datetime import date, timedelta

import pytest

from percutis.domain.redating import Held, Moved, Reaction, redate
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.dating import dating_of
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file
from percutis.web.records.models import CourseEvent
from percutis.web.records.selectors.courses import course_dates, is_paused
from percutis.web.records.services.courses import (
    close_course,
    lift_pause,
    pause_course,
    record_held,
    record_moved,
    record_reaction,
)
from tests.web.cast import NOW, TODAY, Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import make_session

LATER = TODAY + timedelta(days=10)


def test_course_dates_are_the_core_s_own_after_held_moved_and_reaction(cast: Cast) -> None:
    """What the record gives equals the core asked directly with the same happenings in the same order."""
    course = make_course(cast)
    by = cast.as_("doctor")
    record_moved(course=course, number=1, to=LATER, by=by, at=NOW)
    record_held(course=course, number=1, on=LATER, by=by, at=NOW)
    record_reaction(
        course=course, until=LATER + timedelta(days=3), interval_at_least_days=50, rule="new_brown_patches",
        by=by, at=NOW,
    )  # fmt: skip
    planned = plan_file(course.plan.asked, edition_of(cast.clinic, course.plan.edition), course.plan.on)
    happened = (
        Moved(number=1, to=LATER),
        Held(number=1, on=LATER),
        Reaction(until=LATER + timedelta(days=3), interval_at_least_days=50, rule="new_brown_patches"),
    )
    expected = redate(planned.sessions, planned.interval_days, happened).sessions
    assert course_dates(course) == expected
    assert expected[1].earliest == LATER + timedelta(days=50)


def test_record_moved_to_a_day_that_breaks_a_wait_is_refused_in_words(cast: Cast) -> None:
    """The rule is said, and the dates stay."""
    course = make_course(cast)
    record_held(course=course, number=1, on=TODAY, by=cast.as_("doctor"), at=NOW)
    before = course_dates(course)
    with pytest.raises(RefusedError, match=r"Between session 1 and session 2 lie \d+ to \d+ days"):
        record_moved(course=course, number=2, to=TODAY + timedelta(days=5), by=cast.as_("desk"), at=NOW)
    assert course_dates(course) == before


def test_record_held_twice_stands_once(cast: Cast) -> None:
    """The same day said again changes nothing; another day is refused."""
    course = make_course(cast)
    for _ in range(2):
        record_held(course=course, number=1, on=TODAY, by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        record_held(course=course, number=1, on=LATER, by=cast.as_("doctor"), at=NOW)
    assert CourseEvent.objects.count() == 1


@pytest.mark.parametrize("number", [0, 99])
def test_record_held_of_a_session_that_the_course_lacks_is_refused(cast: Cast, number: int) -> None:
    """Nothing is written that the core could not date."""
    course = make_course(cast)
    with pytest.raises(RefusedError):
        record_held(course=course, number=number, on=TODAY, by=cast.as_("doctor"), at=NOW)
    assert CourseEvent.objects.count() == 0


@pytest.mark.parametrize("name", ["nurse", "aesthetician", "desk", "lapsed"])
def test_lift_pause_by_anybody_but_a_physician_is_refused(cast: Cast, name: str) -> None:
    """The hold stands until a physician with a licence says what was found."""
    course = make_course(cast)
    pause = pause_course(course=course, because="swelling", by=cast.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError):
        lift_pause(pause=pause, finding="looks well", by=cast.as_(name), at=NOW)
    assert is_paused(course)


def test_lift_pause_by_a_physician_keeps_the_finding_and_the_day(cast: Cast) -> None:
    """Whoever, when and what is kept; the next session is not before the day that was set."""
    course = make_course(cast)
    pause = pause_course(course=course, because="swelling", by=cast.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError):
        lift_pause(pause=pause, finding="  ", by=cast.as_("doctor"), at=NOW)
    lift_pause(pause=pause, finding="healed", not_before=LATER, by=cast.as_("doctor"), at=NOW)
    pause.refresh_from_db()
    assert (pause.lifted_by, pause.finding, is_paused(course), course_dates(course)[0].earliest) == (
        cast.doctor, "healed", False, LATER,
    )  # fmt: skip
    with pytest.raises(RefusedError):
        lift_pause(pause=pause, finding="again", by=cast.as_("doctor"), at=NOW)


def test_close_course_composes_its_summary_from_the_record(cast: Cast) -> None:
    """Sessions, zones, depths, lot and reason stand in it, and nothing is added to the course afterwards."""
    course = make_course(cast)
    make_session(cast, course)
    record_held(course=course, number=1, on=date(2026, 11, 22), by=cast.as_("doctor"), at=NOW)
    closed = close_course(course=course, because="moved_away", note="To Lahore.", by=cast.as_("doctor"), at=NOW)
    assert closed.summary.splitlines() == [
        "Patient P-0001. Plan of 25 November 2026, edition 2026.1.",
        "Closed on 25 November 2026: moved away.",
        "Sessions held: 1.",
        "Session 1, 22 November 2026, by Test Doctor with Pen 1: left cheek 1 mm, 6 passes, right cheek 1 mm, 6 passes;"
        " cartridge lot TESTLOT.",
        "Note: To Lahore.",
    ]
    with pytest.raises(RefusedError):
        record_moved(course=course, number=2, to=LATER, by=cast.as_("doctor"), at=NOW)


def test_close_course_as_complete_needs_every_session_and_no_hold(cast: Cast) -> None:
    """What was not held, or is on hold, is not complete; it can be stopped."""
    course = make_course(cast)
    with pytest.raises(RefusedError, match="not held yet: 1, 2"):
        close_course(course=course, because="complete", by=cast.as_("doctor"), at=NOW)
    for session in dating_of(course).planned:
        record_held(course=course, number=session.number, on=session.target, by=cast.as_("doctor"), at=NOW)
    pause_course(course=course, because="swelling", by=cast.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError, match="on hold"):
        close_course(course=course, because="complete", by=cast.as_("doctor"), at=NOW)
    assert close_course(course=course, because="stopped", by=cast.as_("doctor"), at=NOW).closed == NOW


def test_close_course_by_a_nurse_is_refused(cast: Cast) -> None:
    """Who signs the plan ends the course."""
    with pytest.raises(RefusedError):
        close_course(course=make_course(cast), because="stopped", by=cast.as_("nurse"), at=NOW)


def test_record_moved_with_a_failing_log_saves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event and its line in the log are one write."""
    course = make_course(cast)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(AuditEvent, "save", fail)
    with pytest.raises(OSError, match="full"):
        record_moved(course=course, number=1, to=LATER, by=cast.as_("desk"), at=NOW)
    assert CourseEvent.objects.count() == 0
