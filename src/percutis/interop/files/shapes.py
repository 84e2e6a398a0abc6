"""What several kinds of file share: patient, operator, findings and place."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema

from percutis.domain.decision import Override
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Finding, Operator, Patient, Spot
from percutis.domain.words import Status
from percutis.interop.files import fields
from percutis.interop.files.fields import parse_day, reading_of, refused
from percutis.interop.files.words import allowed_words


class Shape(BaseModel):
    """A mapping of a file: no other keys, no coercion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def known_place(value: Any, info: ValidationInfo) -> Any:
    """A place's name as its coordinates; a mapping is left to the shape."""
    if not isinstance(value, str):
        return value
    reading = reading_of(info)
    found = reading.edition.place.get(value.casefold().strip())
    if found is None:
        places = allowed_words("place", reading.words["place"], value)
        raise refused(f"{places}, or {{latitude, longitude, altitude_m}}")
    return {
        "latitude": found.latitude,
        "longitude": found.longitude,
        "altitude_m": found.altitude_m,
        "name": found.name,
        "timezone": found.timezone,
    }


class PlaceShape(Shape):
    """A point on the earth. The time zone decides what "10:00" means there."""

    latitude: fields.Latitude
    longitude: fields.Longitude
    altitude_m: fields.Altitude | None = None
    name: fields.Text | None = None
    timezone: fields.Timezone | None = None


class ByName:
    """What a JSON Schema says of a place: its name will do."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        name = {"type": "string", fields.WORDS: "place", "description": "a known place"}
        return {"anyOf": [name, *handler(schema)["anyOf"]]}


Where = Annotated[PlaceShape | None, BeforeValidator(known_place), ByName()]


class PatientShape(Shape):
    """Who is treated."""

    id: fields.Text
    born: fields.Birth
    sex: fields.Sex | None = None
    weight_kg: fields.Weight | None = None


class TypedPatientShape(PatientShape):
    """A patient whose skin type is already known."""

    skin_type: fields.SkinType | None = None


class OperatorShape(Shape):
    """Who would hold the device."""

    role: fields.Role
    licensed: fields.Flag
    jurisdiction: fields.Jurisdiction
    supervisor: fields.Role | None = None


def _own_unit(value: Any, info: ValidationInfo) -> Any:
    """The unit must be the finding's own, and stand wherever a value stands."""
    kind = reading_of(info).edition.finding.get(info.data.get("finding", ""))
    if kind is None:
        return value
    if value != kind.unit and (value is not None or info.data.get("value") is not None):
        raise refused(f'"{kind.unit}"' if kind.unit else f"no value and no unit: {kind.code} has none")
    return value


def _no_date_of_never(value: Any, info: ValidationInfo) -> Any:
    if value is not None and info.data.get("status") == Status.NEVER:
        raise refused("no date beside the status never")
    return value


DateOfFinding = Annotated[fields.PastDay | None, BeforeValidator(_no_date_of_never)]


class FindingShape(Shape):
    """One thing known of the patient."""

    finding: fields.Finding
    status: fields.Status
    last: DateOfFinding = None
    since: DateOfFinding = None
    zones: list[fields.Zone] | None = None
    value: fields.Amount | None = None
    unit: Annotated[str | None, BeforeValidator(_own_unit), Field(validate_default=True)] = None


class OverrideShape(Shape):
    """A physician's recorded choice of a permissive value."""

    rule: fields.Rule
    by: fields.Physician
    name: fields.Text | None = None
    reason: fields.Text | None = None


def patient_of(shape: PatientShape) -> Patient:
    """The patient as the domain knows them."""
    return Patient(
        id=shape.id,
        born=shape.born,
        sex=shape.sex,
        weight_kg=shape.weight_kg,
        skin_type=getattr(shape, "skin_type", None),
    )


def operator_of(shape: OperatorShape | None) -> Operator | None:
    """The operator as the domain knows them."""
    return Operator(**dict(shape)) if shape else None


def findings_of(shapes: Sequence[FindingShape] | None) -> tuple[Finding, ...]:
    """The findings as the domain knows them."""
    return tuple(
        Finding(
            finding=shape.finding,
            status=Status(shape.status),
            last=shape.last,
            since=shape.since,
            zones=tuple(shape.zones or ()),
            value=shape.value,
            unit=shape.unit,
        )
        for shape in shapes or ()
    )


def spot_of(shape: PlaceShape | None, edition: Edition) -> Spot | None:
    """The place as the domain knows it; a place known by name brings its measured months."""
    if shape is None:
        return None
    known = edition.place.get((shape.name or "").casefold())
    is_there = known and (known.latitude, known.longitude) == (shape.latitude, shape.longitude)
    return Spot(
        latitude=shape.latitude,
        longitude=shape.longitude,
        altitude_m=shape.altitude_m or 0.0,
        name=shape.name,
        timezone=shape.timezone,
        monthly_noon_uv_index=known.monthly_noon_uv_index if known and is_there else (),
    )


def born_of(raw: dict[str, Any]) -> date | None:
    """The birth date that a raw file states, for the checks of other dates; None where it states none."""
    patient = raw.get("patient")
    return parse_day(patient.get("born")) if isinstance(patient, dict) else None


def overrides_of(overrides: Sequence[OverrideShape] | None) -> tuple[Override, ...]:
    """The recorded choices as the domain knows them."""
    return tuple(Override(**dict(override)) for override in overrides or ())
