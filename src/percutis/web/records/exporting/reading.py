"""The page that lies in an export for whoever opens it, in plain words."""

from datetime import UTC, datetime

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Patient

OF_PATIENT = """Everything that {clinic} keeps of patient {number}
Made on {made} by Percutis.

patient.json
    The whole record. Any text editor opens it, and any program reads JSON (RFC 8259, UTF-8).
    "tables" holds a list of rows for each table, every column by its name. A column that ends in _id names a row of
    another table by its "id". Moments are in UTC, days as year-month-day (ISO 8601).
    "mentioned" holds what those rows name and is not the patient's: who treated, the room, the device, the lots.
    "log" says who did what with this record, and when. Words about the patient are sealed in "details", and stand open
    in "said".
    Left out is only what lets somebody in: hashes of links and of one-time codes.

photographs.csv
    A table of the {count} photographs, for any spreadsheet: the file, when it was taken, the view, its SHA-256.

photographs/
    Each photograph as it was taken, byte for byte. What the camera wrote into the file is still in it,
    which may be the place where it was taken.

The answers of the protocol (assessment, plan, gate_check) are the public JSON answers of Percutis; "edition" says under
which edition they were given. What each table means is written in docs/records.md of Percutis.

This is a health record. Keep it where nobody else reads it, and delete it when it has served.
"""
OF_CLINIC = """Everything that {clinic} keeps
Made on {made} by Percutis.

clinic/
    One file a table, a row a line (JSON Lines, UTF-8): the clinic itself, rooms, members of the staff, devices,
    cartridges, products, programs, approvals of the protocol. Passwords, second factors and keys are left out.

log.jsonl
    The log of who did what, a line a row, in its order. "digest" is the SHA-256 of the line's content and of
    "previous", the digest of the line before: docs/records.md says how to prove it without Percutis. Words about a
    patient are sealed here; they stand open in "log" of that patient's patient.json.

registry/
    Two tables, patients.csv and findings.csv: what the newest consultation of each patient says, by number, without a
    name. "percutis screen" reads this folder and says of how many patients each rule of the protocol speaks.

patients/NUMBER/
    Each patient as in an export of one: README.txt, patient.json, photographs.csv, and the photographs.

These are health records. Keep them encrypted, where nobody else reads them, and delete them when they have served.
"""


def readme_of_patient(patient: Patient, at: datetime, count: int) -> str:
    """What each file of one patient's export is."""
    return OF_PATIENT.format(clinic=patient.clinic.name, number=patient.number, made=_day(at), count=count)


def readme_of_clinic(clinic: Clinic, at: datetime) -> str:
    """What each file of a clinic's export is."""
    return OF_CLINIC.format(clinic=clinic.name, made=_day(at))


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
