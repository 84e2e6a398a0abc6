"""Finding messages: the outbox of a clinic, by what is to be done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.core.message_texts import Facts, facts_for
from percutis.web.records.models import Message

MOST = 40
SHELVES = ("now", "failed", "later", "sent", "cancelled")


@dataclass(frozen=True, slots=True)
class Outbox:
    """One shelf of the outbox, the facts that its texts need, how many lie on each shelf, and where it goes on."""

    shelf: str
    messages: Sequence[Message]
    facts: Facts
    counts: dict[str, int]
    next_page: int | None


def outbox_of(*, clinic: Clinic, shelf: str, page: int, at: datetime) -> Outbox:
    """A shelf: `now` and `later` (waiting), `failed`, `sent` or `cancelled`."""
    own = Message.objects.filter(clinic=clinic)
    counts = own.aggregate(**{name: Count("pk", filter=_on(name, at)) for name in SHELVES})
    rows = own.filter(_on(shelf, at)).select_related("patient__clinic", "clinic").order_by(*_order(shelf))
    start = (page - 1) * MOST
    found = list(rows[start : start + MOST + 1])
    shown = found[:MOST]
    return Outbox(shelf, shown, facts_for(shown, at), counts, page + 1 if len(found) > MOST else None)


def _on(shelf: str, at: datetime) -> Q:
    match shelf:
        case "now":
            return Q(state="waiting", due__lte=at)
        case "later":
            return Q(state="waiting", due__gt=at)
        case _:
            return Q(state=shelf)


def _order(shelf: str) -> tuple[str, ...]:
    return ("due", "id") if shelf == "later" else ("-sent", "-due", "-id")


def get_message(*, clinic: Clinic, pk: int) -> Message:
    """A message of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    rows: QuerySet[Message] = Message.objects.select_related("patient__clinic", "clinic")
    found = rows.filter(clinic=clinic, pk=pk).first()
    if found is None:
        raise Http404
    return found
