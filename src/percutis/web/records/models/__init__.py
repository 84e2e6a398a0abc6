"""The tables, a file per subject. Clinical rows are added, never changed: a correction is a new row that says why."""

from percutis.web.records.models.consent import Consent
from percutis.web.records.models.consultation import Assessment, Intake, IntakeDraft, Override
from percutis.web.records.models.course import Course, CourseEvent, CoursePause, Outcome, Plan
from percutis.web.records.models.diary import Appointment, BookedCell, WaitListEntry
from percutis.web.records.models.feeds import CalendarFeed
from percutis.web.records.models.following import CheckIn, Event, EventNote, TaskTick
from percutis.web.records.models.measures import BlindGrade, BlindPair, PhotoComparison, PhotoJudgement, PhotoMeasure
from percutis.web.records.models.messages import Message
from percutis.web.records.models.money import Package, PackageEntry, Receipt
from percutis.web.records.models.people import OneTimeCode, Patient, PatientLink, PatientWord
from percutis.web.records.models.photographs import Photo, PhotoErasure, PhotoPoints, PhotoTier, PhotoTrial
from percutis.web.records.models.protocol import EditionApproval
from percutis.web.records.models.stock import Cartridge, Device, Product
from percutis.web.records.models.treatment import (
    CartridgeReturn,
    CartridgeUse,
    GateCheck,
    ProductUse,
    Session,
    ZoneLeft,
    ZoneTreatment,
)

__all__ = [
    "Appointment",
    "Assessment",
    "BlindGrade",
    "BlindPair",
    "BookedCell",
    "CalendarFeed",
    "Cartridge",
    "CartridgeReturn",
    "CartridgeUse",
    "CheckIn",
    "Consent",
    "Course",
    "CourseEvent",
    "CoursePause",
    "Device",
    "EditionApproval",
    "Event",
    "EventNote",
    "GateCheck",
    "Intake",
    "IntakeDraft",
    "Message",
    "OneTimeCode",
    "Outcome",
    "Override",
    "Package",
    "PackageEntry",
    "Patient",
    "PatientLink",
    "PatientWord",
    "Photo",
    "PhotoComparison",
    "PhotoErasure",
    "PhotoJudgement",
    "PhotoMeasure",
    "PhotoPoints",
    "PhotoTier",
    "PhotoTrial",
    "Plan",
    "Product",
    "ProductUse",
    "Receipt",
    "Session",
    "TaskTick",
    "WaitListEntry",
    "ZoneLeft",
    "ZoneTreatment",
]
