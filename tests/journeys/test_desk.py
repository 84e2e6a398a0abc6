"""A morning at the front desk and in the inbox: by keyboard alone, without scripts, and every page of the staff in Urdu
on a small screen.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from percutis.interop.wording import END_ISOLATE, ISOLATE
from percutis.web.demo.steps import House
from percutis.web.records.models import (
    Appointment,
    BookedCell,
    CheckIn,
    Course,
    Message,
    Patient,
    Receipt,
    WaitListEntry,
)
from tests.journeys.scenes import course_of, held, house_of, of, set_clock, tabs_to, visit_of
from tests.journeys.test_safety import BAD, report
from tests.journeys.walker import Walker
from tests.web.cast import NOW, TODAY, Cast

Walk = Callable[..., Walker]
NAME = "Made-up Hina"
NAMES = ("Clinic of the tests",)  # what people named in one script only
TEXTS = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.checkVisibility() && !one.closest('[lang=en], code, bdi, [dir=ltr], option'))
    .flatMap(one => [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()))"""
SEEN = "getComputedStyle(document.activeElement)"


def types(walker: Walker, place: str, text: str) -> None:
    """Tabulate to that field and write into it, with the focus in sight."""
    tabs_to(walker, place)
    outline = walker.page.evaluate(f"[{SEEN}.outlineStyle, {SEEN}.outlineWidth, {SEEN}.boxShadow]")
    assert (outline[0] != "none" and outline[1] != "0px") or outline[2] != "none", f"{place} has no visible focus"
    walker.page.keyboard.type(text)


def presses(walker: Walker, name: str, limit: int = 150) -> None:
    """Tabulate to the button or link that says exactly so in the body of the page, and press Enter.

    Raises:
        AssertionError: it cannot be reached by keyboard.
    """
    page = walker.page
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.innerText?.trim() === name", name):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.wait_for_load_state()
            walker.look()
            return
    raise AssertionError(f"{page.url}: {name} cannot be reached by keyboard")


def test_desk_by_keyboard_alone(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given no mouse, when somebody is registered, a course is booked, a visit is moved, a payment taken and somebody
    put on the wait list, then all of it is on record.
    """
    house = house_of(cast)
    course = signed(house)
    set_clock(monkeypatch)
    desk = walk("desk")
    desk.go("/tests/patients/new/")
    types(desk, "#id_name", NAME)
    types(desk, "#id_phone", "0300 0000777")
    types(desk, "#id_born", "04031992")
    presses(desk, "Register")
    patient = Patient.objects.get(name=NAME)
    assert patient.born.year == 1992
    desk.go(f"/tests/courses/{course.pk}/book/")
    presses(desk, "Book all of them")
    first = visit_of(course)
    desk.go(f"/tests/visits/{first.pk}/move/")
    types(desk, "#id_clock", "0530p" if first.starts.hour < 12 else "0930a")
    presses(desk, "Move")
    assert Appointment.objects.get(pk=first.pk).version > first.version
    desk.go(of(patient, "money/payment/"))
    types(desk, "[name=what]", "Consultation")
    types(desk, "[name=amount_pkr]", "3500")
    presses(desk, "Make the receipt")
    assert Receipt.objects.get().patient == patient
    desk.go(f"/tests/waits/new/?patient={patient.key}")
    presses(desk, "Put on the wait list")
    assert WaitListEntry.objects.get().patient == patient


def test_inbox_by_keyboard_alone(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an urgent check-in, when the doctor opens, takes and answers it by keyboard, then it is answered."""
    house = house_of(cast)
    session = held(house, course_of(house, wanted=TODAY - timedelta(days=3)))
    report(session, BAD, NOW - timedelta(minutes=40))
    set_clock(monkeypatch)
    doctor = walk("doctor")
    doctor.go("/tests/inbox/")
    presses(doctor, session.patient.name)
    presses(doctor, "I answer this one")
    types(doctor, "main textarea", "Please come today at four. ")
    presses(doctor, "Send to the patient")
    assert CheckIn.objects.get().answered is not None
    assert Message.objects.filter(patient=session.patient).exists()


def test_desk_without_scripts(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a browser without scripts, when somebody is registered, a course booked, and a visit moved to a time that
    the page found free, then nothing is missing.
    """
    house = house_of(cast)
    course = signed(house)
    set_clock(monkeypatch)
    desk = walk("desk", scripts=False)
    plain, main = desk.page, desk.page.locator("main")
    plain.goto(f"{desk.base}/tests/patients/new/")
    for field, given in (("#id_name", NAME), ("#id_phone", "0300 0000777"), ("#id_born", "1992-04-03")):
        plain.fill(field, given)
    main.get_by_role("button", name="Register", exact=True).click()
    assert Patient.objects.filter(name=NAME).exists()
    plain.goto(f"{desk.base}/tests/courses/{course.pk}/book/")
    main.get_by_role("button", name="Book all of them", exact=True).click()
    visit = visit_of(course)
    plain.goto(f"{desk.base}/tests/visits/{visit.pk}/move/")
    main.get_by_role("button", name="Show free times").click()
    plain.locator("[name=free]").nth(3).check()
    main.get_by_role("button", name="Move", exact=True).click()
    plain.wait_for_load_state()
    assert Appointment.objects.get(pk=visit.pk).starts != visit.starts


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_the_staff_in_urdu(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Given a doctor who reads Urdu, on a telephone and at a desk, when every page of a clinic's day is opened, then
    none has a barrier, none is wider than the screen, all run from the right, and no sentence was left in English.
    """
    house = house_of(cast)
    course = course_of(house)
    session = held(house, course)
    report(session, BAD, NOW + timedelta(days=2))
    set_clock(monkeypatch, NOW + timedelta(days=3))
    doctor = walk("doctor", language="ur", width=width)
    patient, plan = session.patient, course.plan_id
    pages = (
        "day/", "patients/", "patients/new/", "inbox/", "waits/", "stock/", "messages/", "staff/", "programs/", "log/",
        "events/", f"courses/{course.pk}/", f"visits/{visit_of(course).pk}/", "visits/new/",
    )  # fmt: skip
    own = ("", "edit/", "consultation/", f"plan/{plan}/", "consent/procedure/", "money/", "photographs/", "links/")
    for path in (*(f"/tests/{page}" for page in pages), *(of(patient, page) for page in own)):
        answer = doctor.go(path)
        assert answer is not None
        assert answer.status == 200, path
        assert doctor.page.evaluate("document.documentElement.dir") == "rtl", path
        assert [text for text in english_in(doctor) if text not in NAMES] == [], path


def english_in(walker: Walker) -> list[str]:
    """Sentences of three English words or more that stand in sight outside of what is marked as English."""
    texts = walker.page.evaluate(TEXTS)
    sentence = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
    return sorted({text.strip(ISOLATE + END_ISOLATE) for text in texts if sentence.search(text)})


def signed(house: House) -> Course:
    """A course whose plan is signed and of which nothing is booked yet."""
    course = course_of(house)
    Message.objects.all().delete()
    BookedCell.objects.all().delete()
    course.appointments.all().delete()
    return course
