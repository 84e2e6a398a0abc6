"""Finding messages: the outbox of a clinic, by what is to be done with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.core.message_texts import Facts
from percutis.web.records.models import Appointment, CheckIn, CoursePause, Message, Session

MOST = 40
MOST_COUNTED = 99  # what has been sent grows for years: nobody waits until all of it is counted
SHELVES = ("now", "unsure", "failed", "later", "sent", "cancelled")
AHEAD = ("reminder", "preparation")


@dataclass(frozen=True, slots=True)
class Outbox:
    """One shelf of the outbox, the facts that its texts need, which of them wait for a physician, how many lie on each
    shelf (one more than `MOST_COUNTED` where there are more), and where it goes on.
    """

    shelf: str
    messages: Sequence[Message]
    facts: Facts
    held: frozenset[int]
    counts: dict[str, int]
    next_page: int | None


def outbox_of(*, clinic: Clinic, shelf: str, page: int, at: datetime) -> Outbox:
    """A shelf: `now` and `later` (waiting), `failed`, `sent` or `cancelled`."""
    own = Message.objects.filter(clinic=clinic)
    counts = {name: own.filter(_on(name, at)).order_by()[: MOST_COUNTED + 1].count() for name in SHELVES}
    rows = own.filter(_on(shelf, at)).select_related("patient__clinic", "clinic").order_by(*_order(shelf))
    start = (page - 1) * MOST
    found = list(rows[start : start + MOST + 1])
    shown = found[:MOST]
    held = frozenset(on_hold().filter(clinic=clinic).values_list("pk", flat=True))
    return Outbox(shelf, shown, facts_for(shown, at), held, counts, page + 1 if len(found) > MOST else None)


def _on(shelf: str, at: datetime) -> Q:
    match shelf:
        case "now":
            return Q(state__in=("waiting", "handing"), sent=None, due__lte=at)
        case "later":
            return Q(state="waiting", sent=None, due__gt=at)
        case _:
            return Q(state=shelf)


def on_hold() -> QuerySet[Message]:
    """What is to be said ahead of a session whose course is on hold: it waits until a physician looked."""
    paused = CoursePause.objects.filter(lifted__isnull=True).order_by().values("course")
    visits = Appointment.objects.filter(course__in=paused, state__in=("booked", "confirmed"))
    held = list(visits.order_by().values_list("pk", flat=True))
    return Message.objects.filter(kind__in=AHEAD, state="waiting", sent=None, about__visit__in=held).order_by()


def _order(shelf: str) -> tuple[str, ...]:
    return ("due", "id") if shelf == "later" else ("-sent", "-due", "-id")


def get_message(*, clinic: Clinic, pk: int) -> Message:
    """A message of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    rows: QuerySet[Message] = Message.objects.select_related("patient__clinic", "clinic")
    found = rows.filter(clinic=clinic, pk=pk, patient__erased=None).first()
    if found is None:
        raise Http404
    return found


def facts_for(messages: Iterable[Message], at: datetime) -> Facts:
    """Everything that the texts of these messages need, in as many queries for many as for one."""
    about: dict[str, set[int]] = {"visit": set(), "checkin": set(), "session": set()}
    for message in messages:
        for name, found in about.items():
            if name in message.about:
                found.add(message.about[name])
    done = CheckIn.objects.filter(session__in=about["session"], source="patient") if about["session"] else ()
    return Facts(
        at=at,
        visits=Appointment.objects.in_bulk(about["visit"]) if about["visit"] else {},
        answered=_keys(CheckIn.objects.filter(pk__in=about["checkin"], answered__isnull=False), about["checkin"]),
        asked_and_done=frozenset((one.session_id, one.day) for one in done),
        sessions=_keys(Session.objects.filter(pk__in=about["session"]), about["session"]),
    )


def _keys(rows: Any, asked: set[int]) -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True)) if asked else frozenset()
