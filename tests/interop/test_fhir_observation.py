"""Observations: weight, HbA1c, INR, pregnancy and smoking."""

from typing import Any

import pytest

from tests.interop.fhir_records import (
    ATC,
    LOINC,
    SNOMED,
    coded,
    condition,
    findings,
    left_out,
    observation,
    quantity,
    read,
    statement,
    verified,
)

DIABETES = condition(coded(SNOMED, "44054006", "Type 2 diabetes mellitus"))
WARFARIN = statement(coded(ATC, "B01AA03", "warfarin"))
DAY = {"effectiveDateTime": "2026-11-01"}


def answer(code: str, value: str, day: str = "2026-11-01", system: str = SNOMED, **over: Any) -> dict[str, Any]:
    return observation(code, valueCodeableConcept=coded(system, value), effectiveDateTime=day, **over)


@pytest.mark.parametrize(
    ("measured", "kilograms"),
    [
        (quantity(61, "kg", "kg"), 61),
        (quantity(61, "kg"), 61),
        (quantity(61500, "g", "g"), 61.5),
        (quantity(185, "lbs", "[lb_av]"), 83.9),
        (quantity(185, "lb"), 83.9),
        (quantity(1, "kg", "kg"), 1),
        (quantity(400, "kg", "kg"), 400),
    ],
)
def test_weight_is_taken_in_kilograms(measured: dict[str, Any], kilograms: float) -> None:
    """185 lb × 0.45359237 = 83.9 kg. Its age is told."""
    reading = read(observation("29463-7", **measured, **DAY))

    assert reading.intake["patient"]["weight_kg"] == kilograms
    assert reading.left_out == [
        f"Observation o, LOINC 29463-7: {kilograms:g} kg measured on 2026-11-01: please confirm that it still holds."
    ]


@pytest.mark.parametrize(
    ("measured", "why"),
    [
        (quantity(9.6, "stone"), "weight in stone, not in kg, g or lb: not taken"),
        (quantity(61), "weight in no unit, not in kg, g or lb: not taken"),
        (quantity(0.9, "kg", "kg"), "weight 0.9 kg: not taken"),
        (quantity(401, "kg", "kg"), "weight 401 kg: not taken"),
        (quantity("61", "kg"), "holds no plain number: not taken"),
        (quantity(-1, "kg"), "holds no plain number: not taken"),
        ({"valueQuantity": {"value": 61, "unit": "kg", "comparator": ">"}}, "holds no plain number: not taken"),
        ({"dataAbsentReason": {"text": "refused"}}, "holds no plain number: not taken"),
    ],
)
def test_weight_that_cannot_be_used_is_told(measured: dict[str, Any], why: str) -> None:
    """No unit is guessed."""
    reading = read(observation("29463-7", **measured, **DAY))

    assert "weight_kg" not in reading.intake["patient"]
    assert f"Observation o, LOINC 29463-7: {why}." in reading.left_out


def test_weight_of_several_days_is_the_newest() -> None:
    """Up to the day asked; the others are told."""
    days = {"w1": ("2026-11-01", 60), "w2": ("2026-10-01", 70), "w3": ("2026-11-23", 80), "w4": ("2025", 90)}
    weights = [
        observation("29463-7", id=name, effectiveDateTime=day, **quantity(value, "kg"))
        for name, (day, value) in days.items()
    ]
    reading = read(*weights)

    assert reading.intake["patient"]["weight_kg"] == 60
    assert reading.left_out == [
        "Observation w3, LOINC 29463-7: measured outside the time asked about: not taken.",
        "Observation w1, LOINC 29463-7: 60 kg measured on 2026-11-01: please confirm that it still holds.",
        "Observation w2, w4, LOINC 29463-7: an older measurement: not taken.",
    ]


def test_hba1c_is_the_value_of_the_diabetes_in_the_record() -> None:
    """Type 2 diabetes by its code, the value by LOINC 4548-4."""
    measured = observation("4548-4", **quantity(7.1, "%", "%"), **DAY)

    assert findings(DIABETES, measured) == [{"finding": "diabetes", "status": "active", "value": 7.1, "unit": "%"}]


def test_hba1c_alone_is_no_diabetes() -> None:
    """A measurement is not a diagnosis: the finding is asked, the value stands by."""
    measured = observation("4548-4", **quantity(5.2, "%", "%"), **DAY)

    assert findings(measured) == [{"finding": "diabetes", "status": "unknown", "value": 5.2, "unit": "%"}]
    assert left_out(measured) == [
        "Observation o, LOINC 4548-4: 5.2 % measured on 2026-11-01: please confirm that it still holds.",
        "Observation o, LOINC 4548-4: value 5.2 %, but the record does not say diabetes: status unknown, ask.",
    ]


def test_hba1c_in_another_unit_is_told() -> None:
    """54 mmol/mol is not 54 %."""
    measured = observation("4548-4", **quantity(54, "mmol/mol", "mmol/mol"), **DAY)

    assert findings(DIABETES, measured) == [{"finding": "diabetes", "status": "active"}]
    assert left_out(DIABETES, measured) == ["Observation o, LOINC 4548-4: measured in mmol/mol, not in %: not taken."]


def test_hba1c_beside_a_denied_diabetes_is_asked() -> None:
    """The record says two things: neither is settled here."""
    denied = condition({"text": "Diabetes"}, None, **verified("refuted"))

    assert findings(denied, observation("4548-4", **quantity(7.1, "%"), **DAY)) == [
        {"finding": "diabetes", "status": "never"}
    ]


