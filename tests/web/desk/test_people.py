"""Registering and correcting patients: numbers that count on, look-alikes asked about, nothing overwritten."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from percutis.domain.errors import InputError
from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent, Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Patient, PatientWord
from percutis.web.records.selectors.people import find_patients
from percutis.web.records.services.people import LookalikeError, correct_patient, register_patient
from tests.web.cast import NOW, Cast, make_patient

PERSON = {"name": "Test Person New", "phone": "0300 7654321", "born": date(1988, 2, 29)}


def register(cast: Cast, **person: object) -> Patient:
    """Registered by the desk."""
    return register_patient(**{**PERSON, **person}, by=cast.as_("desk"), at=NOW)


def test_patient_is_registered_under_the_next_number(cast: Cast) -> None:
    """The telephone in one form, the number counted on, a row in the log."""
    patient = register(cast, name="  Test   Person New ")
    assert (patient.number, patient.name, patient.phone) == ("P-0002", "Test Person New", "+923007654321")
    assert list(AuditEvent.objects.values_list("action", "patient")) == [("patient.registered", patient.key)]


@pytest.mark.parametrize("name", [" ", "\u200b", "\u202e", "-", "\u0650"])
def test_name_that_nobody_reads_is_refused(cast: Cast, name: str) -> None:
    """A patient of whom no list shows anything would be taken for somebody else."""
    with pytest.raises(InputError) as refused:
        register(cast, name=name)
    assert [problem.place for problem in refused.value.problems] == ["name"]


def test_numbers_count_on_beyond_four_digits(cast: Cast) -> None:
    """P-9999 is followed by P-10000, and that by P-10001."""
    Clinic.objects.filter(pk=cast.clinic.pk).update(last_number=9999)
    numbers = [register(cast, phone=f"0300 765432{last}", name=f"Test Person {last}").number for last in (1, 2)]
    assert numbers == ["P-10000", "P-10001"]


def test_numbers_that_came_in_by_another_way_are_left_to_them(cast: Cast) -> None:
    """The cast's own P-0001 and one brought in as P-0003 were not given by the clinic; nobody else gets them."""
    make_patient(cast.clinic, "P-0003", "Test Patient Brought")
    numbers = [register(cast, phone=f"0300 765432{last}", name=f"Test Person {last}").number for last in (1, 2)]
    assert numbers == ["P-0002", "P-0004"]


@pytest.mark.parametrize(
    ("numbers", "last"),
    [
        ([], 0),
        (["P-0007", "P-10000", "P-9999", "C-20000"], 10_000),
        (["P-0007", "P-99999999999999"], 7),
    ],
)
def test_clinic_of_an_older_version_counts_on_from_its_highest_number(
    cast: Cast, numbers: list[str], last: int
) -> None:
    """What its numbers say becomes what it remembers; numbers of another kind are no such numbers."""
    Patient.objects.filter(clinic=cast.clinic).delete()
    for number in numbers:
        make_patient(cast.clinic, number, f"Test Patient {number}")
    import_module("percutis.web.records.migrations.0006_registering").number_clinics(apps, None)
    assert Clinic.objects.get(pk=cast.clinic.pk).last_number == last


def test_each_clinic_counts_its_own_numbers(cast: Cast) -> None:
    """Another clinic's patients are neither counted nor looked alike."""
    patient = register_patient(**PERSON, by=cast.as_("stranger"), at=NOW)
    assert (patient.number, register(cast).number) == ("P-0002", "P-0002")


@pytest.mark.parametrize(
    ("person", "same"),
    [
        ({"phone": "+92 300 0000001", "born": date(1992, 4, 3)}, "phone_and_born"),
        ({"phone": "0300-0000001"}, "phone"),
        ({"name": "test patient one", "born": date(1992, 4, 3)}, "name_and_born"),
    ],
)
def test_somebody_who_looks_the_same_is_asked_about(cast: Cast, person: dict[str, object], same: str) -> None:
    """Who was found is said and nothing is saved, until somebody says that it is another person."""
    with pytest.raises(LookalikeError) as refused:
        register(cast, **person)
    assert [(one.patient, one.same) for one in refused.value.found] == [(cast.patient, same)]
    assert Patient.objects.filter(clinic=cast.clinic).count() == 1
    assert register(cast, **person, another=True).number == "P-0002"


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ({"name": " "}, ["name"]),
        ({"phone": "12"}, ["phone"]),
        ({"born": date(2027, 1, 1)}, ["born"]),
        ({"born": date(1800, 1, 1), "phone": "telephone", "sex": "x"}, ["born", "phone", "sex"]),
    ],
)
def test_bad_details_are_named_all_at_once(cast: Cast, person: dict[str, object], places: list[str]) -> None:
    """No name, no telephone, a birth to come, and several at the same time."""
    with pytest.raises(InputError) as refused:
        register(cast, **person)
    assert [problem.place for problem in refused.value.problems] == places


