"""Every resource that HL7 published as an example of FHIR R4, and whole courses for the patients among them.

`make test` fetches the examples with npm; where they are absent these tests are skipped and say so.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from percutis.domain.assessment import assess
from percutis.domain.errors import InputError
from percutis.domain.plan import plan_course
from percutis.interop.fhir.page import intake_yaml
from percutis.interop.fhir.read import READERS, Reading
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition
from tests.interop.fhir_records import ON, bundle, read_whole

EXAMPLES = Path(__file__).parents[2] / "node_modules" / "hl7.fhir.r4.examples"

pytestmark = pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the published FHIR examples are not installed: run make test, which fetches them"
)

SEVERAL_PATIENTS = 6
NO_RESOURCES = {"package.json"}
ADDED = {
    "place": "Islamabad",
    "operator": {"role": "dermatologist", "licensed": True, "jurisdiction": "PK-ICT"},
    "skin_type": {"fitzpatrick": "IV"},
    "concerns": [{"concern": "acne_scar_rolling", "zones": ["cheek_left", "cheek_right"]}],
    "devices": ["skinpen_precision"],
}


@cache
def examples(pattern: str) -> dict[str, Any]:
    """The published files that fit a pattern."""
    return {path.name: json.loads(path.read_bytes()) for path in sorted(EXAMPLES.glob(pattern))}


def completed(reading: Reading) -> dict[str, Any]:
    """The intake with what a record never holds, and a birth date where it is not told."""
    return {**reading.intake, **ADDED, "patient": {"id": "?", "born": "1960-01-01", **reading.intake["patient"]}}


def resources_of(patient: str) -> Iterator[dict[str, Any]]:
    """What the examples say of one of their patients, as a bundle would hold it."""
    for kind in ("Patient", "Medication", *READERS):
        for resource in examples(f"{kind}-*.json").values():
            who = resource.get("subject") or resource.get("patient") or {}
            named = resource["id"] if kind == "Patient" else who.get("reference", "").removeprefix("Patient/")
            if kind == "Medication" or named == patient:
                yield resource


def test_every_published_example_is_read() -> None:
    """Bundles, patients, terminologies: a reading or one refusal, and an intake that is read once completed."""
    counted: Counter[str] = Counter()
    refused: list[str] = []
    for path in sorted(EXAMPLES.glob("*.json")):
        try:
            reading = read_whole(json.loads(path.read_bytes()))
        except InputError as refusal:
            refused += [path.name, *(problem.place for problem in refusal.problems)]
            continue
        read_intake(completed(reading), load_edition(), ON)
        counted.update(files=1, resources=reading.resources, mapped=reading.mapped)

    assert Counter(refused[1::2]) == {"patient": SEVERAL_PATIENTS, "file": len(NO_RESOURCES)}
    assert (counted["files"], counted["resources"]) == (5300, 18511)
    assert counted["mapped"] >= 82  # more codes may be added to the edition, none may be lost


@pytest.mark.parametrize(
    ("kind", "read", "mapped"),
    [
        ("Patient", 22, 22),
        ("Condition", 12, 6),
        ("MedicationStatement", 7, 4),
        ("MedicationRequest", 40, 16),
        ("MedicationAdministration", 14, 7),
        ("MedicationDispense", 31, 15),
        ("AllergyIntolerance", 6, 0),
        ("Procedure", 16, 1),
        ("Immunization", 5, 4),
        ("Observation", 64, 1),
    ],
)
def test_examples_of_one_kind_are_mapped_or_told(kind: str, read: int, mapped: int) -> None:
    """Each file either gives something to the intake or is named in the report: nothing is silently dropped."""
    readings = {name: read_whole(data) for name, data in examples(f"{kind}-*.json").items()}
    silent = [name for name, one in readings.items() if not one.mapped and data_id(name) not in " ".join(one.left_out)]

    assert (len(readings), silent) == (read, [])
    assert sum(one.mapped for one in readings.values()) >= mapped


def data_id(name: str) -> str:
    """The id in a file's name: `Condition-f201.json` holds f201."""
    return name.partition("-")[2].removesuffix(".json")


PATIENTS = {
    "example": ["stroke", "vaccination"],
    "f001": ["known_malignancy", "cardiac_disease"],
    "f201": ["known_malignancy", "renal_impairment", "fever", "chemotherapy"],
    "pat1": ["prednisolone", "biologic", "chemotherapy", "warfarin", "systemic_antibiotic", "phenytoin", "paracetamol"],
}


@pytest.mark.parametrize("patient", PATIENTS)
def test_example_patient_is_assessed_and_planned(patient: str) -> None:
    """From the published record through our YAML to a verdict and a course that speak of what the record said."""
    reading = read_whole(bundle(*resources_of(patient)))
    written = parse_mapping(intake_yaml(reading.intake, reading.sources, ON).encode())
    intake = read_intake({**completed(reading), "findings": written["findings"]}, load_edition(), ON)
    verdict = assess(intake, load_edition(), ON)
    course = plan_course(intake, load_edition(), ON)

    found = [one["finding"] for one in reading.intake["findings"]]
    assert [finding for finding in found if finding in PATIENTS[patient]] == PATIENTS[patient]
    assert course.assessment == verdict
    assert set().union(*(reason.findings for reason in verdict.reasons)) & set(found)
