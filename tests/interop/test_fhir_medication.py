"""Medicines: stated, ordered, given and handed out; named in place, beside or by their ingredients."""

from typing import Any

import pytest

from tests.interop.fhir_records import (
    ATC,
    PERSON,
    RXNORM,
    SNOMED,
    coded,
    findings,
    left_out,
    read,
    request,
    statement,
)

ISOTRETINOIN = coded(ATC, "D10BA01", "Isotretinoin")
WORDS = "“Isotretinoin” (ATC D10BA01)"


def given(code: dict[str, Any], said: str = "completed", **over: Any) -> dict[str, Any]:
    medicine = {"medicationCodeableConcept": code, "effectiveDateTime": "2026-08-20T09:00:00Z"}
    return {
        "resourceType": "MedicationAdministration",
        "id": "g",
        "subject": PERSON,
        "status": said,
        **medicine,
        **over,
    }


def handed_out(code: dict[str, Any], said: str = "completed") -> dict[str, Any]:
    dispense = {"resourceType": "MedicationDispense", "id": "d", "subject": PERSON, "status": said}
    return {**dispense, "medicationCodeableConcept": code, "whenHandedOver": "2026-08-20"}


@pytest.mark.parametrize(
    ("said", "taken", "remark"),
    [
        ("active", "active", None),
        ("on-hold", "active", "on hold: taken as active, please confirm"),
        ("completed", "past", None),
        ("stopped", "past", None),
        ("intended", "unknown", "intended, not begun: to be asked"),
        ("unknown", "unknown", "not said whether it is taken: to be asked"),
    ],
)
def test_statement_stands_as_its_status_says(said: str, taken: str, remark: str | None) -> None:
    """What is paused counts as taken; what is not certain becomes a question."""
    reading = read(statement(ISOTRETINOIN, said))

    assert reading.intake["findings"] == [{"finding": "isotretinoin", "status": taken}]
    assert reading.left_out == ([f"MedicationStatement s, {WORDS}: {remark}."] if remark else [])


@pytest.mark.parametrize("said", ["entered-in-error", "not-taken"])
def test_statement_taken_back_is_not_taken(said: str) -> None:
    """One statement that it was not taken is no "never"."""
    assert findings(statement(ISOTRETINOIN, said)) == []
    assert left_out(statement(ISOTRETINOIN, said)) == [f"MedicationStatement s, {WORDS}: {said}: not taken over."]


def test_statement_period_dates_beginning_and_end() -> None:
    """An active medicine has its first day, a past one its last."""
    period = {"effectivePeriod": {"start": "2026-01-01", "end": "2026-08-20"}}
    active = statement(ISOTRETINOIN, effectivePeriod={"start": "2026-01-01"})

    assert findings(active) == [{"finding": "isotretinoin", "status": "active", "since": "2026-01-01"}]
    assert findings(statement(ISOTRETINOIN, "completed", **period)) == [
        {"finding": "isotretinoin", "status": "past", "last": "2026-08-20", "since": "2026-01-01"}
    ]


def test_statement_of_one_time_dates_what_is_over() -> None:
    """Taken at that time: the last day of what is past, no first day of what goes on."""
    at = {"effectiveDateTime": "2026-08-20"}

    assert findings(statement(ISOTRETINOIN, "completed", **at)) == [
        {"finding": "isotretinoin", "status": "past", "last": "2026-08-20"}
    ]


def test_statement_active_beyond_its_end_stays_active() -> None:
    """The severer reading, with the end that the record gives."""
    odd = statement(ISOTRETINOIN, effectivePeriod={"start": "2026-01-01", "end": "2026-08-20"})

    assert findings(odd) == [{"finding": "isotretinoin", "status": "active", "since": "2026-01-01"}]
    assert left_out(odd) == [f"MedicationStatement s, {WORDS}: active, though it ended on 2026-08-20: please confirm."]


def test_statement_with_part_of_a_date_has_none() -> None:
    """August 2026 is not a day."""
    vague = statement(ISOTRETINOIN, "stopped", effectivePeriod={"end": "2026-08"})

    assert findings(vague) == [{"finding": "isotretinoin", "status": "past"}]
    assert left_out(vague) == [f"MedicationStatement s, {WORDS}: end: “2026-08” is no whole date, left out."]


