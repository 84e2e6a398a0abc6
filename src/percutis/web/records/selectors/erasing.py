"""May a patient's record be deleted now, and what stands against it?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from percutis.web.records.models import Patient, Session
from percutis.web.records.selectors.checkins import USUAL

What = Literal["session", "checkin", "event"]


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that somebody still has to finish: what, and its number."""

    what: What
    pk: int


def pending_of(patient: Patient) -> list[Pending]:
    """Sessions that are neither signed nor given up, check-ins that wait for an answer, events that are open."""
    sessions = patient.sessions.filter(signed__isnull=True, abandoned__isnull=True)
    checkins = patient.checkins.filter(answered__isnull=True, rank__lt=USUAL)
    events = patient.adverse_events.filter(closed__isnull=True)
    return [
        *(Pending("session", pk) for pk in sessions.order_by("pk").values_list("pk", flat=True)),
        *(Pending("checkin", pk) for pk in checkins.order_by("pk").values_list("pk", flat=True)),
        *(Pending("event", pk) for pk in events.order_by("pk").values_list("pk", flat=True)),
    ]


def kept_until(patient: Patient) -> date | None:
    """The first day on which the record need not be kept any more; None where the clinic has not said how long.

    It counts from the last session or visit that took place, else from the registration.
    """
    years = patient.clinic.retention_years
    if years is None:
        return None
    day = _last_seen(patient)
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def _last_seen(patient: Patient) -> date:
    held = patient.sessions.filter(started__isnull=False).order_by("-started").values_list("started", flat=True)
    visits = patient.appointments.filter(state="done").order_by("-starts").values_list("starts", flat=True)
    moments = (patient.at, held.first(), visits.first())
    return patient.clinic.day_of(max(moment for moment in moments if moment))


def kept_sessions(patient: Patient) -> list[Session]:
    """The sessions that were given, with what a recall or a question of safety asks for, the newest first."""
    rows = patient.sessions.filter(started__isnull=False).select_related("operator__user", "device")
    lots = ("zones", "cartridges__cartridge", "products__product")
    return list(rows.prefetch_related(*lots).order_by("-started"))
