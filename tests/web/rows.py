"""One row of everything that an address can name, in a clinic: for what is asked of every page at once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from percutis.web.accounts.models import Room
from percutis.web.accounts.services.programs import admit_program
from percutis.web.records.core.editions import edition_digest
from percutis.web.records.models import (
    BlindPair,
    Cartridge,
    CheckIn,
    CoursePause,
    Device,
    EditionApproval,
    Event,
    Override,
    Patient,
    PatientLink,
    Photo,
    PhotoComparison,
    Session,
)
from percutis.web.records.services.messages import queue_message
from percutis.web.records.services.money import sell_package, take_payment
from percutis.web.records.services.photo_trials import try_photograph
from percutis.web.records.services.photographs import keep_photograph
from percutis.web.records.services.sessions import open_session
from percutis.web.records.services.stock import receive_product
from percutis.web.records.services.uses import use_cartridge
from percutis.web.records.services.waits import add_wait
from tests.web.cast import NOW, Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import ENDED, make_session
from tests.web.treat.stage import agree, upload, visit_today

FAR = date(2029, 1, 1)


@dataclass(frozen=True)
class Rows:
    """What fills the holes of an address, by the hole's name; a wait and a piece of the protocol are both an entry."""

    named: dict[str, Any]
    cast: Cast

    def __getitem__(self, hole: str) -> Any:
        return self.named[hole]

    def __contains__(self, hole: str) -> bool:
        return hole in self.named


def elsewhere(cast: Cast) -> Cast:
    """The cast of the other clinic: its only doctor, its patient, its room and its shelf."""
    clinic, model = cast.other_clinic, cast.device.model
    return replace(
        cast,
        clinic=clinic,
        doctor=cast.stranger,
        patient=cast.other_patient,
        room=Room.objects.create(clinic=clinic, name="Room elsewhere"),
        device=Device.objects.create(clinic=clinic, at=NOW, model=model, serial="ELSEWHERE-1", label="Pen elsewhere"),
        cartridge=_cartridge(clinic, model, "ELSEWHERE", "0001"),
    )


def _cartridge(clinic: Any, model: str, lot: str, number: str) -> Cartridge:
    return Cartridge.objects.create(clinic=clinic, at=NOW, model=model, lot=lot, number=number, expires=FAR)


def make_rows(cast: Cast) -> Rows:
    """A patient in the middle of a course: one session over, one open, and everything around them."""
    course = make_course(cast)
    over = make_session(cast, course)
    course.plan.refresh_from_db()
    is_open, use = _open_session(cast, course)
    named = {
        "patient": cast.patient.key, "plan": course.plan_id, "course": course.pk, "session": is_open.pk,
        "visit": is_open.appointment_id, "use": use.pk, "consent": is_open.consent_id or over.consent_id,
        "member": cast.doctor.pk, "room": cast.room.pk, "device": cast.device.pk, "lot": cast.cartridge.lot,
        **_of_desk(cast), **_of_house(cast), **_of_follow_up(cast, over), **_of_photographs(cast, course),
    }  # fmt: skip
    return Rows(named, cast)


def _open_session(cast: Cast, course: Any) -> tuple[Session, Any]:
    agree(cast, course.patient)
    agree(cast, course.patient, "photographs")
    visit, by = visit_today(cast, course, number=2), cast.as_("doctor")
    session = open_session(appointment=visit, operator=cast.doctor, by=by, at=NOW)
    session.device = cast.device
    session.save()
    spare = _cartridge(cast.clinic, cast.device.model, cast.cartridge.lot, "0002")
    return session, use_cartridge(session=session, cartridge=spare, seal_intact=True, by=by, at=NOW)


def _of_desk(cast: Cast) -> dict[str, Any]:
    patient, by, at = cast.patient, cast.as_("doctor"), NOW
    package = sell_package(patient=patient, name="Three", sessions=3, price_pkr=30_000, by=by, at=at)
    receipt = take_payment(patient=patient, what="Three", amount_pkr=30_000, method="cash", by=by, at=at)
    due = at + timedelta(days=1)
    message = queue_message(patient=patient, kind="intake_link", key="test", due=due, about={}, by=by, at=at)
    link = PatientLink.objects.create(
        clinic=cast.clinic, at=at, patient=patient, token_hash=f"rows {patient.pk}", expires=at + timedelta(days=3650)
    )
    wait = add_wait(patient=patient, kind="consultation", wish="", by=by, at=at)
    return {"package": package.pk, "receipt": receipt.pk, "message": message.pk, "link": link.pk, "entry": wait.pk}


def _of_house(cast: Cast) -> dict[str, Any]:
    by, edition = cast.as_("doctor"), cast.clinic.edition
    product = receive_product(
        kind="antiseptic", code="hypochlorous_acid", name="Antiseptic", lot=f"H-{cast.clinic.pk}", expires=FAR, by=by,
        at=NOW,
    )  # fmt: skip
    approval = EditionApproval.objects.create(
        clinic=cast.clinic, at=NOW, by=cast.doctor, edition=edition, digest=edition_digest(edition)
    )
    program = admit_program(name="Test System", by=by, at=NOW).program
    return {
        "product": product.pk, "approval": approval.pk, "program": program.pk, "edition": edition,
        "cartridge": cast.cartridge.pk,
    }  # fmt: skip


def _of_follow_up(cast: Cast, session: Session) -> dict[str, Any]:
    record = {"clinic": cast.clinic, "at": NOW, "by": cast.doctor}
    patient: Patient = cast.patient
    from percutis.web.records.services.checkins import record_checkin

    checkin: CheckIn = record_checkin(
        session=session, said={"symptoms": []}, source="staff", by=cast.as_("doctor"), at=ENDED + timedelta(days=2)
    )
    event = Event.objects.create(
        **record, patient=patient, session=session, kind="reaction", urgency="within_7_days", what="Test"
    )
    pause = CoursePause.objects.create(**record, course=session.course, because="Test")
    override = Override.objects.create(
        **record, patient=patient, rule="isotretinoin_within_six_months", reason="other", note="Test",
        edition=cast.clinic.edition,
    )  # fmt: skip
    return {"checkin": checkin.pk, "event": event.pk, "pause": pause.pk, "override": override.pk}


def _of_photographs(cast: Cast, course: Any) -> dict[str, Any]:
    by = cast.as_("doctor")
    before: Photo
    before, after = (
        keep_photograph(patient=cast.patient, view="front", upload=upload(), by=by, at=NOW + timedelta(minutes=minute))
        for minute in (0, 1)
    )
    trial = try_photograph(patient=cast.patient, view="front", upload=upload(), by=by, at=NOW)
    pair = BlindPair.objects.create(
        clinic=cast.clinic, at=NOW, by=cast.doctor, course=course, before=before, after=after, is_swapped=False,
        concern="acne_scar_rolling", scale="goodman_baron_qualitative",
    )  # fmt: skip
    comparison = PhotoComparison.objects.create(
        clinic=cast.clinic, at=NOW, by=cast.doctor, patient=cast.patient, before=before, after=after, version="test",
        comparable=False,
    )  # fmt: skip
    return {"photo": before.key, "trial": trial.key, "pair": pair.key, "comparison": comparison.pk}
