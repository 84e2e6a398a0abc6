"""The register of adverse events and incidents: lists, one event with its notes, counts by kind and setting."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max, Q
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Event, Session

PAGE = 40
Which = Literal["open", "closed", "all"]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of events, and whether there is another behind it."""

    events: Sequence[Event]
    number: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class EventCount:
    """So many events of one kind, after sessions of one depth with one device, of so many sessions held so."""

    kind: str
    depth_mm: float | None
    device: str
    events: int
    sessions: int


def find_events(*, clinic: Clinic, which: Which = "open", page: int = 1) -> EventPage:
    """The events of the clinic, the newest first."""
    page = max(1, page)
    found = Event.objects.filter(clinic=clinic)
    if which != "all":
        found = found.filter(closed__isnull=which == "open")
    start = (page - 1) * PAGE
    related = found.select_related("patient", "session", "device", "cartridge", "closed_by__user")
    rows = list(related.order_by("-at", "-id")[start : start + PAGE + 1])
    return EventPage(rows[:PAGE], page, len(rows) > PAGE)


def get_event(*, clinic: Clinic, pk: int) -> Event:
    """The event of that number in that clinic, with its notes.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = Event.objects.select_related(
        "clinic", "patient", "session__course", "checkin", "device", "cartridge", "by__user", "closed_by__user"
    ).prefetch_related("notes__by__user")
    row = found.filter(clinic=clinic, pk=pk, patient__erased=None).first()
    if row is None:
        raise Http404
    return row


def count_events(*, clinic: Clinic) -> list[EventCount]:
    """Events by kind, deepest setting of the session and device, beside the sessions held so; two queries."""
    sessions = Session.objects.filter(clinic=clinic, ended__isnull=False)
    deepest = {
        pk: (depth, label or "")
        for pk, depth, label in sessions.annotate(
            depth=Max("zones__depth_mm", filter=Q(zones__replaced_by__isnull=True))
        ).values_list("pk", "depth", "device__label")
    }
    held = Counter(deepest.values())
    found = Counter(
        (kind, *deepest.get(session, (None, "")))
        for kind, session in Event.objects.filter(clinic=clinic).values_list("kind", "session")
    )
    return [
        EventCount(kind, depth, device, number, held[depth, device])
        for (kind, depth, device), number in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0))
    ]
