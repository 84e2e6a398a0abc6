"""A check-in as the whole check-in file, and the core's triage of it."""

from datetime import datetime
from typing import Any

from percutis.domain.case import case_of
from percutis.domain.checkin import Checkin
from percutis.domain.edition.edition import Edition
from percutis.domain.triage import Triage, TriageReason, triage
from percutis.domain.words import Urgency
from percutis.interop.files.checkin import read_checkin
from percutis.interop.recovery import UsualCourse, usual_courses
from percutis.web.records.core.people import File, patient_file
from percutis.web.records.models import Session as SessionRow
from percutis.web.records.models import ZoneTreatment

OPENS_AN_EVENT = (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.WITHIN_48_HOURS)


def checkin_file(
    session: SessionRow,
    *,
    zones: list[ZoneTreatment],
    said: File,
    at: datetime,
    skin_type: str | None,
    edition: Edition,
    findings: list[File],
) -> File:
    """The whole file: `said` holds symptoms and, where measured, temperature_c, oxygen_saturation_percent, notices.

    The session must be over.
    """
    if session.ended is None:
        raise ValueError("a check-in follows a session that is over")
    zone = session.appointment.clinic.zone
    past: dict[str, Any] = {
        "ended": session.ended.astimezone(zone).isoformat(timespec="minutes"),
        "device_class": edition.device[session.device.model].device_class if session.device else "pen",
        "zones": [{"zone": one.zone, "depth_mm": one.depth_mm} for one in zones],
        "additions": session.facts.get("additions", []),
    }
    if numbing := session.facts.get("anaesthetic"):
        past["anaesthetic"] = numbing
    patient = patient_file(session.patient) | ({"skin_type": skin_type} if skin_type else {})
    return {
        "patient": patient,
        "findings": findings,
        "session": past,
        "at": at.astimezone(zone).isoformat(timespec="minutes"),
        "symptoms": [],
        **said,
    }


def triage_file(file: File, edition: Edition) -> Triage:
    """How urgent a check-in file is.

    Raises:
        InputError: every problem of it.
    """
    return triage(read_checkin(file, edition), edition)


def opening_reasons(answer: Triage) -> list[TriageReason]:
    """The reasons of a triage for which an event is opened: somebody must see these within two days."""
    return [reason for reason in answer.reasons if reason.urgency in OPENS_AN_EVENT]


def holding_urgencies(edition: Edition) -> frozenset[Urgency]:
    """The urgencies for which the edition holds a course until a physician has looked."""
    return frozenset(Urgency(flag.urgency) for flag in edition.red_flags if flag.hold_course)


def usual_after(file: File, edition: Edition) -> list[UsualCourse]:
    """What is usual after the session that a check-in file is about: for its depth, skin type and what was added."""
    checkin: Checkin = read_checkin(file, edition)
    session = checkin.session
    case = case_of(
        edition, checkin.at.date(), checkin.patient, checkin.findings, None, [zone.zone for zone in session.zones]
    )._replace(
        depth_mm=max((zone.depth_mm for zone in session.zones), default=None),
        device_classes=frozenset((session.device_class,)),
        additions=frozenset(session.additions),
        anaesthetics=frozenset((session.anaesthetic.agent,) if session.anaesthetic else ()),
    )
    return usual_courses(case, edition)
