"""Reading the log of a clinic: by person, patient, action and day, a page at a time, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.log_words import open_words
from percutis.web.accounts.models import AuditEvent, Clinic
from percutis.web.records.models import Patient

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """What is looked for; nothing given looks for everything."""

    member: int | None = None
    patient: UUID | None = None
    action: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows, what each says by its key, and the number below which the next page goes on; None on the last."""

    events: Sequence[AuditEvent]
    said: Mapping[int, Mapping[str, Any]]
    below: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the log is as it was written: how many rows, and the numbers of those that are not."""

    rows: int
    broken: tuple[int, ...]


def find_audit(*, clinic: Clinic, wanted: LogFilter, below: int | None = None) -> LogPage:
    """The rows that fit, the newest first; one more than a page is read, never all of them counted."""
    found = AuditEvent.objects.filter(clinic=clinic)
    if wanted.member:
        found = found.filter(membership=wanted.member)
    if wanted.patient:
        found = found.filter(patient=wanted.patient)
    if wanted.action:
        found = found.filter(action__startswith=wanted.action)
    if wanted.day:
        start = datetime.combine(wanted.day, time.min, clinic.zone)
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if below:
        found = found.filter(number__lt=below)
    rows = list(found.select_related("membership__user").order_by("-number")[: PAGE + 1])
    return LogPage(rows[:PAGE], open_words(rows[:PAGE]), rows[PAGE - 1].number if len(rows) > PAGE else None)


def patients_of(*, clinic: Clinic, events: Sequence[AuditEvent]) -> dict[UUID, Patient]:
    """The patients that the rows speak of, by key, in one query."""
    keys = {event.patient for event in events if event.patient}
    found = Patient.objects.filter(key__in=keys)  # asked for the clinic too, SQLite would read everybody of it
    return {patient.key: patient for patient in found if patient.clinic_id == clinic.pk}


def check_chain(*, clinic: Clinic) -> Chain:
    """The whole log, read from its first row on. Takes as long as the log is long."""
    return Chain(AuditEvent.objects.filter(clinic=clinic).count(), tuple(broken_links(clinic)))
