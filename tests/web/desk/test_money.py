"""Packages are counted, receipts numbered without a gap, and nothing is changed afterwards."""

import pytest

from percutis.domain.errors import InputError
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Package, Receipt, Session
from percutis.web.records.selectors.money import balances_of
from percutis.web.records.services.money import (
    cancel_receipt,
    give_back,
    sell_package,
    take_payment,
    take_session_from_package,
)
from percutis.web.records.services.visits import book_visit
from tests.web.cast import NOW, TODAY, Cast
from tests.web.desk.people import local, make_course


def sold(cast: Cast, sessions: int = 2) -> Package:
    """A package sold at the desk."""
    return sell_package(
        patient=cast.patient, name="Cheeks", sessions=sessions, price_pkr=90_000, by=cast.as_("desk"), at=NOW
    )


def paid(cast: Cast, **payment: object) -> Receipt:
    """A payment in cash, or as the test wishes."""
    given = {"patient": cast.patient, "what": "Cheeks", "amount_pkr": 45_000, "method": "cash", **payment}
    return take_payment(**given, by=cast.as_("desk"), at=NOW)


def session_of(cast: Cast) -> Session:
    """A session that has been opened."""
    course = make_course(cast)
    visit = book_visit(
        patient=cast.patient, kind="session", practitioner=cast.doctor, starts=local(cast.clinic, TODAY, "12:00"),
        by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    return Session.objects.create(
        clinic=cast.clinic, at=NOW, appointment=visit, patient=cast.patient, course=course, number=1,
        operator=cast.doctor,
    )  # fmt: skip


def counted(cast: Cast) -> list[tuple[int, int, int, int]]:
    """Sold, taken, given back and left of each package."""
    return [(one.package.sessions, one.taken, one.given_back, one.left) for one in balances_of(patient=cast.patient)]


def test_session_is_taken_from_the_oldest_package_once(cast: Cast) -> None:
    """However often the end of a session is written."""
    package, session = sold(cast), session_of(cast)
    entries = [take_session_from_package(session=session, by=cast.as_("nurse"), at=NOW) for _ in range(2)]
    assert entries[0] == entries[1]
    assert entries[0].package == package
    assert counted(cast) == [(2, 1, 0, 1)]


def test_session_without_a_package_takes_nothing(cast: Cast) -> None:
    """Single sessions are paid for by themselves."""
    assert take_session_from_package(session=session_of(cast), by=cast.as_("nurse"), at=NOW) is None


def test_session_given_back_counts_again(cast: Cast) -> None:
    """With a reason; and never more than was taken."""
    package, session = sold(cast), session_of(cast)
    take_session_from_package(session=session, by=cast.as_("nurse"), at=NOW)
    give_back(package=package, why="Abandoned at the gate", by=cast.as_("desk"), at=NOW)
    assert counted(cast) == [(2, 1, 1, 2)]
    with pytest.raises(RefusedError, match="No session of this package has been taken"):
        give_back(package=package, why="Again", by=cast.as_("desk"), at=NOW)


def test_receipts_are_numbered_without_a_gap(cast: Cast) -> None:
    """A refused payment takes no number; another clinic counts its own."""
    first = paid(cast)
    with pytest.raises(InputError):
        paid(cast, amount_pkr=0)
    other = take_payment(
        patient=cast.other_patient, what="Cheeks", amount_pkr=1, method="cash", by=cast.as_("stranger"), at=NOW
    )
    assert [first.number, other.number, paid(cast).number] == [1, 1, 2]


@pytest.mark.parametrize(
    ("payment", "places"),
    [
        ({"method": "transfer"}, ["reference"]),
        ({"method": "shells", "what": " "}, ["what", "method"]),
        ({"amount_pkr": -5}, ["amount_pkr"]),
    ],
)
def test_bad_payment_is_refused(cast: Cast, payment: dict[str, object], places: list[str]) -> None:
    """A transfer without its reference, a method that there is not, an amount below zero."""
    with pytest.raises(InputError) as refused:
        paid(cast, **payment)
    assert [problem.place for problem in refused.value.problems] == places


def test_receipt_is_cancelled_by_a_second_one(cast: Cast) -> None:
    """The first stays as it was; the second names it, takes the amount back, and cannot be cancelled itself."""
    first = paid(cast)
    second = cancel_receipt(receipt=first, why="Typed twice", by=cast.as_("desk"), at=NOW)
    first.refresh_from_db()
    assert (first.amount_pkr, second.number, second.amount_pkr, second.cancels) == (45_000, 2, -45_000, first)
    for receipt in (first, second):
        with pytest.raises(RefusedError, match="cancelled already"):
            cancel_receipt(receipt=receipt, why="Again", by=cast.as_("desk"), at=NOW)


def test_money_of_another_clinic_is_refused(cast: Cast) -> None:
    """Nobody takes a payment for a patient of another clinic."""
    with pytest.raises(RefusedError):
        paid(cast, patient=cast.other_patient)
