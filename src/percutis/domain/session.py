"""A session as it is about to start, or as it took place: who, with what, where, how deep. Nothing here decides."""

from dataclasses import dataclass
from datetime import date, datetime

from percutis.domain.case import case_of
from percutis.domain.decision import Override
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Concern, Finding, Operator, Patient, Spot


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
    """What is about to be done (or was done) in one zone: set depth in mm, passes; since when there is the concern."""

    zone: str
    depth_mm: float
    concern: str | None = None
    passes: int | None = None
    since: date | None = None


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
    overrides: tuple[Override, ...] = ()


def session_case(session: Session, edition: Edition) -> Case:
    """A session as conditions see it: its zones, its deepest setting, its device and what was added."""
    zones = [zone.zone for zone in session.zones]
    case = case_of(edition, session.starts.date(), session.patient, session.findings, session.operator, zones)
    device = edition.device.get(session.device.model) if session.device else None
    depths = [zone.depth_mm for zone in session.zones]
    return case._replace(
        concerns=frozenset(zone.concern for zone in session.zones if zone.concern),
        depth_mm=max(depths, default=None),
        additions=frozenset(session.additions),
        anaesthetics=frozenset((session.anaesthetic.agent,) if session.anaesthetic else ()),
        devices=frozenset((device.id,) if device else ()),
        device_classes=frozenset((device.device_class,) if device else ()),
        session="first" if session.last_session is None else "later",
    )


def concerns_of(session: Session) -> tuple[Concern, ...]:
    """The concerns of a session as screening reads them, a zone each; one that nobody named has no name."""
    return tuple(Concern(concern=zone.concern or "", zones=(zone.zone,), since=zone.since) for zone in session.zones)
