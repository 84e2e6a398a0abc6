"""Reads an intake file into the domain's Intake."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from percutis.domain.edition.basis import add_months
from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError, Problem
from percutis.domain.intake import Concern, Intake, SkinTyping
from percutis.domain.skin import score_skin
from percutis.interop.files import fields, shapes
from percutis.interop.files.checks import checked, mapping
from percutis.interop.files.fields import reading_of, refused
from percutis.interop.files.repeats import (
    contradicted_findings,
    repeated_concern_zones,
    repeated_keys,
    repeated_words,
)
from percutis.interop.files.shapes import Shape

FURTHEST_MONTHS = 60


class SkinTypingShape(Shape):
    """A type said by the professional, or the answers of a questionnaire."""

    fitzpatrick: fields.SkinType | None = None
    answers: dict[str, fields.Answer] | None = None
    questionnaire: fields.Questionnaire | None = None


def _on_scale(value: Any, info: ValidationInfo) -> Any:
    """A grade lies on its scale, in whole steps where the scale has them."""
    if value is None:
        return None
    name = info.data.get("scale")
    if name is None:
        raise refused("no grade without its scale")
    for scale in reading_of(info).edition.scales:
        steps = "whole number" if scale.whole else "number"
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        is_on = is_number and scale.low <= value <= scale.high and (not scale.whole or value == int(value))
        if scale.scale == name and not is_on:
            raise refused(f"a {steps} from {scale.low:g} to {scale.high:g} ({name})")
    return value


class ConcernShape(Shape):
    """What the patient wants treated, and where."""

    concern: fields.Concern
    zones: list[fields.TreatedZone]
    scale: fields.Scale | None = None
    grade: Annotated[fields.Grade | None, BeforeValidator(_on_scale)] = None
    since: fields.PastDay | None = None


def _soon(value: Any, info: ValidationInfo) -> Any:
    """The first possible day lies within reach: further than five years nobody books."""
    found, on = fields.parse_day(value), reading_of(info).on
    if found and on and found > add_months(on, FURTHEST_MONTHS):
        raise refused(f"{fields.DAY}, at most five years after the day asked ({on})")
    return value


class IntakeShape(Shape):
    """An intake file."""

    patient: shapes.PatientShape
    place: shapes.Where = None
    operator: shapes.OperatorShape | None = None
    skin_type: SkinTypingShape | None = None
    concerns: list[ConcernShape] | None = None
    findings: list[shapes.FindingShape] | None = None
    devices: list[fields.Device] | None = None
    additions: list[fields.Addition] | None = None
    earliest: Annotated[fields.Day | None, BeforeValidator(_soon)] = None
    overrides: list[shapes.OverrideShape] | None = None


def read_intake(raw: dict[str, Any], edition: Edition, on: date) -> Intake:
    """The intake that a file holds, as asked on the day `on`; its keys stand in docs/formats.md.

    Dates and times are text or, as other readers of YAML give them, a `date` or a `datetime` with its offset. All else
    is as in JSON, and nothing is converted.

    Raises:
        InputError: every problem of the file, each with its place, what was given and what is allowed.
    """
    shape = checked(IntakeShape, mapping(raw), edition, on, _said_twice(raw), _typing_problems(raw, edition))
    return Intake(
        patient=shapes.patient_of(shape.patient),
        operator=shapes.operator_of(shape.operator),
        skin_type=_typing_of(shape.skin_type),
        concerns=tuple(_concern_of(concern) for concern in shape.concerns or ()),
        findings=shapes.findings_of(shape.findings),
        devices=tuple(shape.devices or ()),
        additions=tuple(shape.additions or ()),
        place=shapes.spot_of(shape.place, edition),
        earliest=shape.earliest,
        overrides=shapes.overrides_of(shape.overrides),
    )


def _said_twice(raw: dict[str, Any]) -> Iterator[Problem]:
    yield from repeated_concern_zones(raw)
    yield from repeated_words(raw, "devices", "additions")
    yield from repeated_keys(raw, "overrides", "rule")
    yield from contradicted_findings(raw)


def _typing_problems(raw: dict[str, Any], edition: Edition) -> Iterator[Problem]:
    """An incomplete questionnaire, or a type said two ways. The shape refuses answers out of range."""
    typing = raw.get("skin_type")
    answers = typing.get("answers") if isinstance(typing, dict) else None
    if not isinstance(typing, dict) or not isinstance(answers, dict):
        return
    if typing.get("fitzpatrick") is not None:
        yield Problem("skin_type", "fitzpatrick and answers", "one of the two")
    whole = {str(item): answer for item, answer in answers.items() if answer in range(5)}
    try:
        score_skin(
            whole | {str(item): 0 for item in answers if item not in whole},
            edition,
            typing.get("questionnaire"),
        )
    except InputError as error:
        yield from (problem for problem in error.problems if problem.place.startswith("skin_type.answers"))


def _typing_of(shape: SkinTypingShape | None) -> SkinTyping | None:
    if shape is None:
        return None
    return SkinTyping(fitzpatrick=shape.fitzpatrick, answers=shape.answers or {}, questionnaire=shape.questionnaire)


def _concern_of(shape: ConcernShape) -> Concern:
    return Concern(**dict(shape) | {"zones": tuple(shape.zones)})