@pytest.mark.parametrize(
    ("said", "taken"),
    [("active", "active"), ("on-hold", "active"), ("completed", "past"), ("stopped", "past"), ("unknown", "unknown")],
)
def test_request_stands_as_its_status_says(said: str, taken: str) -> None:
    """The same for orders."""
    assert findings(request(ISOTRETINOIN, said)) == [{"finding": "isotretinoin", "status": taken}]


@pytest.mark.parametrize("said", ["draft", "cancelled", "entered-in-error"])
def test_request_that_never_held_is_not_taken(said: str) -> None:
    """A draft or a cancelled order gave nobody a medicine."""
    assert findings(request(ISOTRETINOIN, said)) == []


def test_request_that_forbids_is_not_taken() -> None:
    """An order not to give the medicine is no medicine."""
    assert findings(request(ISOTRETINOIN, doNotPerform=True)) == []


@pytest.mark.parametrize("intent", ["proposal", "plan"])
def test_request_only_planned_is_to_be_asked(intent: str) -> None:
    """A plan is no order."""
    assert findings(request(ISOTRETINOIN, intent=intent)) == [{"finding": "isotretinoin", "status": "unknown"}]
    assert left_out(request(ISOTRETINOIN, intent=intent)) == [
        f"MedicationRequest r, {WORDS}: a {intent}, not an order: to be asked."
    ]


def test_request_dosage_bounds_the_course() -> None:
    """Of several dosages the first begins it and the last ends it; the day of writing is neither."""
    bounds = [{"start": "2026-06-01", "end": "2026-08-20"}, {"start": "2026-02-01", "end": "2026-05-31"}]
    dosage = [{"timing": {"repeat": {"boundsPeriod": period}}} for period in bounds]
    over = request(ISOTRETINOIN, "completed", dosageInstruction=dosage, authoredOn="2026-01-15")

    assert findings(over) == [
        {"finding": "isotretinoin", "status": "past", "last": "2026-08-20", "since": "2026-02-01"}
    ]


def test_request_with_one_open_dosage_has_no_end() -> None:
    """The open dosage may have run longer."""
    dosage = [{"timing": {"repeat": {"boundsPeriod": period}}} for period in ({"end": "2026-08-20"}, {})]

    assert findings(request(ISOTRETINOIN, "completed", dosageInstruction=dosage)) == [
        {"finding": "isotretinoin", "status": "past"}
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("completed", [{"finding": "isotretinoin", "status": "past", "last": "2026-08-20"}]),
        ("in-progress", [{"finding": "isotretinoin", "status": "active"}]),
        ("not-done", []),
        ("entered-in-error", []),
    ],
)
def test_administration_was_on_its_day(said: str, found: list[dict[str, Any]]) -> None:
    """Given then, and not taken where it was not done."""
    assert findings(given(ISOTRETINOIN, said)) == found


def test_dispensing_is_to_be_asked() -> None:
    """Handed out is not taken."""
    assert findings(handed_out(ISOTRETINOIN)) == [{"finding": "isotretinoin", "status": "unknown"}]
    assert findings(handed_out(ISOTRETINOIN, "cancelled")) == []


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (coded(ATC, "D10BA01"), "isotretinoin"),
        (coded(ATC, "D10AD01"), "tretinoin"),
        (coded(ATC, "D10AD"), "topical_retinoid"),
        (coded(ATC, "D10AD99"), "topical_retinoid"),
        (coded(ATC, "L04AX03"), "methotrexate"),
        (coded(ATC, "L04AG01"), "immunosuppression"),
        (coded(ATC, "B01AF02"), "apixaban"),
        (coded(RXNORM, "6064"), "isotretinoin"),
        (coded(RXNORM, "11289"), "warfarin"),
        (coded(SNOMED, "373994007"), "prednisolone"),
    ],
)
def test_medicine_codes_lead_to_the_finding(code: dict[str, Any], finding: str) -> None:
    """ATC by its longest prefix, RxNorm and SNOMED CT as they are."""
    reading = read(statement(code))

    assert (reading.intake["findings"], reading.left_out) == ([{"finding": finding, "status": "active"}], [])


