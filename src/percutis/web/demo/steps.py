"""The steps of the journey, each by the service that a page calls, at a moment that is passed in: the demo writes its
history with them, and so do the journeys of the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from percutis.web.accounts.actors import Actor, staff
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.demo.people import Made, Roll, Said
from percutis.web.records.core.consents import consent_text
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import intake_file, plan_file
from percutis.web.records.models import Appointment, CheckIn, Course, Device, Intake, Patient, Plan, Product, Session
from percutis.web.records.selectors.course_visits import propose_course
from percutis.web.records.selectors.sessions import planned_zones
from percutis.web.records.selectors.stock import cartridges_to_use
from percutis.web.records.services import consents, consultations, plans, sessions, uses, visits, zones
from percutis.web.records.services.checkins import record_checkin
from percutis.web.records.services.people import register_patient
from percutis.web.records.services.photographs import keep_photograph

NOON = time(11, 0)
Pictures = Sequence[tuple[str, bytes]]  # the view of each, and the file


@dataclass(frozen=True, slots=True)
class House:
    """The clinic with those who work there, and what stands on its shelf."""

    clinic: Clinic
    doctor: Membership
    aesthetician: Membership
    desk: Membership
    device: Device
    antiseptic: Product
    roll: Roll

    def at(self, day: date, clock: time = NOON) -> datetime:
        """A moment of the clinic's day."""
        return datetime.combine(day, clock, self.clinic.zone)


def register(house: House, made: Made, day: date) -> Patient:
    """The front desk registers somebody."""
    return register_patient(
        name=made.name,
        name_ur=made.name_ur,
        phone=house.roll.phone(),
        born=made.born,
        sex=made.sex,
        language=made.language,
        by=staff(house.desk),
        at=house.at(day),
    )


def said_by(made: Made) -> Said:
    """Everything answered: never, but for what is said of them."""
    from percutis.protocol.load import load_edition

    told = {finding["finding"] for finding in made.findings}
    asked = [kind.code for kind in load_edition().findings if kind.ask != "no" and kind.code not in told]
    said: Said = {
        "skin_type": {"fitzpatrick": made.skin_type},
        "concerns": list(made.concerns),
        "findings": [*({"finding": code, "status": "never"} for code in asked), *made.findings],
    }
    return {**said, "additions": list(made.additions)} if made.additions else said


def consult(house: House, patient: Patient, made: Made, day: date) -> Intake:
    """The doctor takes the consultation and the verdict is kept."""
    by, at = staff(house.doctor), house.at(day)
    intake = consultations.record_intake(
        patient=patient, said=said_by(made), source="staff", weight_kg=made.weight_kg, by=by, at=at
    )
    consultations.record_assessment(intake=intake, by=by, at=at)
    return intake


def plan(house: House, intake: Intake, day: date) -> Plan:
    """The plan, if the aesthetician treats."""
    return plans.draft_plan(intake=intake, operator=house.aesthetician, by=staff(house.doctor), at=house.at(day))


def agree(house: House, course: Course, day: date, *, photographs: str = "clinic") -> None:
    """The patient signs: to the treatment and to photographs."""
    patient, at = course.patient, house.at(day)
    for subject, tier in (("procedure", ""), ("photographs", photographs)):
        text = consent_text(patient=patient, plan=course.plan, subject=subject, language=patient.language)
        consents.record_consent(
            patient=patient,
            subject=subject,
            state="signed",
            text=text,
            plan=course.plan,
            tier=tier,
            signed_name=patient.name_ur if patient.language == "ur" else patient.name,
            witness=house.doctor,
            by=staff(house.doctor),
            at=at,
        )


def first_day(house: House, made: Made, session: int, wanted: date) -> date:
    """The day of the consultation from which that session falls on the day that is wanted."""
    guess = wanted - timedelta(days=200)
    row = Intake(clinic=house.clinic, patient=Patient(clinic=house.clinic, number="P", born=made.born, sex=made.sex))
    row.said, row.weight_kg = said_by(made), made.weight_kg
    file = intake_file(row, on=guess, operator=house.aesthetician, devices=[house.device.model])
    found = plan_file(file, edition_of(house.clinic), guess).sessions
    return wanted - (found[session - 1].target - guess)


