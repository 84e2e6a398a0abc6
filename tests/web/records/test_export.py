"""Taking out one patient: everything that is kept of them, and nothing of anybody else."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.belonging import tables_of_patient
from percutis.web.records.exporting.packing import PIECE, Part, packed
from percutis.web.records.exporting.values import KEYS
from percutis.web.records.models import Message, Patient, Photo, PhotoTrial
from percutis.web.records.services.exports import export_patient
from percutis.web.records.services.people import correct_patient
from tests.web.cast import NOW, Cast, make_patient
from tests.web.records.full import fill_record
from tests.web.rows import elsewhere


def opened(cast: Cast) -> zipfile.ZipFile:
    """The export of the patient, in memory."""
    pieces = export_patient(patient=cast.patient, by=cast.as_("doctor"), at=NOW)
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def record_of(found: zipfile.ZipFile) -> dict[str, Any]:
    """What patient.json says."""
    return json.loads(found.read("patient.json"))


def pointing_at_patients() -> set[type[models.Model]]:
    """Every table from which keys lead to a patient, over however many others."""
    found: set[type[models.Model]] = {Patient}
    while True:
        more = {
            model for model in apps.get_models(include_auto_created=True)
            if any(field.is_relation and field.concrete and field.related_model in found
                   for field in model._meta.get_fields())
        }  # fmt: skip
        if more <= found:
            return found
        found |= more


def test_export_holds_every_row_of_every_table_of_the_patient(cast: Cast) -> None:
    """A table that points at a patient, over however many others, is in it with all its rows."""
    fill_record(cast)
    tables = record_of(opened(cast))["tables"]
    assert {table.model for table in tables_of_patient()} == pointing_at_patients()
    rows = {table.name: [row.pk for row in table.rows(cast.patient)] for table in tables_of_patient()}
    assert {name: [row["id"] for row in found] for name, found in tables.items()} == rows
    assert [name for name, found in rows.items() if not found] == []


def test_export_holds_every_column_but_those_that_let_somebody_in(cast: Cast) -> None:
    """What is left out of a row is named in one place."""
    fill_record(cast)
    tables = record_of(opened(cast))["tables"]
    for table in tables_of_patient():
        columns = {column.attname for column in table.model._meta.concrete_fields}
        assert set(tables[table.name][0]) == columns - KEYS.get(table.model, frozenset()), table.name


def test_export_says_what_was_kept(cast: Cast) -> None:
    """Values come out as they stand: text in any script, days and moments as ISO 8601 writes them."""
    cast.patient.name_ur = "آزمائشی مریضہ"
    cast.patient.save()
    record = record_of(opened(cast))
    (row,) = record["tables"]["patient"]
    assert (record["format"], record["number"]) == ("percutis.patient/1", "P-0001")
    assert (row["name_ur"], row["born"], row["at"], row["phone"]) == (
        "آزمائشی مریضہ", "1992-04-03", "2026-11-25T06:00:00.000000+00:00", "+923000000001",
    )  # fmt: skip


def test_export_holds_nothing_of_another_patient(cast: Cast) -> None:
    """Neither of this clinic nor of another: no row, no key, no name, no file."""
    fill_record(cast)
    fill_record(elsewhere(cast))
    neighbour = make_patient(cast.clinic, "P-0002", "Test Neighbour")
    found = opened(cast)
    record = record_of(found)
    others = Patient.objects.exclude(pk=cast.patient.pk)
    assert {row["patient_id"] for rows in record["tables"].values() for row in rows if "patient_id" in row} == {
        cast.patient.pk
    }
    text = "".join(found.namelist()) + found.read("patient.json").decode() + found.read("photographs.csv").decode()
    for other in (*others, neighbour):
        assert other.name not in text
        assert str(other.key) not in text
        assert not any(str(photo.key) in text for photo in Photo.objects.filter(patient=other))


def test_export_names_who_and_what_the_rows_speak_of(cast: Cast) -> None:
    """Whoever treated, the device, the lot: by name, and no more of them than that."""
    fill_record(cast)
    mentioned = record_of(opened(cast))["mentioned"]
    doctor = next(row for row in mentioned["membership"] if row["id"] == cast.doctor.pk)
    assert doctor == {
        "id": cast.doctor.pk, "name": "Test Doctor", "role": "dermatologist", "licence_number": "TEST-doctor",
    }  # fmt: skip
    assert cast.device.serial in {row["serial"] for row in mentioned["device"]}
    assert {row["lot"] for row in mentioned["cartridge"]} == {"TESTLOT"}
    assert set(mentioned) == {"clinic", "membership", "room", "device", "cartridge", "product"}


def test_export_holds_the_photographs_byte_for_byte(cast: Cast) -> None:
    """Each original under a name that the table gives, with its SHA-256; one that was deleted has a line alone."""
    fill_record(cast)
    found = opened(cast)
    lines = list(csv.DictReader(io.StringIO(found.read("photographs.csv").decode("utf-8-sig"))))
    assert sorted(line["is"] for line in lines) == ["deleted", "kept", "on trial"]
    kept = next(line for line in lines if line["is"] == "kept")
    assert hashlib.sha256(found.read(kept["file"])).hexdigest() == kept["sha256"]
    trial = next(line for line in lines if line["is"] == "on trial")
    with PhotoTrial.objects.get(patient=cast.patient).original.open() as original:
        assert found.read(trial["file"]) == original.read()
    assert {name for name in found.namelist() if "/" in name} == {line["file"] for line in lines if line["file"]}


def test_export_goes_on_where_the_store_lost_a_photograph(cast: Cast) -> None:
    """The table says so; everything else comes out."""
    fill_record(cast)
    photo = Photo.objects.exclude(original="").get(patient=cast.patient)
    photo.original.storage.delete(photo.original.name)
    lines = list(csv.DictReader(io.StringIO(opened(cast).read("photographs.csv").decode("utf-8-sig"))))
    assert [line["file"] for line in lines if line["is"] == "lost"] == [""]


def test_export_holds_no_code_and_no_address_that_lets_somebody_in(cast: Cast) -> None:
    """A message that waits to be sent still holds its secret; the export does not."""
    about = {"code": "918273", "path": "/me/in/SECRET-TOKEN/"}
    Message.objects.create(
        clinic=cast.clinic, at=NOW, patient=cast.patient, kind="code", key="c", about=about, due=NOW,
        channel="sms", language="en",
    )  # fmt: skip
    text = opened(cast).read("patient.json").decode()
    assert "918273" not in text
    assert "SECRET-TOKEN" not in text


def test_export_is_in_the_log_that_it_holds(cast: Cast) -> None:
    """Who took it out stands in the log before the first byte leaves, and so in the export itself."""
    log = record_of(opened(cast))["log"]
    assert [line["action"] for line in log] == ["patient.exported"]
    assert log[0]["digest"] == AuditEvent.objects.get().digest


def test_log_in_an_export_is_read_with_its_words(cast: Cast) -> None:
    """The line as it is in the log, and beside it what was said."""
    by, at = cast.as_("doctor"), NOW
    person = {"name": "Test Renamed", "phone": cast.patient.phone, "born": cast.patient.born}
    correct_patient(patient=cast.patient, version=1, by=by, at=at, **person)
    line = record_of(opened(cast))["log"][0]
    assert set(line["details"]["before"]) == {"sealed"}
    assert line["said"] == {"before": {"name": "Test Patient One"}}


def test_export_is_never_whole_in_memory() -> None:
    """A picture of sixty megabytes goes through in pieces."""
    size = 60 * 2**20
    part = Part("large", (bytes(PIECE) for _ in range(size // PIECE)), is_packed=True)
    tracemalloc.start()
    sent = sum(len(piece) for piece in packed([part], NOW))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (sent > size, peak < 2**20) == (True, True)


@pytest.mark.parametrize("who", ["aesthetician", "nurse", "desk", "stranger"])
def test_export_is_refused_to_whoever_has_no_right(cast: Cast, who: str) -> None:
    """Nothing is made and nothing is logged."""
    with pytest.raises(RefusedError):
        export_patient(patient=cast.patient, by=cast.as_(who), at=NOW)
    assert not AuditEvent.objects.exists()


def test_export_is_sent_from_the_page(cast: Cast, enter: Any) -> None:
    """The page shows what there is; its button sends the ZIP, which no cache keeps."""
    browser: Client = enter("doctor")
    page = f"/{cast.clinic.slug}/patients/{cast.patient.key}/kept/"
    assert b"Take everything out" in browser.get(page).content
    answer = browser.post(f"{page}export/")
    sent = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert sent.namelist() == ["README.txt", "patient.json", "photographs.csv"]
    assert sent.testzip() is None
    assert (answer.headers["Cache-Control"], answer.headers["Content-Type"]) == ("private, no-store", "application/zip")
