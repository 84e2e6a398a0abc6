"""Check-ins: what the patient reports after a session, sorted to an urgency with reasons and what to do.

Red flags first, in the edition's order; then the expected course for this depth, skin type and hour. A symptom that
neither knows is never reassurance.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from percutis.domain.decision import Reason, Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.intake import Finding, Patient
from percutis.domain.session import Numbing, ZoneSetting
from percutis.domain.words import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One reported symptom, severity 0 (none) to 10."""

    symptom: str
    severity: int
    zones: tuple[str, ...] = ()
    trend: str | None = None
    itchy: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSession:
    """The session that the check-in is about."""

    ended: datetime
    device_class: str
    zones: tuple[ZoneSetting, ...] = ()
    additions: tuple[str, ...] = ()
    anaesthetic: Numbing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """What the patient says at `at`: symptoms, and measured temperature (°C) or oxygen saturation (%) if any."""

    patient: Patient
    session: PastSession
    at: datetime
    findings: tuple[Finding, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    temperature_c: float | None = None
    oxygen_saturation_percent: float | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do now, for the patient or for the clinic."""

    text: Sentence
    audience: Literal["patient", "clinic"]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageReason:
    """Why this urgency: a red flag, a symptom beyond its expected course, or one that nobody expected."""

    rule: str
    urgency: Urgency
    symptoms: tuple[str, ...]
    zones: tuple[str, ...]
    text: Sentence
    cites: tuple[Cite, ...]
    strength: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """How soon somebody must look, why, and what to do. `hold_course` stops the series until a physician looked."""

    edition: str
    edition_status: str
    urgency: Urgency
    reasons: tuple[TriageReason, ...]
    actions: tuple[ToDo, ...]
    next_checkin: datetime
    hold_course: bool
    interval_at_least_days: int | None
