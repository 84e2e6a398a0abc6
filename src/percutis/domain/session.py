"""The session and its gate: the minute before the first pass. Stop, modify or go, with reasons.

The facts of the day are worked out here; every threshold stands in the edition's gate rules and screening rules.
"""

from dataclasses import dataclass
from datetime import date, datetime

from percutis.domain.decision import Question, Reason
from percutis.domain.intake import Finding, Operator, Patient, Spot
from percutis.domain.words import GateVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Cartridge:
    """The single-use part: lot and number, expiry, whether the seal was whole and whether it was ever used."""

    lot: str | None = None
    number: str | None = None
    expires: date | None = None
    seal_intact: bool | None = None
    used_before: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInUse:
    """The device on the tray."""

    model: str
    cartridge: Cartridge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbing:
    """The topical anaesthetic as applied: grams on an area (cm²) for minutes."""

    agent: str
    grams: float | None = None
    area_cm2: float | None = None
    minutes: float | None = None
    occluded: bool | None = None
    reapplied: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BloodProduct:
    """The patient's own platelet-rich plasma: tubes, what is written on them, and whether it is the same person's."""

    tubes: int | None = None
    identifiers_on_tube: tuple[str, ...] = ()
    same_person: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSetting:
    """What is about to be done (or was done) in one zone: set depth in mm, passes."""

    zone: str
    depth_mm: float
    concern: str | None = None
    passes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """Consent to the procedure (signed, missing, withdrawn) and to photographs (none, record_only, clinic, publish)."""

    procedure: str
    photographs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session about to start (or, with `ended`, one that took place). Times carry their offset."""

    patient: Patient
    operator: Operator | None
    starts: datetime
    place: Spot | None = None
    ended: datetime | None = None
    last_session: date | None = None
    findings: tuple[Finding, ...] = ()
    device: DeviceInUse | None = None
    anaesthetic: Numbing | None = None
    antiseptic: str | None = None
    additions: tuple[str, ...] = ()
    platelet_rich_plasma: BloodProduct | None = None
    zones: tuple[ZoneSetting, ...] = ()
    consent: Consents | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """May the first pass be made now? `zones` are the settings as they may be used after the modifications."""

    edition: str
    edition_status: str
    verdict: GateVerdict
    zones: tuple[ZoneSetting, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
