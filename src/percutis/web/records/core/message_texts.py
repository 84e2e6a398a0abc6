"""What each message says, in the patient's language: when and where, never what is wrong with the skin or how it is
treated. None where it is no longer so: the visit was moved or cancelled, the check-in was made, the code has ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day_of_week
from percutis.protocol.load import load_texts
from percutis.web.records.models import Appointment, Message

SECRETS = {"code": "code", "intake_link": "path"}  # what of `about` is wiped once it has been said
HIDDEN = "…"
GOOD_FOR = {  # how long after its moment a message still says something of use
    "preparation": timedelta(days=2),
    "aftercare": timedelta(days=2),
    "checkin": timedelta(days=2),
    "reply": timedelta(days=14),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows that messages speak of, as they stand now, and the moment at which they would speak."""

    at: datetime
    visits: dict[int, Appointment]
    answered: frozenset[int]
    asked_and_done: frozenset[tuple[int, int]]
    sessions: frozenset[int]


def compose(message: Message, facts: Facts, *, with_secret: bool = True) -> str | None:
    """The text of a message as it would be sent now; without its secret (a code, a link) for everybody else's eyes."""
    make, good_for = KINDS.get(message.kind), GOOD_FOR.get(message.kind)
    if make is None or (good_for and facts.at > message.due + good_for):
        return None
    with translation.override(message.language):
        body = make(_Said(message, facts, with_secret=with_secret))
        return None if body is None else f"{_name(message)}: {body}"


def _name(message: Message) -> str:
    clinic = message.patient.clinic
    return clinic.name_ur if message.language == "ur" and clinic.name_ur else clinic.name


@dataclass(frozen=True, slots=True)
class _Said:
    """One message with what it needs to be worded."""

    message: Message
    facts: Facts
    with_secret: bool

    @property
    def texts(self) -> Texts:
        return load_texts(self.message.patient.clinic.edition, self.message.language)

    @property
    def visit(self) -> Appointment | None:
        """The visit, while it is still to come as it was when the message was put there."""
        visit = self.facts.visits.get(self.message.about.get("visit", 0))
        if visit is None or visit.state not in ("booked", "confirmed") or visit.starts <= self.facts.at:
            return None
        written = self.message.about.get("starts")
        return visit if written is None or datetime.fromisoformat(written) == visit.starts else None

    def secret(self, said: str) -> str:
        return said if self.with_secret else HIDDEN

    def isolated(self, said: str) -> str:
        return f"\u2066{said}\u2069" if self.message.language == "ur" else said

    @property
    def phone(self) -> str:
        return self.isolated(self.message.patient.clinic.phone)

    def when(self, starts: datetime) -> dict[str, str]:
        local = starts.astimezone(self.message.patient.clinic.zone)
        return {
            "day": day_of_week(local.date(), self.texts),
            "time": self.isolated(f"{local:%H:%M}"),
            "phone": self.phone,
        }


def _booked(said: _Said) -> str | None:
    if (visit := said.visit) is None:
        return None
    return _("your visit is on %(day)s at %(time)s. To change it, call %(phone)s.") % said.when(visit.starts)


def _moved(said: _Said) -> str | None:
    if (visit := said.visit) is None:
        return None
    words = said.when(visit.starts)
    return _("your visit has been moved to %(day)s at %(time)s. If that does not suit you, call %(phone)s.") % words


def _cancelled(said: _Said) -> str | None:
    starts = datetime.fromisoformat(said.message.about["starts"])
    if starts <= said.facts.at:
        return None
    words = said.when(starts)
    return _("your visit on %(day)s at %(time)s does not take place. For another day, call %(phone)s.") % words


def _reminder(said: _Said) -> str | None:
    if (visit := said.visit) is None:
        return None
    words = {**said.when(visit.starts), "address": _address("/me/")}
    return _("we see you on %(day)s at %(time)s. What to prepare: %(address)s") % words


def _preparation(said: _Said) -> str | None:
    if (visit := said.visit) is None:
        return None
    words = {**said.when(visit.starts), "address": _address("/me/")}
    return _("something begins today to prepare for your visit on %(day)s. Please look: %(address)s") % words


def _intake_link(said: _Said) -> str:
    words = {"address": _address(said.secret(said.message.about.get("path", HIDDEN)))}
    if said.message.about.get("is_known"):
        return _("your own pages, with your dates and what to do today: %(address)s") % words
    return _("please answer our questions before your visit, at home and in your own time: %(address)s") % words


def _code(said: _Said) -> str | None:
    code, until = said.message.about.get("code"), said.message.about.get("until")
    if not code or (until and datetime.fromisoformat(until) <= said.facts.at):
        return None
    words = {"code": said.isolated(said.secret(code))}
    return _("your code is %(code)s. It is good for ten minutes. Nobody of the clinic ever asks you for it.") % words


def _aftercare(said: _Said) -> str:
    words = {"address": _address("/me/")}
    return _("thank you for coming. What to do and what to leave in the next days: %(address)s") % words


def _checkin(said: _Said) -> str | None:
    session, day = said.message.about.get("session", 0), said.message.about.get("day", 0)
    if session not in said.facts.sessions or (session, day) in said.facts.asked_and_done:
        return None
    return _("how is your skin today? It takes a minute: %(address)s") % {"address": _address("/me/checkin/")}


def _reply(said: _Said) -> str | None:
    if said.message.about.get("checkin", 0) not in said.facts.answered:
        return None
    return _("we have answered you: %(address)s") % {"address": _address("/me/")}


def _recall(said: _Said) -> str:
    words = {"phone": said.phone}
    return (
        _("please call us about your treatment: %(phone)s. There is something we would like to check with you.") % words
    )


def _address(path: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{path}" if path.startswith("/") else path


KINDS: dict[str, Callable[[_Said], str | None]] = {
    "visit_booked": _booked,
    "visit_moved": _moved,
    "visit_cancelled": _cancelled,
    "reminder": _reminder,
    "preparation": _preparation,
    "intake_link": _intake_link,
    "code": _code,
    "aftercare": _aftercare,
    "checkin": _checkin,
    "reply": _reply,
    "recall": _recall,
}
