"""The fixed cast of the tests: two clinics, staff of every role, a stranger, and patients who are plainly made up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from percutis.web.accounts.actors import Actor, staff
from percutis.web.accounts.models import Clinic, Membership, Room, User
from percutis.web.records.core.name_words import write_words
from percutis.web.records.models import Cartridge, Device, Intake, Patient

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)  # 11:00 in Islamabad, a Wednesday
TODAY = date(2026, 11, 25)
PASSWORD = "needle-free-test-phrase"  # noqa: S105

# A healthy patient who answered everything: nothing stands against treating the cheeks.
ANSWERS = {
    "skin_type": {"fitzpatrick": "IV"},
    "concerns": [{"concern": "acne_scar_rolling", "zones": ["cheek_left", "cheek_right"], "since": "2020-01-01"}],
}


@dataclass(frozen=True)
class Cast:
    """Everybody by name."""

    clinic: Clinic
    other_clinic: Clinic
    doctor: Membership
    aesthetician: Membership
    nurse: Membership
    desk: Membership
    lapsed: Membership
    stranger: Membership
    room: Room
    device: Device
    cartridge: Cartridge
    patient: Patient
    other_patient: Patient

    @property
    def staff(self) -> dict[str, Membership]:
        """Everybody who works here or there, by part."""
        names = ("doctor", "aesthetician", "nurse", "desk", "lapsed", "stranger")
        return {name: getattr(self, name) for name in names}

    def as_(self, name: str) -> Actor:
        """The actor of that part."""
        return staff(self.staff[name])


def make_cast() -> Cast:
    """The cast, in the database."""
    clinic = Clinic.objects.create(name="Clinic of the tests", slug="tests", phone="+925100000000")
    other = Clinic.objects.create(name="Another clinic", slug="another")
    doctor = _member(clinic, "doctor", "dermatologist", is_medical_director=True, is_administrator=True)
    aesthetician = _member(clinic, "aesthetician", "aesthetician", supervisor=doctor)
    device = Device.objects.create(clinic=clinic, at=NOW, model="skinpen_precision", serial="TEST-1", label="Pen 1")
    return Cast(
        clinic=clinic,
        other_clinic=other,
        doctor=doctor,
        aesthetician=aesthetician,
        nurse=_member(clinic, "nurse", "nurse", supervisor=doctor),
        desk=_member(clinic, "desk", "front_desk", takes_visits=False, licence_number="", licence_expires=None),
        lapsed=_member(clinic, "lapsed", "aesthetician", supervisor=doctor, licence_expires=date(2026, 1, 31)),
        stranger=_member(other, "stranger", "dermatologist", is_medical_director=True, is_administrator=True),
        room=Room.objects.create(clinic=clinic, name="Room 1"),
        device=device,
        cartridge=Cartridge.objects.create(
            clinic=clinic, at=NOW, model=device.model, lot="TESTLOT", number="0001", expires=date(2028, 5, 1)
        ),
        patient=make_patient(clinic, "P-0001", "Test Patient One"),
        other_patient=make_patient(other, "P-0001", "Test Patient Elsewhere"),
    )


def make_patient(clinic: Clinic, number: str, name: str, **fields: object) -> Patient:
    """A patient whose telephone number belongs to nobody."""
    given = {"phone": f"+9230000{int(number[-4:]):05d}", "born": date(1992, 4, 3), "sex": "female", **fields}
    patient = Patient.objects.create(clinic=clinic, at=NOW, number=number, name=name, **given)
    write_words(patient)
    return patient


def make_intake(patient: Patient, said: dict[str, object] | None = None, **fields: object) -> Intake:
    """The next version of a patient's intake; everything not said is answered with never."""
    version = patient.intakes.count() + 1
    given = {"source": "staff", "weight_kg": 61.0, "said": said or everything_answered(), **fields}
    return Intake.objects.create(clinic=patient.clinic, at=NOW, patient=patient, version=version, **given)


def everything_answered(**said: object) -> dict[str, object]:
    """Answers to every question of the latest edition: never, but for what `said` says of findings and concerns."""
    from percutis.protocol.load import load_edition

    asked = [kind.code for kind in load_edition().findings if kind.ask != "no"]
    findings = [{"finding": code, "status": "never"} for code in asked]
    return {**ANSWERS, "findings": findings, **said}


def _member(clinic: Clinic, name: str, role: str, **fields: object) -> Membership:
    user = User.objects.create_user(username=f"{name}@{clinic.slug}", password=PASSWORD, name=f"Test {name.title()}")
    given = {
        "takes_visits": True,
        "licence_number": f"TEST-{name}",
        "licence_expires": date(2030, 1, 1),
        **fields,
    }
    return Membership.objects.create(clinic=clinic, user=user, role=role, **given)
