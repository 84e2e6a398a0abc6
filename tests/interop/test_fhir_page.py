"""The intake that is written from a record: read back the same, and refused only for what the record lacks."""

import pytest

from percutis.domain.errors import InputError
from percutis.interop.fhir.page import intake_yaml
from percutis.interop.fhir.read import Reading
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition
from tests.interop.fhir_records import (
    ON,
    SNOMED,
    coded,
    condition,
    observation,
    patient,
    quantity,
    read,
    read_whole,
)

TOLD = (
    condition(coded(SNOMED, "33659008"), "resolved", abatementDateTime="2020-06-02", bodySite=[{"text": "chin"}]),
    condition(coded(SNOMED, "44054006"), id="d"),
    observation("4548-4", effectiveDateTime="2026-11-01", **quantity(7.1, "%")),
    observation("29463-7", id="w", effectiveDateTime="2026-11-01", **quantity(61.5, "kg")),
)


def page(reading: Reading) -> str:
    return intake_yaml(reading.intake, reading.sources, ON)


def test_page_shows_each_line_with_its_resource() -> None:
    """Where a finding comes from stands beside it; what is missing stands behind a hash."""
    lines = page(read(*TOLD)).splitlines()

    assert lines[2:12] == [
        "patient:",
        '  id: "P-1"',
        "  born: 1992-04-03",
        "  sex: female",
        "  weight_kg: 61.5",
        "findings:",
        "  - {finding: keloid, status: past, last: 2020-06-02, zones: [chin]}  # Condition c",
        '  - {finding: diabetes, status: active, value: 7.1, unit: "%"}  # Condition d, Observation o',
        "# place: Islamabad                  or {latitude: 33.69, longitude: 73.05, altitude_m: 540}",
        "# operator: {role: aesthetician, licensed: true, jurisdiction: PK-ICT, supervisor: dermatologist}",
    ]


@pytest.mark.parametrize("name", ["P-1", "00123", "true", "2026-11-22", "1e3", "a: b #c", 'say "so"', "null", "~"])
def test_page_reads_back_as_it_was(name: str) -> None:
    """Whatever the id looks like, it stays the same text."""
    reading = read_whole(patient(id=name))

    assert reading.intake["patient"]["id"] == name
    assert parse_mapping(page(reading).encode()) == reading.intake
    assert read_intake(reading.intake, load_edition(), ON).patient.id == name


def test_page_with_findings_reads_back_as_it_was() -> None:
    """Dates, zones, values and units survive, and an intake is read from them with nothing added."""
    reading = read(*TOLD)

    assert parse_mapping(page(reading).encode()) == reading.intake
    assert len(read_intake(reading.intake, load_edition(), ON).findings) == 2


def test_page_without_birth_date_is_refused_for_that_alone() -> None:
    """The reader asks for the one thing that the record did not give."""
    reading = read_whole(patient(birthDate="1992"))

    with pytest.raises(InputError) as refusal:
        read_intake(parse_mapping(page(reading).encode()), load_edition(), ON)

    assert [problem.place for problem in refusal.value.problems] == ["patient.born"]


def test_page_of_nobody_is_refused_for_the_patient() -> None:
    """A record about nobody leaves the patient to be filled in."""
    with pytest.raises(InputError) as refusal:
        read_intake(parse_mapping(page(read_whole({"resourceType": "ValueSet"})).encode()), load_edition(), ON)

    assert [problem.place for problem in refusal.value.problems] == ["patient"]


def test_page_can_be_completed_by_taking_the_hashes_away() -> None:
    """What stands behind a hash is an intake's own wording: uncommented, it is read."""
    written = page(read(*TOLD))
    keys = ("place", "operator", "skin_type", "concerns", "devices", "additions", "earliest", "  - {concern")
    lines = [line[2:] if line.startswith(tuple(f"# {key}" for key in keys)) else line for line in written.splitlines()]
    bare = [line.split("      ")[0].split(" what ")[0] if not line.startswith(" ") else line for line in lines]
    intake = read_intake(parse_mapping("\n".join(bare).encode()), load_edition(), ON)

    assert (len(intake.concerns), intake.devices, len(intake.additions)) == (1, ("skinpen_precision",), 1)
