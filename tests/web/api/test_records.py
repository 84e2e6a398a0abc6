"""Another system's record, sent by a program, becomes the intake that the command line makes of it."""

import json
from typing import Any

import pytest

from tests.docs.shell import run_line
from tests.examples import EXAMPLES
from tests.interop.fhir_records import bundle, patient
from tests.web.api.conftest import Ask

QUESTION = "intake/from-fhir"
ON = "2026-11-22"


def problems(answer: Any) -> list[tuple[str, str]]:
    """Where, and what would be accepted."""
    assert answer.status_code == 422
    return [(one["place"], one["allowed"]) for one in json.loads(answer.content)["problems"]]


def test_intake_is_the_one_of_the_command_line(ask: Ask) -> None:
    """With the same sentences about what could not be taken over, and the same count."""
    done = run_line(f"percutis intake from-fhir examples/bundle.json --on {ON} --format json")
    answer = ask(QUESTION, (EXAMPLES / "bundle.json").read_bytes(), on=ON)
    found = json.loads(answer.content)
    count, *left_out = done.stderr.splitlines()
    assert answer.status_code == 200
    assert found["intake"] == json.loads(done.stdout)
    assert found["left_out"] == left_out
    assert count == f"examples/bundle.json: {found['mapped']} of {found['resources']} resources taken over"


def test_intake_out_of_a_record_can_be_asked_about(ask: Ask) -> None:
    """What comes back is a file of the public format."""
    intake = json.loads(ask(QUESTION, (EXAMPLES / "bundle.json").read_bytes(), on=ON).content)["intake"]
    assert ask("assess", json.dumps(intake), on=ON).status_code == 200


def test_one_of_several_patients_is_chosen_in_the_address(ask: Ask) -> None:
    """In the words of an address, not of an option."""
    record = json.dumps(bundle(patient(), patient(id="P-2", gender="male")))
    assert problems(ask(QUESTION, record)) == [("patient", "one; choose with patient=ID in the address")]
    assert problems(ask(QUESTION, record, patient="P-3")) == [("patient", "one of P-1, P-2")]
    assert json.loads(ask(QUESTION, record, patient="P-2").content)["intake"]["patient"]["id"] == "P-2"


@pytest.mark.parametrize("body", [b"", b"[]", b"patient: {id: A}", b'{"a": 1}', b"\xff\xfe", b'{"a": 1, "a": 2}'])
def test_what_is_no_record_is_refused(body: bytes, ask: Ask) -> None:
    """As a file on the command line."""
    assert [place for place, _ in problems(ask(QUESTION, body))] == ["file"]
