"""Deleting a record: nothing that identifies is left anywhere, what must stay stays, nobody else is touched."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from percutis.domain.errors import InputError
from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.belonging import tables_of_patient
from percutis.web.records.core.forgetting import CODES, EMPTIED, GONE
from percutis.web.records.models import (
    Appointment,
    CartridgeUse,
    CheckIn,
    Consent,
    Course,
    Event,
    Message,
    Patient,
    Session,
    WaitListEntry,
    ZoneTreatment,
)
from percutis.web.records.selectors.people import find_lookalikes, find_patients
from percutis.web.records.services.erasing import erase_patient
from percutis.web.records.services.people import correct_patient
from percutis.web.records.services.stock import recall_lot
from percutis.web.records.services.visits import book_visit
from percutis.web.records.services.waits import add_wait
from tests.web.cast import NOW, Cast, make_patient
from tests.web.records.full import fill_record
from tests.web.rows import elsewhere

MARKER = "Zaria Marker"
TEXT = (models.CharField, models.TextField, models.JSONField)


def finish(patient: Patient, cast: Cast) -> None:
    """Nothing of the patient is open any more."""
    doctor = cast.doctor
    patient.sessions.filter(started__isnull=False).update(ended=models.F("started"), signed=NOW, signed_by=doctor)
    patient.sessions.filter(started__isnull=True).update(abandoned=NOW)
    patient.checkins.update(responder=doctor, taken=NOW, answered=NOW)
    patient.adverse_events.update(closed=NOW, closed_by=doctor)


def erase(cast: Cast, patient: Patient | None = None, **given: Any) -> Patient:
    """The record of the cast's patient deleted by the medical director."""
    patient = patient or cast.patient
    asked = {"number": patient.number, "because": "asked", "nothing_forbids": True, "by": cast.as_("doctor"), **given}
    return erase_patient(patient=patient, at=NOW, **asked)


def written_by_people(model: type[models.Model]) -> Iterator[models.Field]:
    """The columns of text that hold no code."""
    for column in model._meta.concrete_fields:
        if isinstance(column, TEXT) and not column.choices and column.name not in CODES.get(model, ()):
            yield column


def mark_everything(patient: Patient) -> int:
    """A word that stands nowhere else, in every such column of every table; how many columns."""
    count = 0
    for table in tables_of_patient():
        for column in written_by_people(table.model):
            value = {"said": MARKER} if isinstance(column, models.JSONField) else MARKER
            count += bool(table.rows(patient).update(**{column.name: value}))
    return count


def everything_in_the_database() -> str:
    """Every value of every row of every table."""
    found = apps.get_models(include_auto_created=True)
    return repr([list(model._base_manager.values_list()) for model in found])


def rows_of(patient: Patient) -> dict[str, list[Any]]:
    """Every row of a patient, whole."""
    return {table.name: list(table.rows(patient).values_list()) for table in tables_of_patient()}


def files_of_store() -> list[str]:
    """Every file in the store."""
    root = Path(default_storage.location)
    return [str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()]


def test_every_column_of_text_is_emptied_goes_or_holds_a_code() -> None:
    """A new column has to be decided: it is in one list and in no other."""
    for table in tables_of_patient():
        if table.model is Patient or table.model in GONE:
            continue
        kept, emptied = set(CODES.get(table.model, ())), set(EMPTIED.get(table.model, ()))
        texts = {
            column.name for column in table.columns
            if isinstance(column, (*TEXT, models.FileField)) and not column.choices
        }  # fmt: skip
        assert (kept | emptied, kept & emptied) == (texts, set()), table.name


