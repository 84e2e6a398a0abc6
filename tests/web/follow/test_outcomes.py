"""Outcomes and events: only what the scales of the edition hold, and who may end what."""

from datetime import timedelta

import pytest

from percutis.domain.outcome import grade_change
from percutis.protocol.load import load_edition
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import EventNote, Outcome
from percutis.web.records.selectors.events import EventCount, count_events, find_events
from percutis.web.records.selectors.outcomes import grades_of
from percutis.web.records.services.events import close_event, note_event, open_event
from percutis.web.records.services.outcomes import record_outcome
from tests.web.cast import NOW, TODAY, Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import make_session


def grade(cast: Cast, course, value: float, days: int = 0, scale: str = "goodman_baron_qualitative") -> Outcome:
    return record_outcome(
        course=course, scale=scale, grade=value, concern="acne_scar_rolling", on=TODAY + timedelta(days=days),
        by=cast.as_("nurse"), at=NOW + timedelta(days=days),
    )  # fmt: skip


def test_grades_of_a_course_say_the_change_that_the_core_says(cast: Cast) -> None:
    """From first to last, better or worse by the edition's scale."""
    course = make_course(cast)
    first = grade(cast, course, 4)
    assert grades_of(course)[0].change is None
    last = grade(cast, course, 2, days=90)
    found = grades_of(course)[0]
    assert found.outcomes == (first, last)
    assert found.change == grade_change("goodman_baron_qualitative", 4, 2, load_edition())
    assert found.change.direction == "better"


@pytest.mark.parametrize(("scale", "value"), [("goodman_baron_qualitative", 5), ("goodman_baron_qualitative", 2.5),
                                              ("beauty", 1)])  # fmt: skip
def test_record_outcome_outside_its_scale_is_refused(cast: Cast, scale: str, value: float) -> None:
    """Nothing is kept that the core could not compare."""
    with pytest.raises(RefusedError):
        grade(cast, make_course(cast), value, scale=scale)
    assert Outcome.objects.count() == 0


def test_events_are_noted_closed_by_a_physician_and_counted(cast: Cast) -> None:
    """From event to session, device and lot; a nurse adds to it, a physician ends it."""
    session = make_session(cast)
    event = open_event(
        patient=session.patient, kind="reaction", urgency="same_day", what="swollen", session=session,
        by=cast.as_("nurse"), at=NOW,
    )  # fmt: skip
    note_event(event=event, text="cooled", by=cast.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError):
        close_event(event=event, ended_as="healed", by=cast.as_("nurse"), at=NOW)
    close_event(event=event, ended_as="healed", note="looks well", by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        note_event(event=event, text="again", by=cast.as_("nurse"), at=NOW)
    assert (event.device, event.cartridge, EventNote.objects.count()) == (cast.device, cast.cartridge, 2)
    assert [len(find_events(clinic=cast.clinic, which=which).events) for which in ("open", "closed", "all")] == [
        0, 1, 1,
    ]  # fmt: skip
    assert count_events(clinic=cast.clinic) == [EventCount("reaction", 1.0, "Pen 1", 1, 1)]
    assert count_events(clinic=cast.other_clinic) == []
