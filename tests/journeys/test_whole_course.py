"""The whole course, page by page: registered, consulted, planned, agreed, booked, treated, asked, followed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from percutis.web.accounts.actors import staff
from percutis.web.demo.steps import House, said_by
from percutis.web.patient.entry import COOKIE
from percutis.web.records.models import CheckIn, Course, Patient, Session
from percutis.web.records.services.consultations import save_draft
from tests.journeys.scenes import (
    LOT,
    SCARRED,
    body,
    course_of,
    house_of,
    of,
    ready,
    refused,
    set_clock,
    sign,
    tabs_to,
    tell,
    visit_of,
)
from tests.journeys.walker import Walker
from tests.web.cast import NOW, PASSWORD, Cast
from tests.web.portal.own import enter_as

pytestmark = pytest.mark.long

Walk = Callable[..., Walker]
NAME = "Test Newcomer"


def test_whole_course_through_the_pages(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given nobody but the staff, when somebody is registered, consulted, planned, agrees, is booked, comes on the
    day, is treated and answers from home, then the course page tells all of it and offers the next session.
    """
    house = house_of(cast)
    set_clock(monkeypatch)
    desk, doctor = walk("desk"), walk("doctor")
    patient = registered_by(desk)
    course = signed_by(doctor, house, patient)
    agreed_before(doctor, patient)
    booked_by(desk, course)
    visit = visit_of(course)
    set_clock(monkeypatch, visit.starts)
    come_today(walk("desk"), visit.pk)
    treating = walk("aesthetician")
    session = opened_by(treating, visit.pk)
    prepared_by(treating, session)
    set_clock(monkeypatch, visit.starts + timedelta(minutes=20))
    treated_by(treating, session)
    set_clock(monkeypatch, visit.starts + timedelta(minutes=50))
    ended_by(treating)
    three_days_later = set_clock(monkeypatch, visit.starts + timedelta(days=3))
    answer_from_home(walk(width=360), patient)
    followed_by(walk("doctor"), course)
    row = Session.objects.get()
    assert (row.started, row.ended) == (visit.starts + timedelta(minutes=20), visit.starts + timedelta(minutes=50))
    assert CheckIn.objects.get().at == three_days_later


def registered_by(desk: Walker) -> Patient:
    """The front desk registers somebody, and is asked whether it is the same person when it does so again."""
    for press in (tell, refused):
        desk.go("/tests/patients/new/")
        desk.page.locator("#id_name").fill(NAME)
        desk.page.locator("#id_phone").fill("0300 0000555")
        desk.page.locator("#id_born").fill(SCARRED.born.isoformat())
        desk.choose("Sex", "Female")
        desk.choose("Language of messages", "English")
        press(desk, "Register")
    assert desk.reads("The same person? Nothing has been saved yet.")
    return Patient.objects.get(name=NAME)


def signed_by(doctor: Walker, house: House, patient: Patient) -> Course:
    """The doctor sums up what was said, puts it on record, makes the plan for the aesthetician and signs it."""
    save_draft(patient=patient, source="staff", said={**said_by(SCARRED)}, by=staff(house.doctor), at=NOW)
    doctor.go(of(patient, "consultation/finish/"))
    tell(doctor, "Put on record and make the plan")
    doctor.page.get_by_label("Test Aesthetician").check()
    tell(doctor, "Work out the plan")
    assert doctor.page.locator(".settings tbody tr").count() == 2
    sign(doctor, "Sign the plan")
    return Course.objects.get(patient=patient)


def agreed_before(doctor: Walker, patient: Patient) -> None:
    """The patient reads and signs: the treatment, and photographs."""
    for subject in ("procedure", "photographs"):
        doctor.go(of(patient, f"consent/{subject}/"))
        form = doctor.page.locator("form", has=doctor.page.locator("button[value=signed]"))
        if form.locator("[name=tier]").count():
            form.locator("[name=tier]").first.check()
        form.locator("[name=signed_name]").fill(NAME)
        tell(doctor, "I agree")
    given = patient.consents.order_by("id").values_list("subject", "state", "witness__user__name")
    assert list(given) == [("procedure", "signed", "Test Doctor"), ("photographs", "signed", "Test Doctor")]


