"""The wait list: who waits, whom a free place suits, and how a wish is met."""

from datetime import timedelta

import pytest

from percutis.domain.errors import InputError
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import WaitListEntry
from percutis.web.records.selectors.waits import open_waits, who_fits
from percutis.web.records.services.visits import book_visit, cancel_visit
from percutis.web.records.services.waits import add_wait, close_wait
from tests.web.cast import NOW, TODAY, Cast, make_patient
from tests.web.desk.people import local

TOMORROW = TODAY + timedelta(days=1)


def waiting(cast: Cast, number: int, **wish: object) -> WaitListEntry:
    """Another patient who waits for a consultation."""
    patient = make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}")
    return add_wait(**{"patient": patient, "kind": "consultation", **wish}, by=cast.as_("desk"), at=NOW)


def test_cancelled_place_is_offered_to_those_whom_it_suits(cast: Cast) -> None:
    """Those who wait for that kind of visit, that day and that person, the longest first."""
    visit = book_visit(
        patient=cast.patient, kind="consultation", practitioner=cast.doctor,
        starts=local(cast.clinic, TOMORROW, "12:00"), by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    fitting = waiting(cast, 2, latest=TOMORROW)
    waiting(cast, 3, earliest=TOMORROW + timedelta(days=1))
    waiting(cast, 4, kind="review")
    waiting(cast, 5, practitioner=cast.nurse)
    doctors_own = waiting(cast, 6, practitioner=cast.doctor)
    cancel_visit(visit=visit, why="A test", by=cast.as_("desk"), at=NOW)
    assert who_fits(visit=visit) == [fitting, doctors_own]


def test_visit_that_meets_a_wish_closes_it(cast: Cast) -> None:
    """Booked and closed in one transaction."""
    entry = waiting(cast, 2)
    visit = book_visit(
        patient=entry.patient, kind="consultation", practitioner=cast.doctor, entry=entry,
        starts=local(cast.clinic, TOMORROW, "12:00"), by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.closed, entry.appointment, open_waits(clinic=cast.clinic)) == (NOW, visit, [])


def test_wish_is_closed_once(cast: Cast) -> None:
    """The second is told."""
    entry = waiting(cast, 2)
    close_wait(entry=entry, by=cast.as_("desk"), at=NOW)
    with pytest.raises(RefusedError, match="closed already"):
        close_wait(entry=entry, by=cast.as_("desk"), at=NOW)


def test_wish_with_days_in_the_wrong_order_is_refused(cast: Cast) -> None:
    """The latest day cannot lie before the earliest."""
    with pytest.raises(InputError):
        waiting(cast, 2, earliest=TOMORROW, latest=TODAY)