def test_correction_counts_the_version_and_keeps_what_stood_before(cast: Cast) -> None:
    """The log says what was changed; what was not named stays."""
    corrected = correct_patient(
        patient=cast.patient, version=1, name="Test Patient Renamed", phone="03001112223", born=date(1992, 4, 3),
        by=cast.as_("desk"), at=NOW,
    )  # fmt: skip
    assert (corrected.version, corrected.name, corrected.sex) == (2, "Test Patient Renamed", "female")
    assert said_of(AuditEvent.objects.get()) == {"before": {"name": "Test Patient One", "phone": "+923000000001"}}


def test_second_editor_is_told_and_overwrites_nothing(cast: Cast) -> None:
    """Both opened version 1; the first saved."""
    person = {"phone": "03001112223", "born": date(1992, 4, 3), "version": 1, "at": NOW}
    correct_patient(patient=cast.patient, name="Test First Editor", by=cast.as_("desk"), **person)
    with pytest.raises(RefusedError, match="Somebody else has corrected"):
        correct_patient(patient=cast.patient, name="Test Second Editor", by=cast.as_("doctor"), **person)
    cast.patient.refresh_from_db()
    assert (cast.patient.name, AuditEvent.objects.count()) == ("Test First Editor", 1)


def test_patient_of_another_clinic_cannot_be_corrected(cast: Cast) -> None:
    """A stranger's right is one in another clinic."""
    with pytest.raises(RefusedError, match="does not belong to this clinic"):
        correct_patient(patient=cast.patient, version=1, **PERSON, by=cast.as_("stranger"), at=NOW)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["P-0002", "P-0001"]),
        ("new", ["P-0002"]),
        ("test pat", ["P-0001"]),
        ("آزمائش", ["P-0002"]),
        ("p-2", ["P-0002"]),
        ("0002", ["P-0002"]),
        ("0300 7654321", ["P-0002"]),
        ("+92300765", ["P-0002"]),
        ("nobody", []),
    ],
)
def test_patients_are_found(cast: Cast, wanted: str, found: list[str]) -> None:
    """By part of a name in either script, by number with or without its zeros, by telephone as typed."""
    register(cast, name_ur="آزمائش مریض")
    assert [patient.number for patient in find_patients(clinic=cast.clinic, wanted=wanted).patients] == found


def test_patient_is_found_by_the_name_as_it_stands_now(cast: Cast) -> None:
    """Corrected, the old name finds nobody; the part that stayed still does."""
    patient = register(cast, name="Test Bibi Wrong")
    correct_patient(
        patient=patient, version=patient.version, **{**PERSON, "name": "Test Āmna Wrong"}, by=cast.as_("desk"), at=NOW
    )
    found = {wanted: len(find_patients(clinic=cast.clinic, wanted=wanted).patients) for wanted in ("bibi", "ĀM", "wro")}
    assert found == {"bibi": 0, "ĀM": 1, "wro": 1}


def test_everybody_of_an_older_version_is_found(cast: Cast) -> None:
    """Names get their words when the tables are brought up to this version."""
    register(cast, name="Test Person Older", name_ur="آزمائش مریض")
    stood = set(PatientWord.objects.values_list("patient", "word"))
    PatientWord.objects.all().delete()
    import_module("percutis.web.records.migrations.0007_words_of_names").fill(apps, None)
    assert set(PatientWord.objects.values_list("patient", "word")) == stood


def test_people_found_by_a_word_come_once_and_in_its_order(cast: Cast) -> None:
    """Whoever has two such words stands where the first of them does; pages go on where the one before ended."""
    names = [f"Test Person {letter}" for letter in "edcba"] + ["Perveen Persona"]
    for number, name in enumerate(names):
        register(cast, name=name, phone=f"0300 76543{number:02d}")
    found = [one.name for one in find_patients(clinic=cast.clinic, wanted="per").patients]
    assert found == [*names[:5], "Perveen Persona"]
    assert [one.name for one in find_patients(clinic=cast.clinic, wanted="persona per").patients] == ["Perveen Persona"]
