"""What becomes of each table when a patient's record is deleted: rows that go, words that go, and codes that stay.

Every column of text is in one of the three, and a test asks it of every table: a new column has to be decided here.
What stays and why is written in docs/records.md.
"""

from typing import Any

from django.db import models
from django.db.models import Case, Value, When

from percutis.web.records.core.belonging import tables_of_patient
from percutis.web.records.models import (
    Appointment,
    Assessment,
    BlindGrade,
    BlindPair,
    BookedCell,
    CalendarFeed,
    CartridgeReturn,
    CheckIn,
    Consent,
    Course,
    CourseEvent,
    CoursePause,
    Event,
    EventNote,
    GateCheck,
    Intake,
    IntakeDraft,
    Message,
    OneTimeCode,
    Outcome,
    Override,
    Package,
    PackageEntry,
    Patient,
    PatientLink,
    PatientWord,
    Photo,
    PhotoComparison,
    PhotoErasure,
    PhotoJudgement,
    PhotoMeasure,
    PhotoPoints,
    PhotoTier,
    PhotoTrial,
    Plan,
    ProductUse,
    Receipt,
    Session,
    TaskTick,
    WaitListEntry,
    ZoneLeft,
    ZoneTreatment,
)

MARK = "—"  # stands where words were
Model = type[models.Model]

# Rows that go, those that name others first. Photographs on trial and comparisons go after their files are known.
GONE: tuple[Model, ...] = (
    OneTimeCode, PatientLink, PatientWord, CalendarFeed, IntakeDraft, PhotoTrial, PhotoPoints, PhotoJudgement,
    PhotoComparison,
)  # fmt: skip

# Columns that somebody wrote words into, or that hold what the patient said; emptied, the row stays.
EMPTIED: dict[Model, tuple[str, ...]] = {
    Appointment: ("note",),
    Assessment: ("asked", "answer"),
    BlindGrade: ("note",),
    CartridgeReturn: ("because",),
    CheckIn: ("said", "answer", "reply"),
    Consent: ("text", "signed_name", "why"),
    Course: ("summary",),
    CoursePause: ("because", "finding"),
    Event: ("what",),
    EventNote: ("text",),
    GateCheck: ("facts", "answer"),
    Intake: ("said", "why"),
    Message: ("about", "text", "problem"),
    Outcome: ("note",),
    Override: ("note",),
    Package: ("name",),
    PackageEntry: ("why",),
    PhotoErasure: ("why",),
    PhotoTier: ("why",),
    Plan: ("asked", "answer"),
    ProductUse: ("amount",),
    Receipt: ("what", "reference"),
    Session: ("facts", "photographs_skipped", "abandoned_because"),
    WaitListEntry: ("wish",),
    ZoneLeft: ("words",),
    ZoneTreatment: ("note", "why"),
}

# Columns of text that hold a code of the edition, a key, a digest or a name that the program gave: they stay.
CODES: dict[Model, tuple[str, ...]] = {
    Assessment: ("edition", "verdict"),
    BlindPair: ("concern", "scale"),
    BookedCell: ("resource",),
    CheckIn: ("edition", "urgency"),
    Consent: ("version", "language"),
    Course: ("closed_because",),
    CourseEvent: ("rule",),
    Event: ("urgency", "symptoms", "ended_as"),
    GateCheck: ("edition", "verdict"),
    Message: ("kind", "key", "language"),
    Outcome: ("concern", "scale"),
    Override: ("rule", "edition"),
    Patient: ("number",),
    Photo: ("original", "media_type", "sha256"),
    PhotoErasure: ("files",),
    PhotoMeasure: ("version", "zone", "measure"),
    Plan: ("edition", "digest"),
    TaskTick: ("task",),
    ZoneLeft: ("zone", "concern"),
    ZoneTreatment: ("zone", "concern"),
}


def forget_words(patient: Patient) -> int:
    """How many rows were emptied or taken away; the patient's own row is not among them."""
    tables = {table.model: table for table in tables_of_patient()}
    count = sum(tables[model].rows(patient).order_by().delete()[0] for model in GONE)
    for model, columns in EMPTIED.items():
        empty = {name: emptied(model._meta.get_field(name)) for name in columns}  # type: ignore[arg-type]
        count += tables[model].rows(patient).update(**empty)
    return count


def emptied(column: models.Field) -> Any:
    """What a column holds afterwards: a mark where there were words, an empty answer where there was one."""
    if isinstance(column, models.JSONField):
        return Value({}, column)
    return Case(When(**{column.name: ""}, then=Value("")), default=Value(MARK))
