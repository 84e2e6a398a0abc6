"""Records as they should not be: whatever stands in an element, a reading or one refusal comes out."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.errors import InputError
from percutis.interop.fhir.page import intake_yaml
from percutis.interop.fhir.source import RECORD as KIND
from percutis.interop.fhir.source import parse_resource, read_resource
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition
from tests.interop.fhir_records import (
    ATC,
    ICD10,
    LOINC,
    ON,
    SNOMED,
    allergy,
    bundle,
    coded,
    condition,
    observation,
    patient,
    procedure,
    quantity,
    read_whole,
    request,
    statement,
)

DAY = {"effectiveDateTime": "2026-11-01"}
RECORD = bundle(
    patient(),
    condition(coded(SNOMED, "9014002", "Psoriasis"), onsetDateTime="2020-01-01", bodySite=[{"text": "left cheek"}]),
    condition(coded(ICD10, "E11"), "resolved", id="c2", abatementPeriod={"end": "2021-01-01"}),
    allergy({"text": "Nickel"}, reaction=[{"substance": {"text": "Nickel"}}]),
    statement(coded(ATC, "D10BA01"), "stopped", effectivePeriod={"start": "2026-01-01", "end": "2026-08-20"}),
    request(coded(ATC, "B01AA03"), dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"end": "2027"}}}}]),
    procedure({"text": "Botox"}, performedDateTime="2026-01-28"),
    observation("4548-4", **quantity(7.1, "%"), **DAY),
    observation("29463-7", id="w", **quantity(61, "kg"), **DAY),
    observation("72166-2", id="n", valueCodeableConcept=coded(LOINC, "LA18976-3"), **DAY),
    {"resourceType": "Medication", "id": "m", "ingredient": [{"itemReference": {"reference": "Medication/m"}}]},
    {**statement({}), "id": "s2", "medicationReference": {"reference": "Medication/m"}},
)
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", "#", "#m", "Patient/P-1", "urn:uuid:", "2026-13-45", "9" * 400, "\u202e", "\ud800", []]),
    st.recursive(
        st.sampled_from([None, "active", 7, {}]),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["code", "id", "end"]), inner),
        max_leaves=6,
    ),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every element below the bundle."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in items for found in ((*path, key), *places(inner, (*path, key)))]


PLACES = places(RECORD)


def with_junk(changes: list[tuple[tuple[Any, ...], Any]]) -> dict[str, Any]:
    """The record with other things at some of its places, as far as they still exist."""
    record = copy.deepcopy(RECORD)
    for path, junk in changes:
        holder: Any = record
        try:
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = junk
        except (KeyError, IndexError, TypeError):
            continue
    return record


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=4))
def test_any_record_gives_a_reading_or_one_refusal(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    """Never a crash; and what comes out is an intake that is read once it names a patient and a birth date."""
    try:
        reading = read_whole(with_junk(changes))
    except InputError:
        return
    whole = {**reading.intake, "patient": {"id": "P-1", "born": "1992-04-03", **reading.intake["patient"]}}
    read_intake(whole, load_edition(), ON)
    written = parse_mapping(intake_yaml(reading.intake, reading.sources, ON).encode())
    assert written == {key: value for key, value in reading.intake.items() if value or key == "findings"}


@pytest.mark.parametrize(
    ("raw", "given_"),
    [
        (b"", "text that is not JSON (line 1, column 1)"),
        (b"patient: {}", "text that is not JSON (line 1, column 1)"),
        (b'{"resourceType": ', "text that is not JSON (line 1, column 18)"),
        (b"\xff", "bytes that are not UTF-8 (at byte 0)"),
        (b"[]", "JSON that is no FHIR resource: it names no resourceType"),
        (b"{}", "JSON that is no FHIR resource: it names no resourceType"),
        (b'{"resourceType": 7}', "JSON that is no FHIR resource: it names no resourceType"),
        (b'{"resourceType": "patient"}', "JSON that is no FHIR resource: it names no resourceType"),
        (b"[" * 100_000, "JSON nested too deep or with a number too long"),
        (b'{"n": ' + b"9" * 5000 + b"}", "JSON nested too deep or with a number too long"),
        (b" " * (KIND.largest_bytes + 1), "more than 100,000,000 bytes"),
    ],
    ids=range(11),
)
def test_what_is_no_fhir_is_refused_once(raw: bytes, given_: str) -> None:
    """One message: what was given, and what is allowed."""
    with pytest.raises(InputError) as refusal:
        parse_resource(raw)

    allowed = "a FHIR R4 resource or bundle as JSON in UTF-8, of at most 100 MB"
    assert str(refusal.value) == f"file: given {given_}; allowed: {allowed}"


def test_byte_order_mark_is_borne() -> None:
    """Some systems write one."""
    assert parse_resource(b"\xef\xbb\xbf" + json.dumps(RECORD).encode()) == RECORD


def test_file_that_is_not_there_is_refused() -> None:
    """The path is named."""
    with pytest.raises(InputError) as refusal:
        read_resource("nowhere.json")

    assert refusal.value.problems[0].place == "nowhere.json"


def test_a_key_twice_in_a_record_is_refused() -> None:
    """The later birth date would win silently."""
    with pytest.raises(InputError, match="the key 'birthDate' twice in one object"):
        parse_resource(b'{"resourceType": "Patient", "birthDate": "1990-01-01", "birthDate": "1991-01-01"}')