@pytest.mark.parametrize("unit", [quantity(2.4), quantity(2.4, "{INR}", "{INR}"), quantity(2.4, "1", "1")])
def test_inr_is_the_value_of_the_anticoagulant_in_the_record(unit: dict[str, Any]) -> None:
    """However its unit is written."""
    assert findings(WARFARIN, observation("6301-6", **unit, **DAY)) == [
        {"finding": "warfarin", "status": "active", "value": 2.4, "unit": "INR"}
    ]


def test_inr_belongs_to_a_drug_that_moves_it() -> None:
    """Beside apixaban the value stands with an anticoagulant that is asked for."""
    apixaban = statement(coded(ATC, "B01AF02"))

    assert findings(apixaban, observation("6301-6", **quantity(1.1), **DAY)) == [
        {"finding": "anticoagulant", "status": "unknown", "value": 1.1, "unit": "INR"},
        {"finding": "apixaban", "status": "active"},
    ]


def test_component_of_a_panel_is_read() -> None:
    """Several measurements in one observation."""
    parts = [{"code": coded(LOINC, "29463-7"), **quantity(61, "kg")}, {"code": coded(LOINC, "8302-2")}]

    assert read(observation("34566-0", component=parts, **DAY)).intake["patient"]["weight_kg"] == 61


@pytest.mark.parametrize(
    ("said", "taken", "remark"),
    [
        ("final", True, None),
        ("amended", True, None),
        ("corrected", True, None),
        ("preliminary", True, "preliminary: please confirm"),
        ("entered-in-error", False, "entered-in-error: not taken"),
        ("cancelled", False, "cancelled: not taken"),
    ],
)
def test_observation_counts_as_its_status_says(said: str, taken: bool, remark: str | None) -> None:
    """Final ones silently, others told or dropped."""
    reading = read(observation("29463-7", said, **quantity(61, "kg"), **DAY))

    assert ("weight_kg" in reading.intake["patient"]) is taken
    assert (f"Observation o, LOINC 29463-7: {remark}." in reading.left_out) is (remark is not None)


@pytest.mark.parametrize(
    ("system", "value", "day", "taken"),
    [
        (SNOMED, "77386006", "2026-11-01", "active"),
        (LOINC, "LA15173-0", "2026-11-01", "active"),
        (SNOMED, "60001007", "2026-11-22", "never"),
        (SNOMED, "60001007", "2026-11-22T08:00:00+05:00", "never"),
        (SNOMED, "60001007", "2026-11-21", "unknown"),
        (LOINC, "LA26683-5", "2026-11-22", "never"),
        (SNOMED, "146799005", "2026-11-22", "unknown"),
        (LOINC, "LA4489-6", "2026-11-22", "unknown"),
    ],
)
def test_pregnancy_status_counts_as_never_only_on_the_day(system: str, value: str, day: str, taken: str) -> None:
    """Not pregnant yesterday says nothing of today."""
    assert findings(answer("82810-3", value, day, system)) == [{"finding": "pregnancy", "status": taken}]


def test_pregnancy_answers_are_replaced_by_newer_ones() -> None:
    """Pregnant in spring, not in autumn: asked, not blocked."""
    told = (
        answer("82810-3", "60001007", "2026-10-01", id="autumn"),
        answer("82810-3", "77386006", "2026-03-01", id="spring"),
    )

    assert findings(*told) == [{"finding": "pregnancy", "status": "unknown"}]
    assert left_out(*told) == [
        "Observation autumn, LOINC 82810-3: not pregnant on 2026-10-01, which says nothing of today: to be asked.",
        "Observation spring, LOINC 82810-3: pregnancy active by an answer given on 2026-03-01: please confirm.",
        "Observation spring, LOINC 82810-3: an older answer about pregnancy: not taken.",
    ]


@pytest.mark.parametrize(
    ("system", "value", "taken"),
    [
        (SNOMED, "449868002", "active"),
        (SNOMED, "428041000124106", "active"),
        (SNOMED, "77176002", "active"),
        (LOINC, "LA18976-3", "active"),
        (SNOMED, "8517006", "past"),
        (LOINC, "LA15920-4", "past"),
        (SNOMED, "266919005", "never"),
        (LOINC, "LA18978-9", "never"),
        (SNOMED, "266927001", "unknown"),
    ],
)
def test_smoking_status_is_taken_and_to_be_confirmed(system: str, value: str, taken: str) -> None:
    """The codes of both answer lists."""
    reading = read(answer("72166-2", value, system=system))

    assert reading.intake["findings"] == [{"finding": "smoking", "status": taken}]
    assert reading.left_out == [
        f"Observation o, LOINC 72166-2: smoking {taken} by an answer given on 2026-11-01: please confirm."
    ]


def test_answer_that_is_not_known_is_told() -> None:
    """A code of another list is shown, not guessed."""
    assert left_out(answer("72166-2", "12345")) == [
        "Observation o, LOINC 72166-2: answered with SNOMED CT 12345, which is not known: not taken, ask."
    ]


def test_answer_after_the_day_asked_is_not_taken() -> None:
    """The question is asked on a day: what came later was not known."""
    assert findings(answer("82810-3", "77386006", "2026-11-23")) == []


def test_observation_of_another_thing_is_told() -> None:
    """Everything else stays in the record."""
    assert left_out(observation("85354-9")) == [
        "Observation o, LOINC 85354-9: not a measurement that an intake holds: not taken."
    ]