def begin(house: House, made: Made, *, session: int, wanted: date, clock: time = NOON) -> Course:
    """Registered, consulted, planned, signed, agreed and booked, so that a session falls on the day that is wanted."""
    day = first_day(house, made, session, wanted)
    patient = register(house, made, day)
    course = plans.sign_plan(
        plan=plan(house, consult(house, patient, made, day), day), by=staff(house.doctor), at=house.at(day)
    )
    agree(house, course, day)
    book(house, course, day, clock)
    return course


def book(house: House, course: Course, day: date, clock: time = NOON) -> list[Appointment]:
    """Every session of the course, each at the free place nearest to the intended day."""
    at = house.at(day)
    proposals = propose_course(course=course, practitioner=house.aesthetician, around=clock, now=at)
    times = [(one.number, one.place.starts) for one in proposals if one.place]
    visits.book_course(course=course, practitioner=house.aesthetician, times=times, by=staff(house.desk), at=at)
    return list(course.appointments.order_by("number"))


def prepare(house: House, visit: Appointment, at: datetime, pictures: Pictures = ()) -> Session:
    """The patient is in the room; today's questions are answered, the tray is laid, the pictures are taken."""
    by: Actor = staff(house.aesthetician)
    for state in ("arrived", "in_room"):
        visit = visits.set_visit_state(visit=visit, state=state, by=staff(house.desk), at=at)
    session = sessions.open_session(appointment=visit, operator=house.aesthetician, by=by, at=at)
    asked = [kind.code for kind in edition_of(house.clinic).findings if kind.ask == "session"]
    facts: dict[str, Any] = {
        "findings": [{"finding": code, "status": "never"} for code in asked],
        "anaesthetic": {"agent": "none"},
        "antiseptic": house.antiseptic.code,
        "additions": ["hyaluronic_acid_gel_sterile"],
    }
    sessions.save_facts(session=session, facts=facts, device=house.device, version=session.version, by=by, at=at)
    today = house.clinic.day_of(at)
    cartridge = cartridges_to_use(house.clinic, house.device.model, today)[0]
    uses.use_cartridge(session=session, cartridge=cartridge, seal_intact=True, by=by, at=at)
    uses.use_product(session=session, product=house.antiseptic, by=by, at=at)
    for view, content in pictures:
        upload = SimpleUploadedFile("drawn.jpg", content, content_type="image/jpeg")
        keep_photograph(patient=session.patient, view=view, upload=upload, session=session, by=by, at=at)
    if not pictures:
        because = "Made-up patient: there is no face to photograph."
        sessions.skip_photographs(session=session, because=because, by=by, at=at)
    return Session.objects.get(pk=session.pk)


def hold(house: House, visit: Appointment, pictures: Pictures = ()) -> Session:
    """The whole session at its booked time: gate, zones, end, aftercare, signature."""
    by, at = staff(house.aesthetician), visit.starts + timedelta(minutes=house.clinic.numbing_minutes)
    session = prepare(house, visit, at, pictures)
    sessions.check_gate(session=session, by=by, at=at)
    session = sessions.start_session(session=session, by=by, at=at)
    for setting in planned_zones(session):
        done = zones.Done(
            zone=setting["zone"],
            concern=setting["concern"],
            depth_mm=setting["depth_mm"],
            passes=setting.get("passes", 2),
            endpoint_reached=True,
        )
        zones.treat_zone(session=session, done=done, by=by, at=at + timedelta(minutes=20))
    over = at + timedelta(minutes=35)
    sessions.end_session(session=session, by=by, at=over)
    sessions.give_aftercare(session=session, by=by, at=over)
    return sessions.sign_session(session=session, by=by, at=over + timedelta(minutes=5))


def report(session: Session, said: Said, at: datetime) -> CheckIn:
    """The patient says how the skin is."""
    by = Actor(clinic=session.clinic, kind="patient", patient=session.patient.key)
    return record_checkin(session=session, said=said, source="patient", by=by, at=at)
