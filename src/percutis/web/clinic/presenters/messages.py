"""Messages as words: what they are about, to whom, what they would say, and what can be done with them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext_lazy, pgettext_lazy

from percutis.web.clinic.presenters.names import names
from percutis.web.records.core.message_texts import SECRETS, compose
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Message
from percutis.web.records.selectors.messages import MOST_COUNTED, SHELVES, Outbox

KINDS = {
    "visit_booked": gettext_lazy("Visit booked"),
    "visit_moved": gettext_lazy("Visit moved"),
    "visit_cancelled": gettext_lazy("Visit cancelled"),
    "reminder": gettext_lazy("Reminder"),
    "preparation": gettext_lazy("Preparation"),
    "intake_link": gettext_lazy("Link to the questions"),
    "code": gettext_lazy("One-time code"),
    "aftercare": gettext_lazy("Aftercare"),
    "checkin": gettext_lazy("How is your skin?"),
    "reply": gettext_lazy("Our answer"),
    "recall": gettext_lazy("Please call us"),
}
SHELF_NAMES = {
    "now": pgettext_lazy("messages", "To send now"),
    "unsure": pgettext_lazy("messages", "To ask about"),
    "failed": pgettext_lazy("messages", "Failed"),
    "later": pgettext_lazy("messages", "Later"),
    "sent": pgettext_lazy("messages", "Sent"),
    "cancelled": pgettext_lazy("messages", "Not sent"),
}
TONES = {
    "waiting": "waiting",
    "handing": "waiting",
    "unsure": "warn",
    "failed": "stop",
    "sent": "done",
    "cancelled": "plain",
}
STATES = {
    "waiting": pgettext_lazy("state of a message", "waits"),
    "handing": pgettext_lazy("state of a message", "on its way"),
    "unsure": pgettext_lazy("state of a message", "arrived or not?"),
    "failed": pgettext_lazy("state of a message", "failed"),
    "sent": pgettext_lazy("state of a message", "sent"),
    "cancelled": pgettext_lazy("state of a message", "taken back"),
}
CHANNELS = {"whatsapp": "WhatsApp", "sms": "SMS", "email": "E-mail"}


@dataclass(frozen=True, slots=True)
class ShelfLink:
    """One shelf of the outbox, and how many lie on it."""

    name: str
    words: str
    count: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. `text` is what was said, or what would be said now; `chat` a way to send it by hand."""

    number: int
    kind: str
    patient: str
    patient_key: UUID
    phone: str
    channel: str
    due: datetime
    sent: datetime | None
    state: str
    tone: str
    text: str
    language: str
    is_outdated: bool
    is_unsure: bool
    is_held: bool
    tries: int
    problem: str
    chat: str
    can_mark: bool
    can_retry: bool
    can_cancel: bool


def shelf_links(found: Outbox) -> list[ShelfLink]:
    """The shelves in the order in which they ask for work."""
    return [ShelfLink(name, str(SHELF_NAMES[name]), _counted(found, name), name == found.shelf) for name in SHELVES]


def _counted(found: Outbox, shelf: str) -> str:
    return f"{MOST_COUNTED}+" if found.counts[shelf] > MOST_COUNTED else str(found.counts[shelf])


def message_rows(found: Outbox, *, shows_secrets: bool) -> list[MessageRow]:
    """The messages of a shelf; a code or a link that lets somebody in is shown to nobody else, but in the demo."""
    return [_row(message, found, shows_secrets=shows_secrets) for message in found.messages]


def _row(message: Message, found: Outbox, *, shows_secrets: bool) -> MessageRow:
    is_open, is_unsure = message.state in ("waiting", "failed"), message.state == "unsure"
    is_secret = message.kind in SECRETS and not shows_secrets
    text = compose(message, found.facts, with_secret=not is_secret) if is_open else message.text
    can_send = is_open and bool(text) and not is_secret
    return MessageRow(
        number=message.pk,
        kind=str(KINDS.get(message.kind, message.kind)),
        patient=names(message.patient)[0],
        patient_key=message.patient.key,
        phone=as_read(message.patient.phone),
        channel=CHANNELS[message.channel],
        due=message.due,
        sent=message.sent,
        state=str(STATES[message.state]),
        tone=TONES[message.state],
        text=text or "",
        language=message.language,
        is_outdated=is_open and text is None,
        is_unsure=is_unsure,
        is_held=message.pk in found.held,
        tries=message.tries,
        problem=message.problem,
        chat=f"https://wa.me/{message.patient.phone.lstrip('+')}?text={quote(text or '')}" if can_send else "",
        can_mark=can_send or is_unsure,
        can_retry=message.state in ("failed", "unsure"),
        can_cancel=is_open or is_unsure,
    )
