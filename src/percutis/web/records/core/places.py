"""What a visit occupies: which five minutes of which person, room, device and patient. Pure; nothing is asked of the
database.

A visit starts when the patient comes and ends when the work on them is over. Numbing and cleaning lie inside what is
booked, not beside it, so no visit can be put where they are still going on:

    session       |-- numbing --|------ needling ------|-- cleaning --|
    patient       |====================================|
    person                      |======================|
    device                      |======================|
    room          |===================================================|

During the numbing the practitioner is free for another visit; the room and the patient are not. Other kinds have no
numbing; a room is cleaned after each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from percutis.web.accounts.models import Clinic, Membership, Room
from percutis.web.records.models import Device
from percutis.web.records.models.diary import CELL_MINUTES

CELL = timedelta(minutes=CELL_MINUTES)
Cell = tuple[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a visit would be."""

    kind: str
    starts: datetime
    ends: datetime
    patient: int
    practitioner: Membership
    room: Room | None
    device: Device | None

    @property
    def work_starts(self) -> datetime:
        """When the practitioner is needed: after the numbing of a session."""
        return work_starts(self.practitioner.clinic, self.kind, self.starts)

    def cells(self) -> Iterator[Cell]:
        """Every five minutes of everything that it occupies."""
        cleaned = self.ends + timedelta(minutes=self.practitioner.clinic.cleaning_minutes)
        yield from _cells(patient_cell(self.patient), self.starts, self.ends)
        yield from _cells(person_cell(self.practitioner), self.work_starts, self.ends)
        if self.room:
            yield from _cells(room_cell(self.room), self.starts, cleaned)
        if self.device:
            yield from _cells(device_cell(self.device), self.work_starts, self.ends)


def work_starts(clinic: Clinic, kind: str, starts: datetime) -> datetime:
    """When the practitioner is needed: after the numbing of a session, else at once."""
    return starts + timedelta(minutes=clinic.numbing_minutes if kind == "session" else 0)


def length_of(clinic: Clinic, kind: str) -> timedelta:
    """How long a visit of that kind takes, its numbing with it."""
    minutes = clinic.numbing_minutes + clinic.session_minutes if kind == "session" else clinic.consultation_minutes
    return timedelta(minutes=minutes)


def opening(clinic: Clinic, day: date) -> tuple[datetime, datetime] | None:
    """From when until when the clinic is open on a day; None on a closed weekday."""
    if day.weekday() in clinic.closed_weekdays:
        return None
    opens, closes = _time(clinic.opens), _time(clinic.closes)
    return datetime.combine(day, opens, clinic.zone), datetime.combine(day, closes, clinic.zone)


def patient_cell(patient: int) -> str:
    """The name of a patient in the cells."""
    return f"patient:{patient}"


def person_cell(practitioner: Membership) -> str:
    """The name of a person in the cells: of the user, who is in one place at a time however many clinics there are."""
    return f"person:{practitioner.user_id}"


def room_cell(room: Room) -> str:
    """The name of a room in the cells."""
    return f"room:{room.pk}"


def device_cell(device: Device) -> str:
    """The name of a device in the cells."""
    return f"device:{device.pk}"


def on_the_cell(moment: datetime) -> bool:
    """Whether a moment is one at which five minutes begin."""
    return moment.second == moment.microsecond == 0 and moment.minute % CELL_MINUTES == 0


def _cells(resource: str, start: datetime, end: datetime) -> Iterator[Cell]:
    """Begun minutes count: an end between two cells takes the one that it lies in."""
    start = start.astimezone(UTC)
    while start < end:
        yield resource, start
        start += CELL


def _time(value: time | str) -> time:
    """A time of day; a row not yet read back from the database may still hold it as text."""
    return time.fromisoformat(value) if isinstance(value, str) else value
