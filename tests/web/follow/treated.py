"""What the tests of this part start from: a course, and a session of it that is over."""

from datetime import datetime, timedelta
from typing import Any

from percutis.web.records.models import (
    Appointment,
    CartridgeUse,
    Consent,
    Course,
    GateCheck,
    Patient,
    Session,
    ZoneTreatment,
)
from tests.web.cast import NOW, Cast
from tests.web.desk.people import make_course

ENDED = NOW - timedelta(days=3)
PIMPLES = {"symptoms": [{"symptom": "erythema", "severity": 2, "trend": "improving"}]}
EMERGENCY = {"symptoms": [{"symptom": "breathing_difficulty", "severity": 6}]}


def make_session(
    cast: Cast, course: Course | None = None, number: int = 1, ended: datetime = ENDED, passes: int = 6
) -> Session:
    """A session that ended at a moment, with two zones, a device and a cartridge."""
    whole = course or make_course(cast)
    visit = Appointment.objects.create(
        clinic=cast.clinic, at=ended, patient=whole.patient, kind="session", course=whole, number=number,
        practitioner=cast.doctor, room=cast.room, device=cast.device, starts=ended - timedelta(hours=2), ends=ended,
        state="done", state_at=ended,
    )  # fmt: skip
    consent = Consent.objects.create(
        clinic=cast.clinic, at=ended, patient=whole.patient, subject="procedure", state="signed", plan=whole.plan,
        version=f"{whole.plan.edition}-test", language="en", text=[], signed_name="Test Patient",
    )  # fmt: skip
    session = Session.objects.create(
        clinic=cast.clinic, at=ended, patient=whole.patient, course=whole, number=number, appointment=visit,
        operator=cast.doctor, device=cast.device, facts={}, consent=consent,
    )  # fmt: skip
    session.gate = GateCheck.objects.create(
        clinic=cast.clinic, at=ended, session=session, facts={}, edition=whole.plan.edition, verdict="go", answer={}
    )
    session.started = ended - timedelta(hours=1)
    session.save()
    for zone in ("cheek_left", "cheek_right"):
        ZoneTreatment.objects.create(
            clinic=cast.clinic, at=ended, session=session, zone=zone, concern="acne_scar_rolling", depth_mm=1.0,
            passes=passes,
        )  # fmt: skip
    session.ended, session.signed, session.signed_by = ended, ended, cast.doctor
    session.save()
    if not CartridgeUse.objects.filter(cartridge=cast.cartridge).exists():
        CartridgeUse.objects.create(
            clinic=cast.clinic, at=ended, session=session, cartridge=cast.cartridge, seal_intact=True
        )
    return session


def said(*symptoms: tuple[str, int], **more: Any) -> dict[str, Any]:
    """What a patient says: symptoms with their severity."""
    return {"symptoms": [{"symptom": name, "severity": severity} for name, severity in symptoms], **more}


def patient_actor(patient: Patient) -> Any:
    """The patient, on their own pages."""
    from percutis.web.accounts.actors import Actor

    return Actor(clinic=patient.clinic, kind="patient", patient=patient.key)
