"""What the long journeys share: the clock of the application, the house with its shelf, and ways through a page."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from percutis.web.accounts.actors import staff
from percutis.web.demo.people import AYESHA, Made, Roll
from percutis.web.demo.steps import House, begin, hold, prepare
from percutis.web.records.models import Appointment, Course, Patient, Session
from percutis.web.records.services.stock import receive_cartridges, receive_product
from tests.journeys.walker import Walker
from tests.web.cast import NOW, PASSWORD, TODAY, Cast

SCARRED = replace(AYESHA, concerns=AYESHA.concerns[:1])
LOT = "JOURNEY-A"
FAR = date(2029, 1, 1)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime = NOW) -> datetime:
    """From now on it is that moment for every page, as a clock on the wall would say."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def house_of(cast: Cast) -> House:
    """The cast at work, with cartridges and an antiseptic on the shelf."""
    by = staff(cast.doctor)
    receive_cartridges(model=cast.device.model, lot=LOT, first=1, count=9, expires=FAR, by=by, at=NOW)
    antiseptic = receive_product(
        kind="antiseptic",
        code="hypochlorous_acid",
        name="Hypochlorous acid",
        lot="JOURNEY-H",
        expires=FAR,
        by=by,
        at=NOW,
    )
    return House(cast.clinic, cast.doctor, cast.aesthetician, cast.desk, cast.device, antiseptic, Roll(70))


def course_of(house: House, made: Made = SCARRED, *, wanted: date = TODAY, clock: str = "11:00") -> Course:
    """Registered, consulted, signed, agreed and booked: the first session falls on the day that is wanted."""
    return begin(house, made, session=1, wanted=wanted, clock=time.fromisoformat(clock))


def visit_of(course: Course, number: int = 1) -> Appointment:
    """The booked visit of a session."""
    return course.appointments.get(number=number)


def ready(house: House, course: Course) -> Session:
    """The session of the first visit, prepared up to the gate."""
    visit = visit_of(course)
    return prepare(house, visit, visit.starts)


def held(house: House, course: Course) -> Session:
    """The first session, held and signed."""
    return hold(house, visit_of(course))


def of(patient: Patient, page: str = "") -> str:
    """The address of one of the patient's pages."""
    return f"/tests/patients/{patient.key}/{page}"


def tell(walker: Walker, name: str) -> None:
    """Press exactly that button in the body of the page, and look at what comes."""
    with walker.page.expect_navigation(timeout=10_000):
        walker.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    walker.page.wait_for_load_state()
    walker.look()


def refused(walker: Walker, name: str) -> None:
    """Press exactly that button, and be shown why it was not done, on a page without a barrier."""
    with walker.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        walker.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    assert sent.value.status in (409, 422), f"{walker.page.url}: {name} was answered with {sent.value.status}"
    walker.page.wait_for_load_state()
    walker.said.clear()  # the browser itself reports an answer such as 409 as an error
    walker.look()


def sign(walker: Walker, button: str) -> None:
    """Sign what stands on the page, with the password."""
    walker.page.locator("main input[type=password]").fill(PASSWORD)
    tell(walker, button)


def body(walker: Walker) -> str:
    """Everything that the body of the page says in sight."""
    return walker.page.locator("main").inner_text()


def tabs_to(walker: Walker, place: str, limit: int = 120) -> None:
    """Go on by the tabulator until the focus is there.

    Raises:
        AssertionError: it cannot be reached by keyboard.
    """
    page = walker.page
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"{page.url}: {place} cannot be reached by keyboard")
