"""Reads a check-in file into the domain's Checkin."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from percutis.domain.checkin import Checkin, PastSession, Symptom
from percutis.domain.edition.edition import Edition
from percutis.domain.errors import Problem
from percutis.interop.files import fields, shapes
from percutis.interop.files.checks import checked, mapping
from percutis.interop.files.fields import parse_moment
from percutis.interop.files.repeats import contradicted_findings, repeated_words
from percutis.interop.files.session import NumbingShape, ZoneSettingShape, in_order, numbing_of, settings_of
from percutis.interop.files.shapes import Shape


class PastSessionShape(Shape):
    """The session that the check-in is about."""

    ended: fields.Moment
    device_class: fields.DeviceClass
    zones: list[ZoneSettingShape] | None = None
    additions: list[fields.Addition] | None = None
    anaesthetic: NumbingShape | None = None


class SymptomShape(Shape):
    """One reported symptom."""

    symptom: fields.Symptom
    severity: fields.Severity
    zones: list[fields.Zone] | None = None
    trend: fields.Trend | None = None
    itchy: fields.Flag | None = None


SYMPTOMS = fields.Kind(
    lambda value, _info: value, "a list of symptoms; [] says that the patient was asked and has none"
)


class CheckinShape(Shape):
    """A check-in file."""

    patient: shapes.TypedPatientShape
    findings: list[shapes.FindingShape] | None = None
    session: PastSessionShape
    at: fields.Moment
    symptoms: Annotated[list[SymptomShape], SYMPTOMS]
    temperature_c: fields.Temperature | None = None
    oxygen_saturation_percent: fields.Saturation | None = None
    notices: list[fields.Notice] | None = None


def read_checkin(raw: dict[str, Any], edition: Edition) -> Checkin:
    """The check-in that a file holds; its own time is the day that dates are held against. Values as in `read_intake`.

    Raises:
        InputError: every problem of the file, each with its place, what was given and what is allowed.
    """
    shape = checked(CheckinShape, mapping(raw), edition, _day_of(raw), _others(raw))
    return Checkin(
        patient=shapes.patient_of(shape.patient),
        session=_session_of(shape.session),
        at=shape.at,
        findings=shapes.findings_of(shape.findings),
        symptoms=tuple(Symptom(**dict(said) | {"zones": tuple(said.zones or ())}) for said in shape.symptoms),
        temperature_c=shape.temperature_c,
        oxygen_saturation_percent=shape.oxygen_saturation_percent,
        notices=tuple(shape.notices or ()),
    )


def _session_of(shape: PastSessionShape) -> PastSession:
    return PastSession(
        ended=shape.ended,
        device_class=shape.device_class,
        zones=settings_of(shape.zones),
        additions=tuple(shape.additions or ()),
        anaesthetic=numbing_of(shape.anaesthetic),
    )


def _day_of(raw: dict[str, Any]) -> date | None:
    at = parse_moment(raw.get("at"))
    return at.date() if at else None


def _others(raw: dict[str, Any]) -> Iterator[Problem]:
    yield from in_order(raw, "session.ended", "at")
    yield from repeated_words(raw, "notices")
    yield from contradicted_findings(raw)
