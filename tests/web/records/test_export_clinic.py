"""Taking out a whole clinic at the machine: complete, nothing of another, no secret, and never half-written."""

import csv
import hashlib
import json
import os
import stat
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from percutis.domain.errors import InputError
from percutis.protocol.load import load_edition
from percutis.registry.screened import screen_registry
from percutis.web.accounts.audit import START
from percutis.web.accounts.models import AuditEvent, Clinic, Program, SecondFactor
from percutis.web.records.models import Patient, Photo
from percutis.web.safekeeping.exporting import Exported, clinic_of, export_to, patient_of
from tests.web.cast import NOW, Cast, everything_answered, make_intake, make_patient
from tests.web.records.full import fill_record
from tests.web.rows import elsewhere


def export(place: Path, clinic: Clinic, patient: Patient | None = None) -> Exported:
    """An export read from the connection of the test; tests/web/running/test_export.py has one of its own."""
    return export_to(place, clinic, patient, NOW, reading_from=lambda: nullcontext("default"))


def rows_in(found: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    """The rows of a file of lines."""
    return [json.loads(line) for line in found.read(name).decode().splitlines()]


def test_export_of_a_clinic_holds_its_tables_its_log_and_its_patients(cast: Cast, tmp_path: Path) -> None:
    """Everything of it, each patient as in an export of one."""
    fill_record(cast)
    make_patient(cast.clinic, "P-0002", "Test Patient Two")
    made = export(tmp_path, cast.clinic)
    found = zipfile.ZipFile(made.path)
    assert found.testzip() is None
    assert made.path.name == "percutis-tests-20261125T060000Z.zip"
    assert sorted(name for name in found.namelist() if name.count("/") < 3 and "photographs/" not in name) == [
        "README.txt", "clinic/cartridge.jsonl", "clinic/clinic.jsonl", "clinic/device.jsonl",
        "clinic/edition_approval.jsonl", "clinic/membership.jsonl", "clinic/product.jsonl", "clinic/program.jsonl",
        "clinic/room.jsonl", "log.jsonl", "patients/P-0001/README.txt", "patients/P-0001/patient.json",
        "patients/P-0001/photographs.csv", "patients/P-0002/README.txt", "patients/P-0002/patient.json",
        "patients/P-0002/photographs.csv", "registry/findings.csv", "registry/patients.csv",
    ]  # fmt: skip
    assert [row["username"] for row in rows_in(found, "clinic/membership.jsonl")] == [
        f"{name}@tests" for name in ("doctor", "aesthetician", "nurse", "desk", "lapsed")
    ]


def test_patients_of_an_export_are_a_registry_to_screen(cast: Cast, tmp_path: Path) -> None:
    """Without a name; the newest consultation of each counts, and of a record that was deleted nothing is left."""
    make_intake(cast.patient, everything_answered(skin_type={"fitzpatrick": "V"}, findings=[]))
    had = [{"finding": "herpes_labialis", "status": "past", "last": "2025-12-01", "zones": ["perioral", "chin"]},
           {"finding": "isotretinoin", "status": "past", "last": "2026-08-20"}]  # fmt: skip
    make_intake(cast.patient, everything_answered(skin_type={"fitzpatrick": "IV"}, findings=had))
    make_patient(cast.clinic, "P-0002", "Test Patient Two")
    gone = make_patient(cast.clinic, "P-0003", "Test Patient Three")
    because = Patient.ERASED_BECAUSE[0][0]
    Patient.objects.filter(pk=gone.pk).update(erased=NOW, erased_by=cast.doctor, erased_because=because)
    make_intake(cast.other_patient)
    found = zipfile.ZipFile(export(tmp_path, cast.clinic).path)
    found.extractall(tmp_path, [name for name in found.namelist() if name.startswith("registry/")])
    assert "Test Patient" not in "".join(file.read_text() for file in (tmp_path / "registry").iterdir())

    screen_registry(tmp_path / "registry", load_edition(), NOW.date(), tmp_path / "out")

    with (tmp_path / "out" / "verdicts.csv").open() as file:
        verdicts = [(row["patient"], row["verdict"], row["until"]) for row in csv.DictReader(file)]
    assert verdicts == [("P-0001", "defer", "2027-02-20"), ("P-0002", "modify", "")]
    with (tmp_path / "registry" / "findings.csv").open() as file:
        zones = [row["zone"] for row in csv.DictReader(file) if row["finding"] == "herpes_labialis"]
    assert zones == ["perioral", "chin"]


def test_export_of_a_clinic_holds_nothing_of_another(cast: Cast, tmp_path: Path) -> None:
    """No patient, no photograph, no member and no line of the log."""
    fill_record(cast)
    fill_record(elsewhere(cast))
    found = zipfile.ZipFile(export(tmp_path, cast.clinic).path)
    text = "".join(found.namelist()) + "".join(
        found.read(name).decode() for name in found.namelist() if name.endswith((".json", ".jsonl", ".csv", ".txt"))
    )
    theirs = Patient.objects.filter(clinic=cast.other_clinic)
    strange = ["stranger", "Elsewhere", "ELSEWHERE", *(str(one.key) for one in theirs)]
    strange += [str(photo.key) for photo in Photo.objects.filter(clinic=cast.other_clinic)]
    assert [word for word in strange if word in text] == []


def test_export_of_a_clinic_holds_no_secret_of_the_staff(cast: Cast, tmp_path: Path) -> None:
    """Neither a password's hash nor a second factor nor the key of a program."""
    rows = fill_record(cast)
    SecondFactor.objects.create(user=cast.doctor.user, sealed="SEALED-SECRET", begun=NOW)
    found = zipfile.ZipFile(export(tmp_path, cast.clinic).path)
    text = "".join(found.read(name).decode() for name in found.namelist() if name.endswith((".json", ".jsonl")))
    key = Program.objects.get(pk=rows["program"]).digest
    assert [word for word in (cast.doctor.user.password, "SEALED-SECRET", key, "TEST-HASH") if word in text] == []


def test_log_in_an_export_is_proved_without_percutis(cast: Cast, tmp_path: Path) -> None:
    """As docs/records.md says: each line's hash is of its content, and each line holds the hash of the one before."""
    fill_record(cast)
    lines = rows_in(zipfile.ZipFile(export(tmp_path, cast.clinic).path), "log.jsonl")
    assert len(lines) > 5
    previous = START
    for line in lines:
        said = {name: line[name] for name in ("number", "at", "actor", "action", "subject", "patient", "details")}
        said |= {"clinic": line["clinic_id"], "membership": line["membership_id"], "previous": previous}
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
        assert (line["previous"], line["digest"]) == (previous, digest)
        previous = digest


def test_export_at_the_machine_is_for_its_owner_and_in_the_log(cast: Cast, tmp_path: Path) -> None:
    """Mode 600 whatever the mask is, and a line that says how many patients."""
    before = os.umask(0)
    try:
        made = export(tmp_path / "out.zip", cast.clinic, cast.patient)
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    line = AuditEvent.objects.get()
    assert (line.action, line.patient, line.actor, line.details["patients"]) == (
        "patient.exported", cast.patient.key, "system", 1,
    )  # fmt: skip
    assert zipfile.ZipFile(made.path).namelist() == ["README.txt", "patient.json", "photographs.csv"]


def test_export_that_fails_leaves_nothing_and_says_nothing(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a half file nor a line of the log."""

    def full(_from: Path, _to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="No space left"):
        export(tmp_path, cast.clinic)
    assert list(tmp_path.iterdir()) == []
    assert not AuditEvent.objects.exists()


def test_export_overwrites_nothing_and_asks_which_clinic(cast: Cast, tmp_path: Path) -> None:
    """A file that is there, a clinic or a patient that is not, and two clinics without a name: each is said."""
    (tmp_path / "there.zip").write_text("mine")
    for wrong in (
        lambda: export(tmp_path / "there.zip", cast.clinic),
        lambda: clinic_of(None),
        lambda: clinic_of("nowhere"),
        lambda: patient_of(cast.clinic, "P-9999"),
    ):
        with pytest.raises(InputError):
            wrong()
    assert (tmp_path / "there.zip").read_text() == "mine"
    assert (clinic_of("tests"), patient_of(cast.clinic, "p-0001")) == (cast.clinic, cast.patient)
