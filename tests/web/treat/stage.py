"""What the treatment's tests start from: a signed course with consent, its visit of today, and a session on its way."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from percutis.protocol.load import load_edition
from percutis.web.records.core.consents import consent_text
from percutis.web.records.models import Appointment, Consent, Course, Patient, Session
from percutis.web.records.services.consents import record_consent
from percutis.web.records.services.sessions import check_gate, open_session, save_facts, start_session
from percutis.web.records.services.uses import use_cartridge
from percutis.web.records.services.zones import Done, treat_zone
from tests.web.cast import NOW, Cast
from tests.web.desk.people import make_course

CHEEKS = ("cheek_left", "cheek_right")


def minutes(count: float) -> datetime:
    """So many minutes after the visit begins."""
    return NOW + timedelta(minutes=count)


def visit_today(cast: Cast, course: Course, number: int = 1, at: datetime = NOW) -> Appointment:
    """A session visit that has arrived."""
    return Appointment.objects.create(
        clinic=cast.clinic,
        at=at,
        patient=course.patient,
        kind="session",
        course=course,
        number=number,
        practitioner=cast.doctor,
        room=cast.room,
        device=cast.device,
        starts=at,
        ends=at + timedelta(minutes=60),
        state="arrived",
        state_at=at,
    )


def agree(cast: Cast, patient: Patient, subject: str = "procedure", state: str = "signed", **given: Any) -> Consent:
    """The patient's answer to a subject."""
    course = patient.courses.filter(closed__isnull=True).first()
    plan = course.plan if course and subject == "procedure" else None
    text = consent_text(patient=patient, plan=plan, subject=subject, language="en")
    name = "Test Signature" if state == "signed" else ""
    tier = "record_only" if subject == "photographs" and state == "signed" else ""
    return record_consent(
        patient=patient,
        subject=subject,
        state=state,
        text=text,
        plan=plan,
        **{"tier": tier, "signed_name": name, "at": NOW, **given},
        by=cast.as_("doctor"),
    )


def today_facts(**said: Any) -> dict[str, Any]:
    """Every question of the day answered with never; no numbing cream, an antiseptic."""
    asked = [kind.code for kind in load_edition().findings if kind.ask == "session"]
    findings = [{"finding": code, "status": "never"} for code in asked]
    return {"findings": findings, "anaesthetic": {"agent": "none"}, "antiseptic": "hypochlorous_acid", **said}


def opened(cast: Cast, course: Course | None = None) -> Session:
    """A session just opened, its consent signed."""
    course = course or make_course(cast)
    agree(cast, course.patient)
    agree(cast, course.patient, "photographs")
    visit = visit_today(cast, course)
    return open_session(appointment=visit, operator=cast.doctor, by=cast.as_("doctor"), at=NOW)


def prepared(cast: Cast, **said: Any) -> Session:
    """A session with today's facts and a cartridge on the tray."""
    session = save_facts(
        session=opened(cast),
        facts=today_facts(**said),
        device=cast.device,
        version=1,
        by=cast.as_("doctor"),
        at=NOW,
    )
    use_cartridge(session=session, cartridge=cast.cartridge, seal_intact=True, by=cast.as_("doctor"), at=NOW)
    return session


def started(cast: Cast, **said: Any) -> Session:
    """A session whose first pass may be made."""
    session = prepared(cast, **said)
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    return start_session(session=session, by=cast.as_("doctor"), at=minutes(2))


def cheek(zone: str = "cheek_left", **given: Any) -> Done:
    """The plan's setting of one cheek, or another."""
    return Done(**{"zone": zone, "concern": "acne_scar_rolling", "depth_mm": 1.0, "passes": 3, **given})


def treated(cast: Cast) -> Session:
    """A session with both cheeks done as planned."""
    session = started(cast)
    for zone in CHEEKS:
        treat_zone(session=session, done=cheek(zone, endpoint_reached=True), by=cast.as_("doctor"), at=minutes(10))
    return session


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 1200), **options: Any) -> bytes:
    """A made-up picture: a soft slope of colour."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    kept = BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def upload(content: bytes | None = None, name: str = "holiday with names.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it; its name and type are not to be trusted."""
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="image/jpeg")