def test_nothing_that_identifies_is_left_anywhere(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    """No name, telephone or birthday and no word that anybody wrote, in no table, the log's own too; and no file."""
    by, at = cast.as_("doctor"), NOW
    Patient.objects.exclude(pk=cast.patient.pk).update(phone="+923000000099", born=date(1970, 1, 1))
    fill_record(cast)
    person = {"name": MARKER, "phone": "+923009876543", "born": cast.patient.born}
    correct_patient(patient=cast.patient, version=1, by=by, at=at, **person)
    cast.patient.refresh_from_db()
    starts = at + timedelta(days=30)
    book_visit(patient=cast.patient, kind="review", practitioner=cast.doctor, starts=starts, by=by, at=at)
    finish(cast.patient, cast)
    assert mark_everything(cast.patient) > 50
    default_storage.save(f"{cast.clinic.pk}/{cast.patient.key}/forgotten", ContentFile(b"left over"))
    assert any(str(cast.patient.key) in file for file in files_of_store())
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase(cast)
    left = everything_in_the_database()
    born = repr(cast.patient.born)
    assert [word for word in (MARKER, "Test Patient One", "9876543", "+923000000001", born) if word in left] == []
    assert [file for file in files_of_store() if str(cast.patient.key) in file] == []
    assert list(broken_links(cast.clinic)) == []
    assert (erased.name, erased.phone, erased.born.isoformat(), erased.erased) == ("P-0001", "", "1992-01-01", NOW)


def test_store_that_fails_leaves_a_record_that_can_be_deleted_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """It says so, and no row claims what is not so."""

    def gone(_name: str) -> None:
        raise ConnectionError

    fill_record(cast)
    finish(cast.patient, cast)
    with monkeypatch.context() as broken:
        broken.setattr(default_storage._wrapped, "delete", gone)
        with pytest.raises(RefusedError, match="does not answer"):
            erase(cast)
    assert Patient.objects.get(pk=cast.patient.pk).name == "Test Patient One"
    with django_capture_on_commit_callbacks(execute=True):
        assert erase(cast).erased == NOW


def test_what_the_law_and_the_safety_of_others_need_stays(cast: Cast) -> None:
    """Sessions with zones, depths, device and lots; the state of each consent; events; money; by number only."""
    fill_record(cast)
    finish(cast.patient, cast)

    def facts() -> list[Any]:
        return [
            list(Session.objects.values_list("pk", "started", "device", "operator", "consent", "gate")),
            list(ZoneTreatment.objects.values_list("session", "zone", "depth_mm", "passes")),
            list(CartridgeUse.objects.values_list("session", "cartridge")),
            list(Consent.objects.values_list("subject", "state", "plan", "version", "tier")),
            list(Event.objects.values_list("kind", "urgency", "closed", "session")),
            list(cast.patient.receipts.values_list("number", "amount_pkr", "method")),
        ]

    before = facts()
    erase(cast)
    assert facts() == before


def test_everything_to_come_is_called_off(cast: Cast) -> None:
    """Visits are cancelled and their places free, nothing waits to be sent, no link opens, no course is open."""
    fill_record(cast)
    by, starts = cast.as_("doctor"), NOW + timedelta(days=30)
    visit = book_visit(patient=cast.patient, kind="review", practitioner=cast.doctor, starts=starts, by=by, at=NOW)
    finish(cast.patient, cast)
    erase(cast)
    visit.refresh_from_db()
    assert (visit.state, visit.cells.count()) == ("cancelled", 0)
    assert not Appointment.objects.filter(patient=cast.patient, state__in=Appointment.OPEN).exists()
    assert not Message.objects.filter(patient=cast.patient, state__in=("waiting", "unsure", "failed")).exists()
    assert not WaitListEntry.objects.filter(patient=cast.patient, closed=None).exists()
    assert not Course.objects.filter(patient=cast.patient, closed=None).exists()
    assert (cast.patient.links.count(), cast.patient.feeds.count()) == (0, 0)


def test_nobody_else_is_touched(cast: Cast) -> None:
    """Neither a patient of the other clinic with the same number nor a neighbour in this one."""
    there = elsewhere(cast)
    fill_record(cast)
    fill_record(there)
    neighbour = make_patient(cast.clinic, "P-0002", MARKER)
    finish(cast.patient, cast)
    before = (rows_of(there.patient), rows_of(neighbour), len(files_of_store()))
    erase(cast)
    assert (rows_of(there.patient), rows_of(neighbour)) == before[:2]


def test_nothing_is_added_to_a_deleted_record(cast: Cast) -> None:
    """Neither a visit nor a wish nor a row of any table, whoever writes; and the name does not come back."""
    fill_record(cast)
    finish(cast.patient, cast)
    patient, by, starts = erase(cast), cast.as_("doctor"), NOW + timedelta(days=30)
    for write in (
        lambda: book_visit(patient=patient, kind="review", practitioner=cast.doctor, starts=starts, by=by, at=NOW),
        lambda: add_wait(patient=patient, kind="review", by=by, at=NOW),
        lambda: Patient.objects.filter(pk=patient.pk).update(name=MARKER),
        *(again(table.rows(patient)) for table in tables_of_patient() if table.model is not Patient),
    ):
        with pytest.raises(IntegrityError, match="the record was deleted"), transaction.atomic():
            write()


def again(rows: models.QuerySet) -> Any:
    """Adds a copy of the first of these rows, where there is one; of a table without rows an empty one."""
    row = rows.first()

    def added() -> None:
        if row is None:
            raise IntegrityError("the record was deleted, and these rows with it")
        row.pk = None
        row._state.adding = True
        row.save(force_insert=True)

    return added


def test_deleted_patient_is_found_by_nobody(cast: Cast) -> None:
    """Neither by number nor among the newest nor as somebody who looks the same."""
    phone, born = cast.patient.phone, cast.patient.born
    erase(cast)
    found = [find_patients(clinic=cast.clinic, wanted=wanted).patients for wanted in ("", "P-0001", "Test")]
    assert found == [[], [], []]
    assert find_lookalikes(clinic=cast.clinic, name="Test Patient One", phone=phone, born=born) == []


def test_recall_passes_over_whom_nobody_can_reach(cast: Cast) -> None:
    """The others of the lot are asked to call all the same."""
    fill_record(cast)
    finish(cast.patient, cast)
    erase(cast)
    assert recall_lot(lot=cast.cartridge.lot, by=cast.as_("doctor"), at=NOW) == 0


@pytest.mark.parametrize("open_thing", [Session, CheckIn, Event])
def test_unfinished_things_come_first(cast: Cast, open_thing: type[models.Model]) -> None:
    """A session that is not signed, a check-in that waits, an open event: somebody has to see to it."""
    fill_record(cast)
    finish(cast.patient, cast)
    again_open = {Session: {"signed": None, "signed_by": None}, CheckIn: {"answered": None, "rank": 0},
                  Event: {"closed": None, "closed_by": None}}  # fmt: skip
    open_thing._base_manager.filter(patient=cast.patient).update(**again_open[open_thing])
    with pytest.raises(RefusedError, match="not finished"):
        erase(cast)


def test_message_on_its_way_is_waited_for(cast: Cast) -> None:
    """The gateway's answer would write down again what was said."""
    fill_record(cast)
    finish(cast.patient, cast)
    cast.patient.messages.update(state="handing")
    with pytest.raises(RefusedError, match="being sent"):
        erase(cast)


def test_record_is_kept_as_long_as_the_clinic_says(cast: Cast) -> None:
    """Within the years it is refused, from their end on it goes; where no years are set somebody has to have asked."""
    with pytest.raises(RefusedError, match="find out how long"):
        erase(cast, nothing_forbids=False)
    cast.clinic.retention_years = 5
    cast.clinic.save()
    with pytest.raises(RefusedError, match="2031-11-25"):
        erase(cast)
    Patient.objects.filter(pk=cast.patient.pk).update(at=NOW - timedelta(days=5 * 366))
    assert erase(cast, nothing_forbids=False).erased == NOW


@pytest.mark.parametrize("given", [{"number": "P-0002"}, {"number": ""}, {"because": "bored"}])
def test_number_is_typed_and_the_reason_is_one_of_the_list(cast: Cast, given: dict[str, str]) -> None:
    """A slip deletes nobody."""
    with pytest.raises(InputError):
        erase(cast, **given)
    cast.patient.refresh_from_db()
    assert (cast.patient.name, cast.patient.erased) == ("Test Patient One", None)


@pytest.mark.parametrize("who", ["aesthetician", "nurse", "desk", "stranger"])
def test_deletion_is_the_medical_directors(cast: Cast, who: str) -> None:
    """Nobody else's, and not a second time."""
    with pytest.raises(RefusedError):
        erase(cast, by=cast.as_(who))
    erase(cast)
    with pytest.raises(RefusedError, match="already"):
        erase(cast)


def test_deletion_stands_in_the_log(cast: Cast) -> None:
    """Who, when, why, and how much (a name of three words); the reason is a code, so nobody writes a name into it."""
    erase(cast)
    line = AuditEvent.objects.get()
    assert (line.action, line.patient, line.details) == (
        "patient.erased", cast.patient.key, {"reason": "asked", "visits": 0, "photographs": 0, "rows": 3},
    )  # fmt: skip
