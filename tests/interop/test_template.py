"""The blank intake."""

import pytest

from percutis.domain.errors import InputError
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import parse_mapping
from percutis.interop.template import intake_template
from percutis.protocol.load import load_edition, load_texts
from tests.examples import ON

EDITION = load_edition()
BLANK = parse_mapping(intake_template(EDITION, load_texts()).encode())


def test_the_blank_asks_every_question_of_the_edition() -> None:
    """Each finding that a professional asks for stands there once, unknown."""
    asked = [kind.code for kind in EDITION.findings if kind.ask != "no"]
    assert sorted(entry["finding"] for entry in BLANK["findings"]) == sorted(asked)
    assert {entry["status"] for entry in BLANK["findings"]} == {"unknown"}


def test_the_blank_is_refused_only_for_who_the_patient_is() -> None:
    """Everything else may stay open."""
    with pytest.raises(InputError) as error:
        read_intake(BLANK, EDITION, ON)
    assert [problem.place for problem in error.value.problems] == ["patient.id", "patient.born"]


def test_the_blank_with_a_patient_is_an_intake() -> None:
    """Two lines filled in are enough to ask."""
    filled = BLANK | {"patient": {"id": "P-0002", "born": "1990-01-01"}}
    assert read_intake(filled, EDITION, ON).operator is not None
