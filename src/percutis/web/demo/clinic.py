"""Fills the demo clinic: staff, stock and a dozen made-up patients at every point of the journey, around today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from percutis.web.accounts.actors import Actor, staff
from percutis.web.accounts.models import Clinic, Membership, Room, User
from percutis.web.demo import people, steps
from percutis.web.demo.album import HERS, HIS, Album, drawn
from percutis.web.demo.steps import House
from percutis.web.records.core.consents import consent_text
from percutis.web.records.models import Course, Session
from percutis.web.records.services import consents, plans, stock, visits
from percutis.web.records.services.checkins import answer_checkin
from percutis.web.records.services.consultations import record_intake
from percutis.web.records.services.courses import close_course
from percutis.web.records.services.links import send_link
from percutis.web.records.services.money import sell_package, take_payment
from percutis.web.records.services.outcomes import record_outcome
from percutis.web.records.services.waits import add_wait

DAY = timedelta(days=1)


def fill_demo_clinic(address: str, now: datetime | None = None) -> Iterator[str]:
    """The lines that say where the demo is and how to come in; the clinic is filled before the first of them."""
    at = now or timezone.now()
    with transaction.atomic():  # all of it or nothing, and quick
        house = make_house(at)
        today = house.clinic.day_of(at)
        _newcomers(house, today, at)
        _waiting(house, today)
        ayesha = _in_course(house, today, at)
        link = send_link(patient=ayesha.patient, by=staff(house.desk), at=at)
    yield f"The demo clinic is at {address}/"
    for name, shown, _shown_ur, role in people.STAFF:
        yield f"  {role:<14} log in as {name:<13} password: {people.PASSWORD}   ({shown})"
    yield f"  a patient      {address}{link.path}"
    yield "                 the code is on the page Messages of the front desk; nothing leaves this machine"


def make_house(at: datetime) -> House:
    """The clinic with three of staff, two rooms, a device, cartridges and an antiseptic."""
    clinic = Clinic.objects.create(
        name="Misal Skin Clinic",
        name_ur="مثال سکن کلینک",
        slug="misal",
        phone="+925100000000",
        emergency_phone="+925100000001",
        address="Example Road 1, Islamabad",
        opens=time(9, 0),
        closes=time(21, 0),
    )
    for name in ("Room 1", "Room 2"):
        Room.objects.create(clinic=clinic, name=name)
    members = {name: _member(clinic, name, shown, shown_ur, role) for name, shown, shown_ur, role in people.STAFF}
    members["aesthetician"].supervisor = members["doctor"]
    members["aesthetician"].save()
    by, before = staff(members["doctor"]), at - 400 * DAY
    device = stock.register_device(model="skinpen_precision", serial="DEMO-1", label="Pen 1", by=by, at=before)
    expires = (at + 500 * DAY).date()
    stock.receive_cartridges(model=device.model, lot="DEMO-A", first=1, count=40, expires=expires, by=by, at=before)
    antiseptic = stock.receive_product(
        kind="antiseptic",
        code="hypochlorous_acid",
        name="Hypochlorous acid",
        lot="DEMO-H",
        expires=expires,
        by=by,
        at=before,
    )
    roll = people.Roll()
    return House(clinic, members["doctor"], members["aesthetician"], members["desk"], device, antiseptic, roll)


def _member(clinic: Clinic, name: str, shown: str, shown_ur: str, role: str) -> Membership:
    user = User.objects.create_user(username=name, password=people.PASSWORD, name=shown, name_ur=shown_ur)
    is_clinical = role != "front_desk"
    return Membership.objects.create(
        clinic=clinic,
        user=user,
        role=role,
        licence_number=f"DEMO-{name}" if is_clinical else "",
        licence_expires=date.today() + 700 * DAY if is_clinical else None,  # noqa: DTZ011 (a day, not a moment)
        is_medical_director=role == "dermatologist",
        is_administrator=role == "dermatologist",
        takes_visits=is_clinical,
    )


def _newcomers(house: House, today: date, at: datetime) -> None:
    """Registered with a link on the way; answered from home and coming today; deferred; not to be treated now."""
    bilal = steps.register(house, people.BILAL, today - DAY)
    send_link(patient=bilal, by=staff(house.desk), at=at - DAY)
    sana = steps.register(house, people.SANA, today - 3 * DAY)
    send_link(patient=sana, by=staff(house.desk), at=at - 3 * DAY)
    her = Actor(clinic=house.clinic, kind="patient", patient=sana.key)
    record_intake(patient=sana, said=steps.said_by(people.SANA), source="patient", by=her, at=at - 2 * DAY)
    visits.book_visit(
        patient=sana,
        kind="consultation",
        practitioner=house.doctor,
        starts=house.at(today + DAY, time(10, 0)),
        by=staff(house.desk),
        at=at - 2 * DAY,
    )
    recent = (today - 90 * DAY).isoformat()
    made = people.FATIMA.__class__(
        people.FATIMA.name,
        people.FATIMA.name_ur,
        people.FATIMA.born,
        findings=({"finding": "isotretinoin", "status": "past", "last": recent},),
    )
    fatima = steps.register(house, made, today - 2 * DAY)
    steps.plan(house, steps.consult(house, fatima, made, today - DAY), today - DAY)
    hina = steps.register(house, people.HINA, today - 5 * DAY)
    steps.consult(house, hina, people.HINA, today - 4 * DAY)
    rabia = steps.register(house, people.RABIA, today - 2 * DAY)
    steps.plan(house, steps.consult(house, rabia, people.RABIA, today), today)


def _waiting(house: House, today: date) -> None:
    """Signed but not agreed; consent taken back; waiting for a place."""
    day = today - 20 * DAY
    zara = steps.register(house, people.ZARA, day)
    course = plans.sign_plan(
        plan=steps.plan(house, steps.consult(house, zara, people.ZARA, day), day),
        by=staff(house.doctor),
        at=house.at(day),
    )
    steps.book(house, course, today - DAY, time(15, 0))
    maryam = steps.begin(house, people.MARYAM, session=1, wanted=today + 6 * DAY, clock=time(17, 0))
    text = consent_text(patient=maryam.patient, plan=maryam.plan, subject="procedure", language="ur")
    her = Actor(clinic=house.clinic, kind="patient", patient=maryam.patient.key)
    consents.record_consent(
        patient=maryam.patient, subject="procedure", state="withdrawn", text=text, by=her, at=house.at(today - DAY)
    )
    imran = steps.register(house, people.IMRAN, today - DAY)
    add_wait(
        patient=imran,
        kind="consultation",
        earliest=today,
        latest=today + 10 * DAY,
        wish="Late afternoon",
        by=staff(house.desk),
        at=house.at(today - DAY),
    )


def _in_course(house: House, today: date, at: datetime) -> Course:
    """In the middle, three days after the second session; today for the first; a reaction; a course at its end."""
    ayesha = steps.begin(house, people.AYESHA, session=2, wanted=today - 3 * DAY)
    package = sell_package(
        patient=ayesha.patient, name="Scars, five sessions", sessions=5, price_pkr=90_000, by=staff(house.desk), at=at
    )
    take_payment(
        patient=ayesha.patient,
        what="Scars, five sessions",
        amount_pkr=45_000,
        method="transfer",
        reference="DEMO-77",
        package=package,
        by=staff(house.desk),
        at=at,
    )
    second = _hold_past(house, ayesha, today, HERS)[-1]
    first_report = {"symptoms": [{"symptom": "erythema", "severity": 2, "zones": ["cheek_left"], "trend": "improving"}]}
    steps.report(second, first_report, second.ended + 20 * timedelta(hours=1) if second.ended else at)
    usman = steps.begin(house, people.USMAN, session=1, wanted=today, clock=time(12, 0))
    visit = usman.appointments.filter(number=1).first()
    if visit is not None and visit.starts.date() == today and at > visit.starts - 10 * timedelta(hours=1):
        visits.set_visit_state(visit=visit, state="confirmed", by=staff(house.desk), at=at)
    kiran = steps.begin(house, people.KIRAN, session=1, wanted=today - 3 * DAY, clock=time(16, 0))
    her = _hold_past(house, kiran, today)[-1]
    bad = {"symptoms": [{"symptom": "pustules", "severity": 6, "zones": ["cheek_right"], "trend": "worsening"}]}
    steps.report(her, {**bad, "temperature_c": 38.2}, at - timedelta(minutes=40))
    _finished(house, today, at)
    return ayesha


def _finished(house: House, today: date, at: datetime) -> None:
    """A course that has come to its end: graded before and after, and closed."""
    omar = steps.begin(house, people.OMAR, session=5, wanted=today - 60 * DAY, clock=time(18, 0))
    held = _hold_past(house, omar, today - 20 * DAY, HIS)
    report = steps.report(held[-1], {"symptoms": []}, at - 50 * DAY)
    answer_checkin(checkin=report, reply="All well. See you at the review.", by=staff(house.doctor), at=at - 50 * DAY)
    for on, grade in ((held[0].at.date(), 3), (today - 20 * DAY, 2)):
        record_outcome(
            course=omar,
            scale="goodman_baron_qualitative",
            grade=grade,
            concern="acne_scar_rolling",
            on=on,
            by=staff(house.doctor),
            at=at - 20 * DAY,
        )
    close_course(
        course=omar,
        because="complete",
        by=staff(house.doctor),
        at=at - 19 * DAY,
    )


def _hold_past(house: House, course: Course, until: date, album: Album = ()) -> list[Session]:
    """Every booked session before that day, held as planned, with the photographs of each."""
    midnight = house.at(until, time(0, 0))
    booked = course.appointments.filter(starts__lt=midnight, state="booked").order_by("number")
    return [steps.hold(house, visit, drawn(album, place)) for place, visit in enumerate(booked)]
