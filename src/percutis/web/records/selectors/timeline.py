"""The history of a patient as one line, newest first: every row that the reader may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from percutis.web.accounts.models import Membership
from percutis.web.accounts.rights import Right
from percutis.web.accounts.selectors.staff import name_people, people_of
from percutis.web.prepared import Prepared, together
from percutis.web.records.models import (
    Appointment,
    Assessment,
    CartridgeUse,
    CheckIn,
    Consent,
    Event,
    Intake,
    Message,
    Override,
    Package,
    Patient,
    Photo,
    Plan,
    Receipt,
    Session,
    ZoneLeft,
    ZoneTreatment,
)
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


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind: the right that shows them, the moment at which they stand on the line, and their two questions:
    the newest, and those before a moment. Of visits the present is asked too, which is what `dated` says.
    """

    right: Right
    moment: str
    dated: bool
    newest: Prepared[Any]
    earlier: Prepared[Any]

    def asked(self, patient: int, now: datetime, before: datetime | None) -> tuple[Prepared[Any], tuple[Any, ...]]:
        """For one part of the line, and one row more."""
        given = (patient, now) if self.dated else (patient,)
        return (self.earlier, (before, *given)) if before else (self.newest, given)


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
    kinds = {**KINDS, **(KINDS_BESIDE_SESSIONS if Right.SEE_CHART in may else {})}
    seen = {name: kind for name, kind in kinds.items() if kind.right in may}
    rows = together(*(kind.asked(patient.pk, now, before) for kind in seen.values()))
    found = [
        Entry(getattr(row, kind.moment), name, row)
        for (name, kind), some in zip(seen.items(), rows, strict=True)
        for row in some
    ]
    for entry in found:
        entry.row.patient, entry.row.clinic = patient, patient.clinic
        name_people(entry.row, people)
    _tell_what_was_done([entry.row for entry in found if entry.kind == "session"], patient)
    order = list(kinds)
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


def _tell_what_was_done(sessions: list[Session], patient: Patient) -> None:
    """Each session with its zones as they stand, and those that were left."""
    if not sessions:
        return
    zones, left = defaultdict(list), defaultdict(list)
    for zone in ZONES(patient.pk):
        zones[zone.session_id].append(zone)
    for one in LEFT(patient.pk):
        left[one.session_id].append(one)
    for session in sessions:
        session.standing_zones, session.zones_left = zones[session.pk], left[session.pk]  # type: ignore[attr-defined]


ZONES = Prepared(
    lambda patient: ZoneTreatment.objects.filter(session__patient=patient, replaced_by__isnull=True).order_by("id")
)
LEFT = Prepared(lambda patient: ZoneLeft.objects.filter(session__patient=patient).order_by("id"))
NOT_YET = ("booked", "confirmed")
TOLD = ("sent", "failed", "unsure")  # what became of a message; those still waiting are no history


def _visits(patient: int, now: datetime) -> QuerySet[Any]:
    return Appointment.objects.filter(patient=patient).exclude(starts__gt=now, state__in=NOT_YET)


def _visits_without_session(patient: int, now: datetime) -> QuerySet[Any]:
    return _visits(patient, now).filter(session__isnull=True)  # its session says more


def _sessions(patient: int) -> QuerySet[Any]:
    return (
        Session.objects.filter(patient=patient)
        .defer("facts")
        .annotate(
            has_photographs=Exists(Photo.objects.filter(session=OuterRef("pk"))),
            has_cartridges=Exists(CartridgeUse.objects.filter(session=OuterRef("pk"))),
        )
    )


def _kind(right: Right, rows: Callable[..., QuerySet[Any]], moment: str = "at", *, dated: bool = False) -> Kind:
    order = (f"-{moment}", "-pk")
    return Kind(
        right,
        moment,
        dated,
        newest=Prepared(lambda *given: rows(*given).order_by(*order)[: PAGE + 1]),
        earlier=Prepared(
            lambda before, *given: rows(*given).filter(**{f"{moment}__lt": before}).order_by(*order)[: PAGE + 1]
        ),
    )


KINDS = {
    "visit": _kind(Right.SEE_PATIENT, _visits, "starts", dated=True),
    "consultation": _kind(Right.SEE_CHART, lambda one: Intake.objects.filter(patient=one)),
    "assessment": _kind(Right.SEE_CHART, lambda one: Assessment.objects.filter(patient=one).defer("asked", "answer")),
    "override": _kind(Right.SEE_CHART, lambda one: Override.objects.filter(patient=one)),
    "plan": _kind(Right.SEE_CHART, lambda one: Plan.objects.filter(patient=one).defer("asked", "answer")),
    "consent": _kind(Right.SEE_PATIENT, lambda one: Consent.objects.filter(patient=one).defer("text")),
    "session": _kind(Right.SEE_CHART, _sessions),
    "checkin": _kind(Right.SEE_CHART, lambda one: CheckIn.objects.filter(patient=one).defer("answer")),
    "event": _kind(Right.SEE_CHART, lambda one: Event.objects.filter(patient=one)),
    "photographs": _kind(Right.SEE_PHOTOGRAPHS, lambda one: open_rows(Photo.objects.filter(patient=one))),
    "message": _kind(Right.SEE_PATIENT, lambda one: Message.objects.filter(patient=one, state__in=TOLD), "due"),
    "package": _kind(Right.MONEY, lambda one: Package.objects.filter(patient=one)),
    "receipt": _kind(Right.MONEY, lambda one: Receipt.objects.filter(patient=one).select_related("cancels")),
}
KINDS_BESIDE_SESSIONS = {"visit": _kind(Right.SEE_PATIENT, _visits_without_session, "starts", dated=True)}
