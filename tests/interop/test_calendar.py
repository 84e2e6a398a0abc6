"""The course as a calendar file."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from percutis.domain.plan import plan_course
from percutis.interop.calendar import course_calendar
from percutis.protocol.load import load_edition, load_texts
from tests.examples import ON, an_intake, the_plan

EDITION = load_edition()


def events(language: str = "en") -> list[Any]:
    """The events of the example course."""
    written = course_calendar(the_plan(), load_texts("2026.1", language), "P-0001")
    return list(Calendar.from_ical(written).walk("VEVENT"))


def test_every_visit_is_a_day_of_the_plan() -> None:
    """Whole days, with generic titles."""
    visits = [event for event in events() if event["summary"].startswith("Clinic visit") and " of " in event["summary"]]
    assert [(str(event["summary"]), event["dtstart"].dt) for event in visits] == [
        (f"Clinic visit {visit.number} of {len(the_plan().sessions)}", visit.target) for visit in the_plan().sessions
    ]
    assert all(type(event["dtstart"].dt) is date for event in visits)


def test_every_event_reminds_is_private_and_names_nobody() -> None:
    """A shared calendar must not tell who is treated for what."""
    for event in events():
        assert event["class"] == "PRIVATE"
        assert event.walk("VALARM")
        assert "P-0001" not in event.to_ical().decode()
        assert "mm" not in str(event.get("description", "")).split()


def test_check_ins_stand_on_their_days() -> None:
    """The days on which the patient is asked, after the first visit."""
    first = the_plan().sessions[0].target
    days = [task.start for task in the_plan().tasks if task.kind == "checkin" and task.session == 1]
    asked = [event["dtstart"].dt for event in events() if event["summary"] == "Clinic visit 1: check-in"]
    assert asked == days
    assert asked[0] == first + timedelta(days=1)


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing in the file depends on when it was written."""
    texts = load_texts()
    assert course_calendar(the_plan(), texts, "P-0001") == course_calendar(the_plan(), texts, "P-0001")


def test_a_later_plan_moves_events_and_does_not_double_them() -> None:
    """A visit keeps its identity when its day changes; another patient's visit has another."""
    moved = plan_course(an_intake(earliest="2027-03-15"), EDITION, ON)
    texts = load_texts()
    uids = [
        {str(event["uid"]) for event in Calendar.from_ical(course_calendar(plan, texts, patient)).walk("VEVENT")}
        for plan, patient in ((the_plan(), "P-0001"), (moved, "P-0001"), (the_plan(), "P-0002"))
    ]
    assert uids[0] == uids[1]
    assert uids[0].isdisjoint(uids[2])


def test_what_was_planned_later_stands() -> None:
    """A calendar keeps the event with the higher number, whichever file it is given last."""
    later = ON + timedelta(days=7)
    moved = plan_course(an_intake(earliest="2027-03-15"), EDITION, later)
    first, second = (
        {str(event["uid"]): event for event in Calendar.from_ical(written).walk("VEVENT")}
        for written in (
            course_calendar(the_plan(), load_texts(), "P-0001"),
            course_calendar(moved, load_texts(), "P-0001"),
        )
    )
    assert {int(second[uid]["sequence"]) - int(first[uid]["sequence"]) for uid in first if uid in second} == {7}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_event_has_its_own_identity(language: str) -> None:
    """Two events with one identity would be one event."""
    uids = [str(event["uid"]) for event in events(language)]
    assert len(uids) == len(set(uids))
