"""Whose record it is, and what it says of the person."""

import pytest

from percutis.domain.errors import InputError
from tests.interop.fhir_records import SNOMED, bundle, coded, condition, patient, read, read_whole

KELOID = coded(SNOMED, "33659008", "Keloid scar")


def test_patient_gives_id_birth_date_and_sex() -> None:
    """The three facts that an intake asks of a person, and no name."""
    reading = read_whole(patient(name=[{"family": "Nobody"}]))

    assert (reading.intake, reading.left_out) == (
        {"patient": {"id": "P-1", "born": "1992-04-03", "sex": "female"}, "findings": []},
        [],
    )


@pytest.mark.parametrize(("gender", "sex"), [("female", "female"), ("male", "male"), ("other", "other")])
def test_patient_gender_is_taken_as_said(gender: str, sex: str) -> None:
    """FHIR's administrative gender uses our words."""
    assert read_whole(patient(gender=gender)).intake["patient"]["sex"] == sex


def test_patient_of_unknown_gender_has_no_sex() -> None:
    """Unknown is absent: the file says nothing rather than something."""
    assert read_whole(patient(gender="unknown")).intake["patient"] == {"id": "P-1", "born": "1992-04-03"}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1992", "birth date “1992” is no whole date: ask"),
        ("1992-04", "birth date “1992-04” is no whole date: ask"),
        ("1992-02-30", "birth date “1992-02-30” is no whole date: ask"),
        ("2026-11-23", "birth date 2026-11-23 lies after 2026-11-22: ask"),
        (None, "the record gives no birth date: ask"),
        (19920403, "the record gives no birth date: ask"),
    ],
)
def test_patient_birth_date_is_never_filled_up(written: object, why: str) -> None:
    """A year is not a birthday: the intake lacks it and the report says why."""
    reading = read_whole(patient(birthDate=written))

    assert reading.intake["patient"] == {"id": "P-1", "sex": "female"}
    assert f"Patient P-1: {why}." in reading.left_out


def test_patient_known_only_by_reference_gives_the_id() -> None:
    """A single resource names its patient; that much the record says."""
    reading = read_whole(condition(KELOID))

    assert reading.intake == {"patient": {"id": "P-1"}, "findings": [{"finding": "keloid", "status": "active"}]}
    assert reading.left_out == ["Patient P-1: the record gives no birth date: ask."]


def test_patient_who_died_is_told() -> None:
    """Nobody plans for the dead without being told."""
    assert read_whole(patient(deceasedBoolean=True)).left_out == ["Patient P-1: has died, as the record says."]


def test_patient_id_that_is_no_text_is_left_out() -> None:
    """An id that an intake file would refuse is asked for instead."""
    reading = read_whole(patient(id="گل"))

    assert reading.intake["patient"] == {"born": "1992-04-03", "sex": "female"}
    assert "Patient گل: has no usable id: give the clinic's own." in reading.left_out


def test_patient_none_in_a_record_about_nobody() -> None:
    """A value set has no patient and no findings, and both are said."""
    reading = read_whole({"resourceType": "ValueSet", "id": "v"})

    assert (reading.intake, reading.left_out) == (
        {"patient": {}, "findings": []},
        ["Patient (no id): the record speaks of no patient.", "ValueSet v: this kind of resource is not read."],
    )


TWO = bundle(patient(), patient(id="P-2"), condition(KELOID), condition(KELOID, subject={"reference": "Patient/P-2"}))


def test_patients_several_are_refused_by_id() -> None:
    """An intake speaks of one person: the message names them all and the way to choose."""
    with pytest.raises(InputError) as refusal:
        read_whole(TWO)

    assert str(refusal.value) == "patient: given 2 patients: P-1, P-2; allowed: one; choose with --patient ID"


def test_patients_named_only_by_resources_are_several_too() -> None:
    """A condition of somebody else never slips into the record of the only Patient resource."""
    with pytest.raises(InputError) as refusal:
        read(condition(KELOID, subject={"reference": "Patient/P-2"}))

    assert str(refusal.value) == "patient: given 2 patients: P-1, P-2; allowed: one; choose with --patient ID"


