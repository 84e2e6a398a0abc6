"""Allergies, procedures and vaccinations."""

from typing import Any

import pytest

from tests.interop.fhir_records import (
    ATC,
    ICD10,
    PERSON,
    RXNORM,
    SNOMED,
    allergy,
    coded,
    findings,
    left_out,
    procedure,
    read,
    verified,
)

LIDOCAINE = coded(SNOMED, "387480006", "Lidocaine")
CHEMOTHERAPY = coded(SNOMED, "367336001", "Chemotherapy")


@pytest.mark.parametrize(
    ("clinical", "taken"),
    [("active", "active"), ("inactive", "past"), ("resolved", "past"), (None, "active")],
)
def test_allergy_stands_as_its_clinical_status_says(clinical: str | None, taken: str) -> None:
    """Without a status an allergy is taken to stand."""
    assert findings(allergy(LIDOCAINE, clinical)) == [{"finding": "lidocaine_allergy", "status": taken}]


def test_allergy_entered_in_error_is_not_taken() -> None:
    """What is taken back was never said."""
    assert findings(allergy(LIDOCAINE, None, **verified("entered-in-error"))) == []


def test_allergy_refuted_by_its_own_name_is_never() -> None:
    """No nickel allergy; but no lidocaine allergy by a substance's code alone stays a question."""
    by_name = allergy({"text": "Nickel allergy"}, None, **verified("refuted"))
    by_substance = allergy(LIDOCAINE, None, **verified("refuted"))

    assert findings(by_name) == [{"finding": "nickel_allergy", "status": "never"}]
    assert findings(by_substance) == []


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Nickel", "nickel_allergy"),
        ("Allergy to lidocaine", "lidocaine_allergy"),
        ("Lignocaine", "lidocaine_allergy"),
        ("Sulfa drugs", "sulphonamide_allergy"),
        ("Chlorhexidine gluconate", "chlorhexidine_allergy"),
        ("Stainless steel", "stainless_steel_allergy"),
        ("Local anesthetics", "local_anaesthetic_allergy"),
    ],
)
def test_allergy_by_its_substance_is_to_be_confirmed(words: str, finding: str) -> None:
    """Records name the substance, we the allergy."""
    reading = read(allergy({"text": words}))

    assert reading.intake["findings"] == [{"finding": finding, "status": "active"}]
    assert reading.left_out == [f"AllergyIntolerance a, “{words}”: matched by name to {finding}: please confirm."]


def test_allergy_by_the_substance_of_a_reaction() -> None:
    """The entry may say only "drug allergy" and name the drug with the reaction."""
    told = allergy({"text": "Drug allergy"}, reaction=[{"substance": LIDOCAINE, "manifestation": [{"text": "rash"}]}])

    assert findings(told) == [{"finding": "lidocaine_allergy", "status": "active"}]


@pytest.mark.parametrize(
    "code",
    [
        coded(RXNORM, "6064", "Isotretinoin"),
        coded(ATC, "J01AA02", "Doxycycline"),
        coded(SNOMED, "227493005", "Cashew nuts"),
        coded(SNOMED, "716186003", "No known allergy"),
    ],
)
def test_allergy_is_never_a_medicine_and_none_known_is_no_never(code: dict[str, Any]) -> None:
    """Who is allergic to a medicine does not take it; who knows of no allergy was not asked for each substance."""
    reading = read(allergy(code))

    assert reading.intake["findings"] == []
    assert len(reading.left_out) == 1
    assert reading.left_out[0].endswith(": not a finding of this edition: not taken.")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("completed", [{"finding": "chemotherapy", "status": "past", "last": "2026-01-28"}]),
        ("stopped", [{"finding": "chemotherapy", "status": "past", "last": "2026-01-28"}]),
        ("unknown", [{"finding": "chemotherapy", "status": "unknown"}]),
        ("not-done", []),
        ("preparation", []),
        ("entered-in-error", []),
    ],
)
def test_procedure_stands_as_its_status_says(said: str, found: list[dict[str, Any]]) -> None:
    """Done on its day, perhaps done, or not done."""
    assert findings(procedure(CHEMOTHERAPY, said, performedDateTime="2026-01-28")) == found


def test_procedure_in_progress_is_active() -> None:
    """What goes on has a beginning and no end."""
    going_on = procedure(CHEMOTHERAPY, "in-progress", performedPeriod={"start": "2026-10-01"})

    assert findings(going_on) == [{"finding": "chemotherapy", "status": "active", "since": "2026-10-01"}]


def test_procedure_period_ends_it() -> None:
    """The last day of several."""
    period = {"start": "2026-01-01", "end": "2026-01-28"}

    assert findings(procedure(CHEMOTHERAPY, performedPeriod=period)) == [
        {"finding": "chemotherapy", "status": "past", "last": "2026-01-28", "since": "2026-01-01"}
    ]


def test_procedure_without_a_whole_day_is_undated() -> None:
    """A year is told, not taken."""
    vague = procedure(CHEMOTHERAPY, performedDateTime="2020")

    assert findings(vague) == [{"finding": "chemotherapy", "status": "past"}]
    assert left_out(vague) == [
        "Procedure p, “Chemotherapy” (SNOMED CT 367336001): end: “2020” is no whole date, left out.",
        "Procedure p, “Chemotherapy” (SNOMED CT 367336001): start: “2020” is no whole date, left out.",
    ]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ({"text": "Microneedling of the face"}, "microneedling"),
        ({"text": "Erbium laser resurfacing"}, "erbium_laser"),
        ({"text": "Blepharoplasty, both upper lids"}, "eyelid_surgery"),
        ({"text": "Botulinum toxin type A to forehead"}, "botulinum_toxin"),
        (coded(ICD10, "Z51.1"), "chemotherapy"),
    ],
)
def test_procedure_is_known_by_code_or_name(code: dict[str, Any], finding: str) -> None:
    """Cosmetic procedures are rarely coded: their names are matched, to be confirmed."""
    assert [one["finding"] for one in findings(procedure(code))] == [finding]


def test_procedure_names_no_condition() -> None:
    """A biopsy of a suspected melanoma is no melanoma."""
    assert findings(procedure({"text": "Biopsy of suspected melanoma"})) == []


def test_procedure_on_a_zone() -> None:
    """Where it was done, if that is a zone."""
    done = procedure({"text": "Microneedling"}, performedDateTime="2026-10-01", bodySite=[{"text": "forehead"}])

    assert findings(done) == [
        {"finding": "microneedling", "status": "past", "last": "2026-10-01", "zones": ["forehead"]}
    ]


def vaccine(said: str) -> dict[str, Any]:
    given = {"resourceType": "Immunization", "id": "i", "patient": PERSON, "status": said}
    return {**given, "vaccineCode": {"text": "Influenza"}, "occurrenceDateTime": "2026-11-10"}


def test_vaccination_is_dated_and_its_kind_asked() -> None:
    """Given on that day; live or not is not ours to guess."""
    assert findings(vaccine("completed")) == [{"finding": "vaccination", "status": "past", "last": "2026-11-10"}]
    assert left_out(vaccine("completed")) == ["Immunization i, “Influenza”: not read whether the vaccine is live: ask."]
    assert findings(vaccine("not-done")) == []
