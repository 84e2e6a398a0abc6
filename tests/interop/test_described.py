"""The schemas that programs are given say what really comes and goes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from percutis.domain.aftercare import Aftercare
from percutis.domain.assessment import Assessment
from percutis.domain.gate import Gate
from percutis.domain.plan import Plan
from percutis.domain.sun import SunDay
from percutis.domain.triage import Triage
from percutis.interop.described import answer_schema, input_schema
from percutis.interop.files.checkin import CheckinShape
from percutis.interop.files.intake import IntakeShape
from percutis.interop.files.session import SessionShape
from percutis.interop.files.shapes import Shape
from percutis.interop.files.source import read_mapping
from tests.cases.running import EDITION
from tests.golden.answers import EXAMPLES, FOLDER

ANSWERS = {
    "aftercare": Aftercare,
    "assess": Assessment,
    "gate": Gate,
    "plan": Plan,
    "sun": SunDay,
    "triage": Triage,
}
INPUTS: dict[str, type[Shape]] = {"intake": IntakeShape, "session": SessionShape, "checkin": CheckinShape}


@pytest.mark.parametrize("kept", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_every_kept_answer_is_what_its_schema_says(kept: Path) -> None:
    """No field more, no field less, each of its kind."""
    schema = answer_schema(ANSWERS[kept.stem.partition("_")[0]])
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in judge.iter_errors(json.loads(kept.read_text("utf-8")))] == []


def test_answer_with_a_field_more_is_found() -> None:
    """The schema is closed: what nobody promised does not pass."""
    answer = json.loads((FOLDER / "assess_example.json").read_text("utf-8")) | {"surprise": 1}
    assert not Draft202012Validator(answer_schema(Assessment)).is_valid(answer)


@pytest.mark.parametrize("name", INPUTS)
def test_every_example_is_what_its_schema_says(name: str) -> None:
    """What the examples hold may be sent; a place may also be a name, which the reader turns into coordinates."""
    raw = read_mapping(str(EXAMPLES / f"{name}.yaml"))
    assert Draft202012Validator(input_schema(INPUTS[name], EDITION)).is_valid(raw)


def test_words_of_the_edition_are_listed() -> None:
    """Where the vocabulary decides, the schema lists its words."""
    concern = input_schema(IntakeShape, EDITION)["$defs"]["ConcernShape"]["properties"]
    assert "melasma" in concern["concern"]["enum"]
    assert "upper_eyelid" not in concern["zones"]["items"]["enum"]
