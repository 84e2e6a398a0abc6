"""`percutis intake from-fhir` as a shell sees it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from percutis.cli import app
from tests.interop.fhir_records import SNOMED, bundle, coded, condition, patient

ON = ["--on", "2026-11-22"]
RECORD = json.dumps(
    bundle(patient(), condition(coded(SNOMED, "33659008")), condition({"text": "Asthma"}, id="c2")), ensure_ascii=False
)


def from_fhir(record: str, *arguments: str) -> Result:
    """One call with the record on standard input."""
    return CliRunner().invoke(app, ["intake", "from-fhir", "-", *ON, *arguments], input=record)


def test_from_fhir_writes_yaml_and_tells_the_rest_on_standard_error() -> None:
    """Exit status 0; the intake alone on standard output."""
    result = from_fhir(RECORD)

    assert result.exit_code == 0
    assert result.stdout.startswith("# An intake read from a FHIR record on 2026-11-22.")
    assert "  - {finding: keloid, status: active}  # Condition c" in result.stdout.splitlines()
    assert result.stderr.splitlines() == [
        "standard input: 2 of 3 resources taken over",
        "Condition c2, “Asthma”: not a finding of this edition: not taken.",
    ]


def test_from_fhir_writes_json_for_programs() -> None:
    """The intake as one object."""
    assert json.loads(from_fhir(RECORD, "--format", "json").stdout) == {
        "patient": {"id": "P-1", "born": "1992-04-03", "sex": "female"},
        "findings": [{"finding": "keloid", "status": "active"}],
    }


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_from_fhir_feeds_assess(form: str) -> None:
    """One pipe from the record to the verdict."""
    intake = from_fhir(RECORD, "--format", form).stdout
    result = CliRunner().invoke(app, ["assess", "-", *ON, "--format", "json"], input=intake)

    assert result.exit_code == 0
    assert "keloid" in {finding for reason in json.loads(result.stdout)["reasons"] for finding in reason["findings"]}


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("not json", "  file: given text that is not JSON (line 1, column 1); allowed: a FHIR R4 resource"),
        ("{}", "  file: given JSON that is no FHIR resource: it names no resourceType; allowed: a FHIR R4 resource"),
        (
            json.dumps(bundle(patient(), patient(id="P-2"))),
            "  patient: given 2 patients: P-1, P-2; allowed: one; choose with --patient ID",
        ),
    ],
)
def test_from_fhir_refuses_with_one_message(record: str, problem: str) -> None:
    """Exit status 2, nothing on standard output, one problem."""
    result = from_fhir(record)
    head, said = result.stderr.splitlines()

    assert (result.exit_code, result.stdout) == (2, "")
    assert head == "percutis: standard input cannot be used: 1 problem"
    assert said.startswith(problem)


def test_from_fhir_chooses_one_of_several() -> None:
    """`--patient` names whose intake it is."""
    result = from_fhir(json.dumps(bundle(patient(), patient(id="P-2", gender="male"))), "--patient", "P-2")

    assert (result.exit_code, '  id: "P-2"' in result.stdout.splitlines()) == (0, True)


def test_from_fhir_refuses_a_day_that_is_none() -> None:
    """`--on` is a date."""
    assert CliRunner().invoke(app, ["intake", "from-fhir", "-", "--on", "today"], input=RECORD).exit_code == 2


def test_from_fhir_reads_a_file(tmp_path: Path) -> None:
    """A path instead of standard input; a path that leads nowhere is refused."""
    file = tmp_path / "record.json"
    file.write_text(RECORD, encoding="utf-8")

    assert CliRunner().invoke(app, ["intake", "from-fhir", str(file), *ON]).exit_code == 0
    assert CliRunner().invoke(app, ["intake", "from-fhir", str(tmp_path / "none.json"), *ON]).exit_code == 2


def test_from_fhir_without_the_schema_says_so() -> None:
    """The extra `fhir` only checks: without it the record is read all the same, and silence is not conformance."""
    without = "import sys; sys.modules['fhir'] = None; from percutis.cli import main; main()"
    call = [sys.executable, "-c", without, "intake", "from-fhir", "-", *ON]
    result = subprocess.run(call, input=RECORD, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (result.returncode, "  - {finding: keloid, status: active}  # Condition c" in result.stdout) == (0, True)
    assert result.stderr.splitlines()[-1] == (
        "Not checked against the FHIR R4 schema: the extra `fhir` is not installed."
    )