def booked_by(desk: Walker, course: Course) -> None:
    """Every session gets its place in one step."""
    desk.go(f"/tests/courses/{course.pk}/book/")
    desk.page.locator("#id_practitioner").select_option(label="Test Aesthetician")
    tell(desk, "Propose anew")
    tell(desk, "Book all of them")
    numbers = list(course.appointments.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 1


def come_today(desk: Walker, visit: int) -> None:
    """The patient arrives and is shown into the room."""
    desk.go(f"/tests/visits/{visit}/")
    tell(desk, "Arrived")
    desk.go(f"/tests/visits/{visit}/")
    tell(desk, "In the room")


def opened_by(treating: Walker, visit: int) -> Session:
    """Whoever treats opens the session from the visit."""
    treating.go(f"/tests/visits/{visit}/")
    tell(treating, "Open the session")
    return Session.objects.get(appointment=visit)


def prepared_by(treating: Walker, session: Session) -> None:
    """Today's answers, antiseptic, device, a cartridge with a whole seal; photographs left out with the reason."""
    page = treating.page
    for never in page.locator("fieldset.today input[value=never]").all():
        never.check()
    page.locator("#id_agent").select_option("none")
    page.locator("[name=antiseptic][value=hypochlorous_acid]").check()
    page.locator("#id_device").select_option(label="Pen 1")
    page.locator("#id_scan").fill(f"{LOT} 0003")
    page.locator("[name=seal][value=yes]").check()
    tell(treating, "Save and go on")
    page.locator("#id_because").fill("The made-up patient has no face.")
    tell(treating, "Leave out, with this reason")
    assert str(session.cartridges.get().cartridge) == f"{LOT} 0003"


def treated_by(treating: Walker, session: Session) -> None:
    """Through the gate, and both cheeks as planned."""
    assert treating.page.get_by_role("button", name="Start the session").is_disabled()
    tell(treating, "Pass the gate")
    tell(treating, "Start the session")
    for _ in range(2):
        treating.page.locator("#zone [name=endpoint][value=yes]").check()
        tell(treating, "Done")
    assert sorted(session.zones.values_list("zone", flat=True)) == ["cheek_left", "cheek_right"]


def ended_by(treating: Walker) -> None:
    """The last pass, the lot of what was put on, aftercare in the patient's hand, the signature."""
    tell(treating, "End the session now")
    lots = treating.page.locator("#id_product")
    lots.select_option(lots.locator("option", has_text="JOURNEY-H").get_attribute("value"))
    tell(treating, "Put this lot on record")
    treating.page.locator(".save-bar .button-primary").click()
    treating.page.wait_for_url("**/aftercare/")
    tell(treating, "Told and handed over")
    sign(treating, "Sign the session")
    assert treating.reads("Signed by Test Aesthetician")


def answer_from_home(her: Walker, patient: Patient) -> None:
    """The patient says that nothing is wrong."""
    cookie = {"name": COOKIE, "value": enter_as(patient).cookies[COOKIE].value, "url": her.base}
    her.page.context.add_cookies([cookie])
    her.go("/me/")
    her.page.locator("a[href='/me/checkin/']").first.click()
    her.look()
    for _ in range(8):
        if CheckIn.objects.exists():
            break
        page = her.page
        no = page.locator("[name=none], [name=fever][value=no], [name=else][value=no]")
        (no.first if no.count() else page.locator("form.one-question .button-primary")).click()
        page.wait_for_load_state()
        her.look()
    assert her.page.locator(".answer-calm").is_visible()


def followed_by(doctor: Walker, course: Course) -> None:
    """The course page tells what was held, and which session comes next."""
    doctor.go(of(course.patient))
    doctor.go(f"/tests/courses/{course.pk}/")
    said = body(doctor)
    assert "Session 1 was held on" in said
    assert "Session 2" in said
    assert "On hold" not in doctor.page.locator("main h2").all_inner_texts()


def test_session_by_keyboard_alone(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a session at its gate, when every step is taken by tabulator, space and Enter alone, then it is started,
    both zones are on record, and it is ended.
    """
    house = house_of(cast)
    session = ready(house, course_of(house))
    set_clock(monkeypatch, session.appointment.starts + timedelta(minutes=20))
    treating = walk("aesthetician")
    treating.go(f"/tests/sessions/{session.pk}/step/gate/")
    enter_at(treating, "form[action$='/gate/'] button")
    enter_at(treating, "form[action$='/start/'] button")
    for _ in range(2):
        tabs_to(treating, "#zone [name=endpoint]")
        treating.page.keyboard.press("Space")
        enter_at(treating, "#zone form > button")
        assert treating.page.locator("#zone > [data-told]").inner_text().endswith("is on record.")
    enter_at(treating, "form[action$='/end/'] button")
    row = Session.objects.get()
    assert (row.zones.count(), row.ended) == (2, session.appointment.starts + timedelta(minutes=20))


def enter_at(walker: Walker, place: str) -> None:
    """Tabulate to that button, and press Enter on it."""
    tabs_to(walker, place)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.look()


def test_session_without_scripts(walk: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a browser without scripts, when a prepared session is taken from gate to signature, then it is signed."""
    house = house_of(cast)
    session = ready(house, course_of(house))
    set_clock(monkeypatch, session.appointment.starts + timedelta(minutes=20))
    treating = walk("aesthetician", scripts=False)
    plain, base = treating.page, f"{treating.base}/tests/sessions/{session.pk}/step"
    plain.goto(f"{base}/gate/")
    click(plain, "Pass the gate")
    click(plain, "Start the session")
    for _ in range(2):
        plain.locator("#zone [name=endpoint][value=yes]").check()
        click(plain, "Done")
    click(plain, "End the session now")
    plain.goto(f"{base}/aftercare/")
    click(plain, "Told and handed over")
    plain.goto(f"{base}/sign/")
    plain.locator("main input[type=password]").fill(PASSWORD)
    click(plain, "Sign the session")
    assert Session.objects.get().signed_by == cast.aesthetician


def click(page: Page, name: str) -> None:
    """Press that button of a page without scripts."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()