@pytest.mark.parametrize("code", [coded(ATC, "D10A"), coded(RXNORM, "60641"), coded(SNOMED, "387480006", "Lidocaine")])
def test_medicine_codes_that_only_resemble_lead_nowhere(code: dict[str, Any]) -> None:
    """A wider ATC group is no retinoid; lidocaine that was given is no allergy to it."""
    assert findings(statement(code)) == []


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Roaccutane 20 mg capsules", "isotretinoin"),
        ("RETIN-A cream", "tretinoin"),
        ("warfarin sodium 5 MG Oral Tablet", "warfarin"),
        ("Acetaminophen 325 MG", "paracetamol"),
        ("Tri-Luma", "triple_combination_cream"),
        ("Botox", "botulinum_toxin"),
    ],
)
def test_medicine_names_are_to_be_confirmed(words: str, finding: str) -> None:
    """Brands and generic names, whatever the strength and form beside them."""
    assert findings(statement({"text": words})) == [{"finding": finding, "status": "active"}]
    assert left_out(statement({"text": words})) == [
        f"MedicationStatement s, “{words}”: matched by name to {finding}: please confirm."
    ]


def test_medicine_beside_the_statement_is_followed() -> None:
    """A reference to a Medication in the same bundle."""
    beside = {"resourceType": "Medication", "id": "m", "code": ISOTRETINOIN}
    by_reference = {key: value for key, value in statement({}).items() if key != "medicationCodeableConcept"} | {
        "medicationReference": {"reference": "Medication/m"}
    }
    reading = read(by_reference, beside)

    assert (reading.intake["findings"], reading.left_out) == ([{"finding": "isotretinoin", "status": "active"}], [])


def test_medicine_within_the_statement_is_followed() -> None:
    """A contained Medication, known by its ingredients alone."""
    ingredients = [{"itemCodeableConcept": coded(ATC, code)} for code in ("D10AD01", "D11AX11")]
    inside = {"resourceType": "Medication", "id": "m", "ingredient": ingredients}
    by_reference = {key: value for key, value in statement({}).items() if key != "medicationCodeableConcept"} | {
        "medicationReference": {"reference": "#m"},
        "contained": [inside],
    }

    assert [one["finding"] for one in findings(by_reference)] == ["tretinoin", "hydroquinone"]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ({"display": "Roaccutane"}, [{"finding": "isotretinoin", "status": "active"}]),
        ({"reference": "Medication/elsewhere"}, []),
    ],
)
def test_medicine_that_is_not_there_is_known_by_its_display(reference: dict[str, str], found: list[Any]) -> None:
    """A dangling reference may still show a name; else it is asked for."""
    dangling = {key: value for key, value in statement({}).items() if key != "medicationCodeableConcept"}

    assert findings({**dangling, "medicationReference": reference}) == found


def test_medicine_of_a_later_version_is_read() -> None:
    """FHIR 5 wraps code and reference in one element: read, and reported as not conforming."""
    later = {key: value for key, value in statement({}).items() if key != "medicationCodeableConcept"}

    assert findings({**later, "medication": {"concept": ISOTRETINOIN}}) == [
        {"finding": "isotretinoin", "status": "active"}
    ]


def test_medication_that_nobody_takes_is_told() -> None:
    """A Medication on its own says nothing of the patient."""
    assert left_out({"resourceType": "Medication", "id": "m", "code": ISOTRETINOIN}) == [
        f"Medication m, {WORDS}: nobody is said to take it: not taken."
    ]


def test_medicines_in_a_circle_come_to_an_end() -> None:
    """A Medication that is its own ingredient does not hang the reader."""
    circle = {
        "resourceType": "Medication",
        "id": "m",
        "code": ISOTRETINOIN,
        "ingredient": [{"itemReference": {"reference": "Medication/m"}}],
    }
    by_reference = {**statement({}), "medicationReference": {"reference": "Medication/m"}}
    del by_reference["medicationCodeableConcept"]

    assert findings(by_reference, circle) == [{"finding": "isotretinoin", "status": "active"}]
