"""An event of the register in words, and the small table that counts them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import as_written, capital, label, labels, number, say
from percutis.web.accounts.models import Clinic
from percutis.web.clinic.forms.session import INCIDENTS
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.checkins import opening_reasons, triage_file
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import Event, Session
from percutis.web.records.selectors.events import EventCount

KINDS = {
    "reaction": _("Reaction of the skin or body"),
    "incident": _("Incident"),
    "needle_stick": _("Needle-stick injury"),
    "device": _("Fault of a device"),
}
ENDINGS = {
    "healed": _("Healed"),
    "healed_with_mark": _("Healed, with a mark left"),
    "referred": _("Referred"),
    "unknown": _("Not known"),
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the register."""

    url: str
    at: datetime
    name: str
    number: str
    kind: str
    urgency: str
    urgency_word: str
    symptoms: str
    what: str
    session: int | None
    device: str
    lot: str
    closed: datetime | None
    ended_as: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of the table."""

    kind: str
    depth: str
    device: str
    events: int
    sessions: int
    share: int


def event_row(event: Event, texts: Texts) -> EventRow:
    """One event: its symptoms in the reader's language, and what happened where it names none."""
    symptoms = labels("symptom", event.symptoms, texts)
    return EventRow(
        url=link(event.clinic, "event", event=event.pk),
        at=event.at,
        name=names(event.patient)[0],
        number=event.patient.number,
        kind=str(KINDS[event.kind]),
        urgency=event.urgency,
        urgency_word=capital(label("urgency", event.urgency, texts)),
        symptoms=symptoms,
        what="" if symptoms else what_happened(event, texts),
        session=event.session.number if event.session else None,
        device=event.device.label if event.device else "",
        lot=event.cartridge.lot if event.cartridge else "",
        closed=event.closed,
        ended_as=str(ENDINGS.get(event.ended_as, "")),
    )


def event_line(event: Event, texts: Texts) -> str:
    """An event in a few words: its kind, and its symptoms in the reader's language, else what was written."""
    return f"{KINDS[event.kind]}: {labels('symptom', event.symptoms, texts) or what_happened(event, texts)}"


def what_happened(event: Event, texts: Texts) -> str:
    """The reasons of the check-in that opened it, in the reader's language; else as somebody wrote it, in its own
    direction.
    """
    if event.checkin is None:
        return as_written(event.what)
    answer = triage_file(event.checkin.said, edition_of(event.clinic, event.checkin.edition))
    return " ".join(say(reason.text, texts) for reason in opening_reasons(answer)) or event.what


def incident_rows(session: Session, texts: Texts) -> list[tuple[str, str, datetime]]:
    """What went wrong with a session, the oldest first: its kind, what happened, and when it was put down."""
    found = session.adverse_events.select_related("checkin", "clinic").order_by("at")
    return [(str(INCIDENTS[one.kind]), what_happened(one, texts), one.at) for one in found]


def event_rows(events: Iterable[Event], texts: Texts) -> list[EventRow]:
    """The lines of the register."""
    return [event_row(event, texts) for event in events]


def count_rows(counts: Sequence[EventCount]) -> list[CountRow]:
    """The table; `share` of 100 sessions, where any were held so."""
    return [
        CountRow(
            kind=str(KINDS[one.kind]),
            depth=f"{number(one.depth_mm)} mm" if one.depth_mm else "",
            device=one.device,
            events=one.events,
            sessions=one.sessions,
            share=round(100 * one.events / one.sessions) if one.sessions else 0,
        )
        for one in counts
    ]


def lot_url(clinic: Clinic, event: Event) -> str:
    """Where everybody of the same lot is found."""
    return link(clinic, "lot", lot=event.cartridge.lot) if event.cartridge else ""
