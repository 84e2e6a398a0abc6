"""The desk's pages: open to whom they should, showing nothing that is not theirs, losing nothing that was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from percutis.web.records.models import Appointment, Patient, Receipt
from percutis.web.records.services.money import sell_package, take_payment
from percutis.web.records.services.visits import book_visit, move_visit
from percutis.web.records.services.waits import add_wait
from tests.web.cast import Cast, make_patient
from tests.web.desk.people import local, make_course

NOW = timezone.now()  # the pages ask the clock, so these tests start from today
TODAY = timezone.localtime(NOW).date()
SESSION_DAY = TODAY + timedelta(days=28)  # on which the plan of the tests intends the first session


@pytest.fixture
def visit(cast: Cast) -> Appointment:
    """A session a month from now, of a signed course."""
    make_course(cast, on=TODAY)
    return book_visit(
        patient=cast.patient,
        kind="session",
        practitioner=cast.doctor,
        starts=local(cast.clinic, SESSION_DAY, "11:00"),
        by=cast.as_("desk"),
        at=NOW,
    )


@pytest.fixture
def addresses(cast: Cast, visit: Appointment) -> dict[str, str]:
    """Every page of the desk, by its name."""
    by, at = cast.as_("desk"), NOW
    entry = add_wait(patient=cast.patient, kind="consultation", by=by, at=at)
    package = sell_package(patient=cast.patient, name="Cheeks", sessions=3, price_pkr=1, by=by, at=at)
    receipt = take_payment(patient=cast.patient, what="Cheeks", amount_pkr=1, method="cash", by=by, at=at)
    of_visit, whom = {"visit": visit.pk}, {"patient": cast.patient.key}
    keys = {
        "day": {}, "day_of": {"day": SESSION_DAY.isoformat()}, "visit_new": {}, "walk_in": {}, "waitlist": {},
        "wait_new": {}, "patients": {}, "patient_new": {},
        "visit": of_visit, "visit_move": of_visit, "visit_cancel": of_visit, "visit_cancelled": of_visit,
        "patient": whom, "patient_edit": whom, "money": whom, "package_new": whom, "payment_new": whom,
        "receipt": {"receipt": receipt.pk, "language": "en"},
        "receipt_cancel": {"receipt": receipt.pk},
        "package_back": {"package": package.pk},
        "course_book": {"course": visit.course_id},
    }  # fmt: skip
    assert entry.pk
    return {name: at_clinic(cast, name, **kwargs) for name, kwargs in keys.items()}


def at_clinic(cast: Cast, name: str, **kwargs: object) -> str:
    """The address of a page."""
    return reverse(f"clinic:{name}", kwargs={"clinic": cast.clinic.slug, **kwargs})


@pytest.mark.parametrize(
    ("who", "status"),
    [("desk", 200), ("doctor", 200), ("aesthetician", 200), ("lapsed", 200), ("stranger", 404), ("nobody", 302)],
)
def test_every_page_opens_for_the_staff_of_the_clinic_only(
    addresses: dict[str, str], enter: object, who: str, status: int
) -> None:
    """A stranger cannot tell that there is such a clinic; nobody without a log-in sees anything."""
    client = enter(who)
    answers = {name: client.get(address).status_code for name, address in addresses.items()}
    assert answers == dict.fromkeys(addresses, status)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_opens_in_both_languages(addresses: dict[str, str], enter: object, language: str) -> None:
    """Also where a name is given in both scripts."""
    Patient.objects.update(name_ur="آزمائشی مریض")
    client = enter("doctor")
    client.cookies["language"] = language
    answers = {name: client.get(address).status_code for name, address in addresses.items()}
    assert answers == dict.fromkeys(addresses, 200)


def test_keys_of_another_clinic_are_not_found(cast: Cast, visit: Appointment, enter: object) -> None:
    """A stranger in their own clinic finds none of our rows by number."""
    client = enter("stranger")
    addresses = [
        reverse("clinic:visit", kwargs={"clinic": "another", "visit": visit.pk}),
        reverse("clinic:visit_move", kwargs={"clinic": "another", "visit": visit.pk}),
        reverse("clinic:patient", kwargs={"clinic": "another", "patient": cast.patient.key}),
        reverse("clinic:money", kwargs={"clinic": "another", "patient": cast.patient.key}),
        reverse("clinic:course_book", kwargs={"clinic": "another", "course": visit.course_id}),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_front_desk_sees_no_clinical_answer_on_the_chart(cast: Cast, visit: Appointment, enter: object) -> None:
    """Visits and consent, but neither skin type nor plan; the doctor sees both."""
    address = at_clinic(cast, "patient", patient=cast.patient.key)
    seen = {who: enter(who).get(address).content.decode() for who in ("desk", "doctor")}
    assert {who: ("Skin type" in page, "Plan" in page, "No consent yet" in page) for who, page in seen.items()} == {
        "desk": (False, False, True),
        "doctor": (True, True, True),
    }


def test_patient_is_registered_through_the_form(cast: Cast, enter: object) -> None:
    """Typed as people type, and on to the chart."""
    person = {"name": "Test Person New", "phone": "0300 7654321", "born": "1988-02-29", "language": "ur", "sex": "male"}
    answer = enter("desk").post(at_clinic(cast, "patient_new"), person)
    patient = Patient.objects.get(number="P-0002")
    assert (answer.status_code, answer.url) == (302, at_clinic(cast, "patient", patient=patient.key))


def test_lookalike_is_shown_before_a_second_is_saved(cast: Cast, enter: object) -> None:
    """What was typed stays in the form; the second answer saves."""
    client, address = enter("desk"), at_clinic(cast, "patient_new")
    person = {"name": "Test Namesake", "phone": cast.patient.phone, "born": "1992-04-03", "language": "en"}
    page = client.post(address, person)
    assert (page.status_code, b"The same person?" in page.content, b"Test Namesake" in page.content) == (
        422,
        True,
        True,
    )
    assert Patient.objects.filter(clinic=cast.clinic).count() == 1
    assert client.post(address, {**person, "another": "yes"}).status_code == 302


def test_second_editor_sees_the_form_again_with_what_was_typed(cast: Cast, enter: object) -> None:
    """Nothing overwritten, nothing lost."""
    client, address = enter("desk"), at_clinic(cast, "patient_edit", patient=cast.patient.key)
    person = {"phone": cast.patient.phone, "born": "1992-04-03", "language": "en", "version": 1}
    assert client.post(address, {**person, "name": "Test First"}).status_code == 302
    page = client.post(address, {**person, "name": "Test Second"})
    assert (page.status_code, b"Test Second" in page.content) == (422, True)
    cast.patient.refresh_from_db()
    assert cast.patient.name == "Test First"


def test_day_marks_what_is_missing(cast: Cast, visit: Appointment, enter: object) -> None:
    """A session without consent, with its preparation open and its photographs due."""
    page = enter("desk").get(at_clinic(cast, "day_of", day=SESSION_DAY.isoformat())).content.decode()
    assert [words in page for words in ("Consent missing", "Preparation open", "Photograph due", "Form missing")] == [
        True,
        True,
        True,
        False,
    ]


def test_day_asks_the_database_no_more_for_more_visits(
    cast: Cast, visit: Appointment, enter: object, django_assert_max_num_queries: object
) -> None:
    """The number of queries does not grow with the visits of the day."""
    for number in range(2, 11):
        book_visit(
            patient=make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}"),
            kind="consultation",
            practitioner=cast.nurse,
            starts=local(cast.clinic, SESSION_DAY, "13:00") + timedelta(minutes=45 * (number - 2)),
            by=cast.as_("desk"),
            at=NOW,
        )
    client = enter("desk")
    with django_assert_max_num_queries(20):
        client.get(at_clinic(cast, "day_of", day=SESSION_DAY.isoformat()))


def test_state_is_changed_by_a_post_only(cast: Cast, visit: Appointment, enter: object) -> None:
    """A link that is followed changes nothing."""
    client, address = enter("desk"), at_clinic(cast, "visit_state", visit=visit.pk)
    assert client.get(address).status_code == 405
    assert client.post(address, {"state": "arrived"}).status_code == 302
    visit.refresh_from_db()
    assert visit.state == "arrived"


def test_refused_state_is_said_and_nothing_is_written(cast: Cast, visit: Appointment, enter: object) -> None:
    """Not come, before the time."""
    page = enter("desk").post(at_clinic(cast, "visit_state", visit=visit.pk), {"state": "no_show"})
    assert (page.status_code, b"before the time of the visit" in page.content) == (409, True)


def test_drawer_is_a_fragment_of_the_page(cast: Cast, visit: Appointment, enter: object) -> None:
    """With scripts a piece, without them a page of its own; the same words."""
    client, address = enter("desk"), at_clinic(cast, "visit", visit=visit.pk)
    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
    page = client.get(address).content.decode()
    assert ("<html" in piece, "<html" in page) == (False, True)
    assert all("Test Patient One" in one for one in (piece, page))


def test_receipt_is_a_pdf_in_both_languages(cast: Cast, enter: object) -> None:
    """Made from the record each time it is asked for."""
    receipt = take_payment(
        patient=cast.patient, what="Cheeks", amount_pkr=45_000, method="cash", by=cast.as_("desk"), at=NOW
    )
    client = enter("desk")
    for language in ("en", "ur"):
        answer = client.get(at_clinic(cast, "receipt", receipt=receipt.pk, language=language))
        assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(at_clinic(cast, "receipt", receipt=receipt.pk, language="fr")).status_code == 404


def test_payment_form_keeps_what_was_typed(cast: Cast, enter: object) -> None:
    """A transfer without its reference is refused beside the field."""
    payment = {"what": "First session", "amount_pkr": "30000", "method": "transfer"}
    page = enter("desk").post(at_clinic(cast, "payment_new", patient=cast.patient.key), payment)
    assert (page.status_code, b"First session" in page.content, Receipt.objects.count()) == (422, True, 0)


def test_course_is_booked_through_its_page(cast: Cast, enter: object) -> None:
    """As proposed: every session gets its visit."""
    course = make_course(cast, on=TODAY)
    client, address = enter("desk"), at_clinic(cast, "course_book", course=course.pk)
    form = client.get(address).context["form"]
    times = {}
    for row in form.rows():
        times |= {row.day.html_name: row.day.value(), row.clock.html_name: row.clock.value()}
    answer = client.post(address, {**times, "practitioner": cast.doctor.pk, "around": "11:00"})
    assert (answer.status_code, Appointment.objects.filter(course=course).count()) == (302, 5)


def test_link_is_sent_and_shown_once_as_a_code(cast: Cast, enter: object) -> None:
    """By a post only; the message waits in the outbox, the code is drawn on the page."""
    client, address = enter("desk"), at_clinic(cast, "send_link", patient=cast.patient.key)
    assert client.get(address).status_code == 405
    page = client.post(address)
    assert (page.status_code, b"<svg" in page.content, cast.patient.messages.count()) == (200, True, 1)


@pytest.mark.parametrize(("gateways", "said"), [((), False), (("json://localhost",), True)])
def test_link_is_on_its_way_only_where_something_carries_it(
    cast: Cast, enter: object, settings: object, gateways: tuple[str, ...], said: bool
) -> None:
    """Without a gateway it waits for the desk, and the page says so."""
    settings.MESSAGES = gateways
    page = enter("desk").post(at_clinic(cast, "send_link", patient=cast.patient.key)).content.decode()
    assert ("The link is on its way" in page, "until you send it by hand" in page) == (said, not said)


def test_booking_tells_the_patient_and_a_move_tells_again(cast: Cast, visit: Appointment) -> None:
    """The reminder moves with the visit."""
    starts = visit.starts + timedelta(hours=2)
    move_visit(visit=visit, starts=starts, version=visit.version, by=cast.as_("desk"), at=NOW)
    kinds = ("reminder", "visit_booked", "visit_moved")
    waiting = cast.patient.messages.filter(state="waiting", kind__in=kinds).order_by("kind")
    assert [(one.kind, one.due > NOW) for one in waiting] == [
        ("reminder", True),
        ("visit_booked", False),
        ("visit_moved", False),
    ]


def test_free_time_is_booked_without_scripts(cast: Cast, enter: object) -> None:
    """Looking for times books nothing; the chosen one is as good as a typed one."""
    client, address = enter("desk"), at_clinic(cast, "visit_new")
    wish = {
        "patient": cast.patient.key, "kind": "consultation", "practitioner": cast.doctor.pk,
        "day": SESSION_DAY.isoformat(), "clock": "", "note": "",
    }  # fmt: skip
    looked = client.post(address, {**wish, "look": "yes"})
    assert (looked.status_code, "12:00" in looked.context["times"], Appointment.objects.count()) == (200, True, 0)
    assert client.post(address, wish).status_code == 422
    assert client.post(address, {**wish, "free": "12:00"}).status_code == 302
    assert Appointment.objects.get().starts == local(cast.clinic, SESSION_DAY, "12:00")
