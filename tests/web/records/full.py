"""A record in which no table of a patient is empty."""

from datetime import timedelta
from typing import Any

from percutis.web.records.models import (
    Assessment,
    BlindGrade,
    BlindPair,
    BookedCell,
    CalendarFeed,
    CartridgeReturn,
    CourseEvent,
    EventNote,
    IntakeDraft,
    OneTimeCode,
    Outcome,
    Package,
    PackageEntry,
    Patient,
    Photo,
    PhotoErasure,
    PhotoJudgement,
    PhotoMeasure,
    PhotoPoints,
    PhotoTier,
    Product,
    ProductUse,
    Session,
    TaskTick,
    ZoneLeft,
)
from tests.web.cast import NOW, TODAY, Cast
from tests.web.rows import Rows, make_rows


def fill_record(cast: Cast) -> Rows:
    """One row at least of every table, of the patient of this cast."""
    rows = make_rows(cast)
    patient, record = cast.patient, {"clinic": cast.clinic, "at": NOW, "by": cast.doctor}
    session = Session.objects.get(pk=rows["session"])
    _of_entering(patient, record)
    _of_planning(patient, session, record)
    _of_treating(cast, session, record)
    _of_photographs(patient, record)
    package = Package.objects.get(patient=patient)
    PackageEntry.objects.create(**record, package=package, change=-1, session=session)
    EventNote.objects.create(**record, event=patient.adverse_events.get(), text="Test")
    return rows


def _of_entering(patient: Patient, record: dict[str, Any]) -> None:
    expires = NOW + timedelta(minutes=10)
    OneTimeCode.objects.create(link=patient.links.get(), code_hash="TEST-HASH", at=NOW, expires=expires)
    CalendarFeed.objects.create(**record, patient=patient, token_hash=f"TEST-FEED-{patient.pk}")
    IntakeDraft.objects.create(patient=patient, source="patient", said={}, saved=NOW)


def _of_planning(patient: Patient, session: Session, record: dict[str, Any]) -> None:
    course, intake = session.course, patient.intakes.get()
    Assessment.objects.create(
        **record, patient=patient, intake=intake, edition=course.plan.edition, on=TODAY, verdict="treat", asked={},
        answer={},
    )  # fmt: skip
    CourseEvent.objects.create(**record, course=course, kind="held", number=1, on=TODAY)
    Outcome.objects.create(**record, course=course, scale="satisfaction", grade=4, on=TODAY)
    TaskTick.objects.create(**record, patient=patient, course=course, number=1, task="sunscreen")
    starts = session.appointment.starts
    BookedCell.objects.create(appointment=session.appointment, resource=f"patient:{patient.pk}", at=starts)


def _of_treating(cast: Cast, session: Session, record: dict[str, Any]) -> None:
    product = Product.objects.get(clinic=cast.clinic)
    ProductUse.objects.create(**record, session=session, product=product, amount="2 g")
    ZoneLeft.objects.create(
        **record, session=session, zone="chin", concern="acne_scar_rolling", reason="wish", words="T"
    )
    CartridgeReturn.objects.create(
        **record, cartridge=cast.cartridge, session=session, taken=NOW, sealed=True, because="Test"
    )


def _of_photographs(patient: Patient, record: dict[str, Any]) -> None:
    photo = Photo.objects.get(patient=patient)
    PhotoTier.objects.create(**record, photo=photo, tier="clinic")
    PhotoPoints.objects.create(**record, photo=photo, placed={})
    PhotoJudgement.objects.create(**record, photo=photo, version="test", said={"verdict": "measure", "reasons": []})
    PhotoMeasure.objects.create(
        **record, photo=photo, version="test", zone="cheek_left", measure="redness", value=1.5, error=0.1
    )
    gone = Photo.objects.create(
        **record, patient=patient, view="front", media_type="image/jpeg", sha256="0" * 64, width=1, height=1
    )
    PhotoErasure.objects.create(**record, photo=gone, why="Test", files=[])
    BlindGrade.objects.create(**record, pair=BlindPair.objects.get(course__patient=patient), grade_a=1, grade_b=2)
