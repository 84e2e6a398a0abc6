"""The history of a patient as one line, newest first: every row that the reader may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from percutis.web.accounts.models import Membership
from percutis.web.accounts.rights import Right
from percutis.web.accounts.selectors.staff import name_people, people_of
from percutis.web.records.models import CartridgeUse, Patient, Photo, Session, ZoneTreatment
from percutis.web.records.selectors.photographs import open_rows

PAGE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what kind, and its row; of photographs every row of one moment, in `rows`."""

    at: datetime
    kind: str
    row: Any
    count: int = 1
    rows: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """A part of the line, and the moment from which the next part goes on; None at its end."""

    entries: tuple[Entry, ...]
    older: datetime | None


Rows = Callable[[Patient], QuerySet[Any]]


def timeline_of(
    *,
    patient: Patient,
    rights: Iterable[Right],
    now: datetime,
    before: datetime | None = None,
    people: dict[int, Membership] | None = None,
) -> Timeline:
    """The newest entries before a moment, of what has been: open visits to come stand elsewhere.

    Each kind asks for its right; one query a kind, none of them unlimited. `people` saves reading the staff again.
    """
    may = frozenset(rights)
    people = people or people_of(patient.clinic)
    found: list[Entry] = []
    for kind, (right, rows, moment) in KINDS.items():
        if right in may:
            earlier = rows(patient).order_by(f"-{moment}", "-pk")
            if kind == "visit":
                earlier = earlier.exclude(starts__gt=now, state__in=("booked", "confirmed"))
            if kind == "visit" and Right.SEE_CHART in may:
                earlier = earlier.filter(session__isnull=True)  # its session says more
            if before:
                earlier = earlier.filter(**{f"{moment}__lt": before})
            found += [Entry(getattr(row, moment), kind, row) for row in earlier[: PAGE + 1]]
    for entry in found:
        name_people(entry.row, people)
    order = list(KINDS)
    found.sort(key=lambda entry: (entry.at, order.index(entry.kind)), reverse=True)
    merged = _photographs_together(found)
    shown = tuple(merged[:PAGE])
    return Timeline(shown, shown[-1].at if len(merged) > PAGE else None)


def front_photograph(*, patient: Patient, newest: Timeline | None) -> Photo | None:
    """The newest picture from the front that the clinic took; for those who may see photographs. Read again only where
    the newest part of the line, if that was read, does not show it.
    """
    pictures = (row for entry in newest.entries for row in entry.rows) if newest else ()
    found: Photo | None = next((one for one in pictures if one.view == "front" and one.checkin_id is None), None)
    if found or (newest and newest.older is None):
        return found
    return open_rows(patient.photographs.filter(view="front", checkin__isnull=True)).order_by("-at").first()


def _photographs_together(found: list[Entry]) -> list[Entry]:
    """Photographs of the same session or the same day as one entry, at the newest of them."""
    merged: list[Entry] = []
    for entry in found:
        last = merged[-1] if merged else None
        if last and last.kind == entry.kind == "photographs" and _together(last.row, entry.row):
            merged[-1] = Entry(last.at, last.kind, last.row, last.count + 1, (*last.rows, entry.row))
        else:
            merged.append(replace(entry, rows=(entry.row,)) if entry.kind == "photographs" else entry)
    return merged


def _together(one: Photo, other: Photo) -> bool:
    return one.session_id == other.session_id and one.at.date() == other.at.date()


def _sessions(patient: Patient) -> QuerySet[Any]:
    zones = ZoneTreatment.objects.filter(replaced_by__isnull=True)
    return (
        Session.objects.filter(patient=patient)
        .select_related("appointment", "device", "gate", "consent")
        .prefetch_related(
            Prefetch("zones", zones, to_attr="standing_zones"),
            Prefetch("cartridges", CartridgeUse.objects.select_related("cartridge")),
            "products",
            "photographs",
            "left",
        )
    )


# By kind: the right that shows it, its rows, and the moment at which it stands on the line.
KINDS: dict[str, tuple[Right, Rows, str]] = {
    "visit": (
        Right.SEE_PATIENT,
        lambda one: one.appointments.all(),
        "starts",
    ),
    "consultation": (Right.SEE_CHART, lambda one: one.intakes.all(), "at"),
    "assessment": (
        Right.SEE_CHART,
        lambda one: one.assessments.defer("asked", "answer"),
        "at",
    ),
    "override": (Right.SEE_CHART, lambda one: one.overrides.all(), "at"),
    "plan": (
        Right.SEE_CHART,
        lambda one: one.plans.defer("asked", "answer"),
        "at",
    ),
    "consent": (Right.SEE_PATIENT, lambda one: one.consents.defer("text"), "at"),
    "session": (Right.SEE_CHART, _sessions, "at"),
    "checkin": (Right.SEE_CHART, lambda one: one.checkins.defer("answer"), "at"),
    "event": (Right.SEE_CHART, lambda one: one.adverse_events.all(), "at"),
    "photographs": (Right.SEE_PHOTOGRAPHS, lambda one: open_rows(one.photographs.all()), "at"),
    "message": (Right.SEE_PATIENT, lambda one: one.messages.filter(state__in=("sent", "failed", "unsure")), "due"),
    "package": (Right.MONEY, lambda one: one.packages.all(), "at"),
    "receipt": (Right.MONEY, lambda one: one.receipts.select_related("cancels"), "at"),
}
