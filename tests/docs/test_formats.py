"""docs/formats.md names every field that a file may hold and every field of an answer."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from percutis.interop.files.checkin import CheckinShape
from percutis.interop.files.intake import IntakeShape
from percutis.interop.files.session import SessionShape
from tests.docs.generated import FOLDER
from tests.docs.shell import run_line
from tests.examples import ROOT

PAGE = (FOLDER / "formats.md").read_text("utf-8")
WORDS = set(re.findall(r"`([a-z_0-9]+)`", PAGE))
ANSWERS = {
    "assess": "percutis assess examples/intake.yaml --on 2026-11-22",
    "plan": "percutis plan examples/intake.yaml --on 2026-11-22",
    "gate": "percutis gate examples/session.yaml",
    "aftercare": "percutis aftercare examples/session.yaml",
    "triage": "percutis triage examples/checkin.yaml",
    "sun": "percutis sun --at Islamabad --on 2026-11-22",
}


@pytest.mark.parametrize("shape", [IntakeShape, SessionShape, CheckinShape], ids=lambda shape: shape.__name__)
def test_every_field_of_a_file_is_described(shape: type[BaseModel]) -> None:
    """As the reader of the file knows it."""
    assert set(_fields(shape)) - WORDS == set()


@pytest.mark.parametrize("command", ANSWERS)
def test_every_field_of_an_answer_is_described(command: str) -> None:
    """As the answer to an example holds it."""
    answer = json.loads(run_line(f"{ANSWERS[command]} --format json").stdout)
    assert set(_keys(answer)) - WORDS == set()


def test_example_in_python_runs_as_it_stands() -> None:
    """A programmer copies it."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "src", check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "defer 2027-02-20 isotretinoin_within_six_months",
        "['patient.born', 'colour']",
    ]


def _fields(shape: type[BaseModel]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        yield name
        yield from (inner for model in _models(field.annotation) for inner in _fields(model))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _keys(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from value
            for inner in value.values():
                yield from _keys(inner)
        case list():
            for inner in value:
                yield from _keys(inner)
