"""Reads a session file into the domain's Session."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.errors import Problem
from percutis.domain.session import (
    BloodProduct,
    Cartridge,
    Consents,
    DeviceInUse,
    Numbing,
    Session,
    ZoneSetting,
)
from percutis.interop.files import fields, shapes
from percutis.interop.files.checks import checked, mapping
from percutis.interop.files.fields import parse_moment
from percutis.interop.files.problems import shown
from percutis.interop.files.repeats import contradicted_findings, repeated_keys, repeated_words
from percutis.interop.files.shapes import Shape


class CartridgeShape(Shape):
    """The single-use part."""

    lot: fields.Text | None = None
    number: fields.Text | None = None
    expires: fields.Day | None = None
    seal_intact: fields.Flag | None = None
    used_before: fields.Flag | None = None


class DeviceShape(Shape):
    """The device on the tray."""

    model: fields.Device
    cartridge: CartridgeShape | None = None


class NumbingShape(Shape):
    """The topical anaesthetic as applied."""

    agent: fields.Anaesthetic
    grams: fields.Grams | None = None
    area_cm2: fields.Area | None = None
    minutes: fields.Minutes | None = None
    occluded: fields.Flag | None = None
    reapplied: fields.Flag | None = None


class BloodProductShape(Shape):
    """Platelet-rich plasma as it stands on the tray."""

    tubes: fields.Tubes | None = None
    identifiers_on_tube: list[fields.Text] | None = None
    same_person: fields.Flag | None = None


class ZoneSettingShape(Shape):
    """What is about to be done in one zone, or was done."""

    zone: fields.TreatedZone
    depth_mm: fields.Depth
    concern: fields.Concern | None = None
    passes: fields.Passes | None = None
    since: fields.PastDay | None = None


class ConsentShape(Shape):
    """What the patient agreed to."""

    procedure: fields.Consent
    photographs: fields.Photographs | None = None


class SessionShape(Shape):
    """A session file."""

    patient: shapes.TypedPatientShape
    operator: shapes.OperatorShape | None = None
    starts: fields.Moment
    ended: fields.Moment | None = None
    place: shapes.Where = None
    last_session: fields.PastDay | None = None
    findings: list[shapes.FindingShape] | None = None
    device: DeviceShape | None = None
    anaesthetic: NumbingShape | None = None
    antiseptic: fields.Antiseptic | None = None
    additions: list[fields.Addition] | None = None
    platelet_rich_plasma: BloodProductShape | None = None
    zones: list[ZoneSettingShape] | None = None
    consent: ConsentShape | None = None
    overrides: list[shapes.OverrideShape] | None = None


def read_session(raw: dict[str, Any], edition: Edition) -> Session:
    """The session that a file holds; its own start is the day that dates are held against. Values as in `read_intake`.

    Raises:
        InputError: every problem of the file, each with its place, what was given and what is allowed.
    """
    shape = checked(SessionShape, mapping(raw), edition, _day_of(raw), _others(raw))
    return Session(
        patient=shapes.patient_of(shape.patient),
        operator=shapes.operator_of(shape.operator),
        starts=shape.starts,
        ended=shape.ended,
        place=shapes.spot_of(shape.place, edition),
        last_session=shape.last_session,
        findings=shapes.findings_of(shape.findings),
        device=_device_of(shape.device),
        anaesthetic=numbing_of(shape.anaesthetic),
        antiseptic=shape.antiseptic,
        additions=tuple(shape.additions or ()),
        platelet_rich_plasma=_blood_of(shape.platelet_rich_plasma),
        zones=settings_of(shape.zones),
        consent=Consents(**dict(shape.consent)) if shape.consent else None,
        overrides=shapes.overrides_of(shape.overrides),
    )


def numbing_of(shape: NumbingShape | None) -> Numbing | None:
    """The anaesthetic as the domain knows it."""
    return Numbing(**dict(shape)) if shape else None


def settings_of(zones: list[ZoneSettingShape] | None) -> tuple[ZoneSetting, ...]:
    """The settings as the domain knows them."""
    return tuple(ZoneSetting(**dict(zone)) for zone in zones or ())


def _device_of(shape: DeviceShape | None) -> DeviceInUse | None:
    if shape is None:
        return None
    cartridge = Cartridge(**dict(shape.cartridge)) if shape.cartridge else None
    return DeviceInUse(model=shape.model, cartridge=cartridge)


def _blood_of(shape: BloodProductShape | None) -> BloodProduct | None:
    if shape is None:
        return None
    return BloodProduct(
        tubes=shape.tubes,
        identifiers_on_tube=tuple(shape.identifiers_on_tube or ()),
        same_person=shape.same_person,
    )


def _day_of(raw: dict[str, Any]) -> date | None:
    starts = parse_moment(raw.get("starts"))
    return starts.date() if starts else None


def _others(raw: dict[str, Any]) -> Iterator[Problem]:
    yield from in_order(raw, "starts", "ended")
    yield from repeated_keys(raw, "zones", "zone", "concern")
    yield from repeated_keys(raw, "overrides", "rule")
    yield from repeated_words(raw, "additions")
    yield from contradicted_findings(raw)


def in_order(raw: dict[str, Any], first: str, then: str) -> Iterator[Problem]:
    """A moment that lies before the one it must follow; both may be dotted places."""
    earlier, later = parse_moment(_at(raw, first)), parse_moment(_at(raw, then))
    if earlier and later and later < earlier:
        yield Problem(then, shown(_at(raw, then)), f"a time not before {first} ({_clock(earlier)})")


def _at(raw: Any, place: str) -> Any:
    for key in place.split("."):
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw


def _clock(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