@pytest.mark.parametrize("asked", ["P-2", "Patient/P-2"])
def test_patient_chosen_gets_only_their_own(asked: str) -> None:
    """The other patient and what is said of them are told, not taken."""
    mine = condition(coded(SNOMED, "9014002", "Psoriasis"), subject={"reference": "Patient/P-2"}, id="mine")
    reading = read_whole(bundle(patient(), patient(id="P-2"), condition(KELOID), mine), chosen=asked)

    assert reading.intake["patient"]["id"] == "P-2"
    assert reading.intake["findings"] == [{"finding": "psoriasis", "status": "active"}]
    assert reading.left_out == [
        "Condition c, “Keloid scar” (SNOMED CT 33659008): not said of this patient: not read.",
        "Patient P-1: another patient: not read.",
    ]


def test_patient_chosen_must_be_there() -> None:
    """A wrong id is refused with those that could be meant."""
    with pytest.raises(InputError) as refusal:
        read_whole(TWO, chosen="P-3")

    assert str(refusal.value) == "--patient: given 'P-3'; allowed: one of P-1, P-2"


def test_patient_only_one_owns_what_names_nobody() -> None:
    """A condition without a subject is taken for the only patient's, to be confirmed."""
    loose = {key: value for key, value in condition(KELOID).items() if key != "subject"}
    reading = read(loose)

    assert reading.intake["findings"] == [{"finding": "keloid", "status": "active"}]
    assert "Condition c: does not say whose it is: taken for the patient's, please confirm." in reading.left_out


def test_group_is_no_patient() -> None:
    """What is said of a group is said of nobody in it."""
    reading = read(condition(KELOID, subject={"reference": "Group/G-1"}))

    assert reading.intake["findings"] == []
    assert reading.left_out == ["Condition c, “Keloid scar” (SNOMED CT 33659008): not said of this patient: not read."]


@pytest.mark.parametrize(
    ("address", "reference"),
    [
        ("urn:uuid:8f0d", "urn:uuid:8f0d"),
        ("https://ehr.example/fhir/Patient/P-1", "https://ehr.example/fhir/Patient/P-1"),
        ("https://ehr.example/fhir/Patient/P-1", "https://ehr.example/fhir/Patient/P-1/_history/3"),
        ("https://ehr.example/fhir/Patient/P-1", "Patient/P-1"),
        (None, "https://ehr.example/fhir/Patient/P-1"),
        (None, "Patient/P-1"),
    ],
)
def test_patient_is_found_by_every_kind_of_reference(address: str | None, reference: str) -> None:
    """Full addresses, versions, type with id: all lead to the same person."""
    entry = {"resource": patient(), **({"fullUrl": address} if address else {})}
    problem = {"resource": condition(KELOID, subject={"reference": reference})}
    reading = read_whole({"resourceType": "Bundle", "type": "collection", "entry": [entry, problem]})

    assert reading.intake["findings"] == [{"finding": "keloid", "status": "active"}]


def test_patient_of_another_server_is_another_patient() -> None:
    """The same id under another address is not the same person."""
    entry = {"resource": patient(), "fullUrl": "https://ehr.example/fhir/Patient/P-1"}
    problem = {"resource": condition(KELOID, subject={"reference": "https://other.example/fhir/Patient/P-1"})}

    with pytest.raises(InputError):
        read_whole({"resourceType": "Bundle", "type": "collection", "entry": [entry, problem]})


def test_patient_contained_in_a_resource_is_read() -> None:
    """A resource may carry its patient inside."""
    inside = condition(KELOID, subject={"reference": "#me"}, contained=[patient(id="me")])

    assert read_whole(inside).intake["patient"] == {"id": "me", "born": "1992-04-03", "sex": "female"}


def test_versions_of_a_resource_count_once_and_the_newest_holds() -> None:
    """A history bundle repeats a resource: yesterday's version does not speak any more."""
    old = condition(KELOID, "active", meta={"versionId": "9", "lastUpdated": "2024-01-01T00:00:00Z"})
    new = condition(KELOID, "resolved", meta={"versionId": "10", "lastUpdated": "2025-01-01T00:00:00Z"})
    reading = read(new, old)

    assert reading.intake["findings"] == [{"finding": "keloid", "status": "past"}]
    assert reading.left_out == ["Condition c: stands in several versions: the newest is read."]


def test_bundles_within_bundles_are_opened() -> None:
    """A batch response wraps a bundle in a bundle; entries without a resource are counted."""
    inner = bundle(condition(KELOID))
    reading = read_whole({**bundle(patient(), inner), "entry": [*bundle(patient(), inner)["entry"], {"request": {}}]})

    assert reading.intake["findings"] == [{"finding": "keloid", "status": "active"}]
    assert reading.left_out == ["Bundle (no id): one of its entries holds no resource."]
