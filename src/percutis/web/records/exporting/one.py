"""Everything that is kept of one patient, as the files of a ZIP."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

from cryptography.fernet import Fernet
from django.db.models import Model, QuerySet

from percutis.web.accounts.log_words import opened
from percutis.web.accounts.models import AuditEvent, LogKey
from percutis.web.records.core.belonging import Belonging, tables_of_patient
from percutis.web.records.exporting.mentions import Mentions
from percutis.web.records.exporting.packing import Part, in_pieces
from percutis.web.records.exporting.pictures import files, photographs, table
from percutis.web.records.exporting.reading import readme_of_patient
from percutis.web.records.exporting.values import Row, line, listed, read
from percutis.web.records.models import Patient

FORMAT = "percutis.patient/1"


def parts_of_patient(patient: Patient, at: datetime, *, folder: str = "", using: str = "default") -> Iterator[Part]:
    """README.txt, patient.json, photographs.csv and the photographs; `folder` is put before each name."""
    taken = photographs(patient, using)
    yield Part(f"{folder}README.txt", [readme_of_patient(patient, at, len(taken)).encode()])
    yield Part(f"{folder}patient.json", in_pieces(_record(patient, at, using)))
    yield Part(f"{folder}photographs.csv", table(taken))
    yield from files(taken, folder)


def _record(patient: Patient, at: datetime, using: str) -> Iterator[str]:
    """The whole record as JSON: a list of rows a table, what the rows name, and the lines of the log."""
    head = {
        "format": FORMAT,
        "made": at.astimezone(UTC).isoformat(timespec="seconds"),
        "program": f"percutis {version('percutis')}",
        "patient": str(patient.key),
        "number": patient.number,
    }
    mentions, empty = Mentions(), set[type[Model]]()
    yield line(head)[:-1] + ', "tables": {'
    for number, belonging in enumerate(tables_of_patient()):
        yield f'{"," if number else ""}\n"{belonging.name}": '
        yield from listed(mentions.over(belonging, _rows(belonging, patient, using, empty)))
    yield '}, "mentioned": {'
    for number, (name, rows) in enumerate(mentions.rows(using)):
        yield f'{"," if number else ""}\n"{name}": '
        yield from listed(iter(rows))
    yield '}, "log": '
    key = LogKey._base_manager.using(using).filter(patient=patient.key).first()
    told = AuditEvent._base_manager.using(using).filter(clinic=patient.clinic_id, patient=patient.key)
    yield from listed(_lines(told.order_by("number"), key))
    yield "}\n"


def _rows(table: Belonging, patient: Patient, using: str, empty: set[type[Model]]) -> Iterator[Row]:
    """The patient's rows of a table; nobody is asked for zones where there was no session. `empty` grows."""
    row = None
    if table.nearer not in empty:
        for row in read(table.rows(patient, using)):
            yield row
    if row is None:
        empty.add(table.model)


def _lines(told: QuerySet, key: LogKey | None) -> Iterator[Row]:
    """The lines of the log, each with its words opened under `said`; `details` stay as the chain was made over them."""
    box = Fernet(key.key.encode()) if key else None
    return ({**row, "said": opened(row["details"], box)} for row in read(told))
