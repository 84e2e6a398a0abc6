"""What each message says, in the patient's language: when and where, never what is wrong with the skin or how it is
treated. None where it is no longer so: the visit was moved or cancelled, the check-in has been made.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day_of_week
from percutis.protocol.load import load_texts
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import Appointment, CheckIn, Message, Session


def compose(message: Message) -> str | None:
    """The text of a message as it would be sent now."""
    make = KINDS.get(message.kind)
    if make is None:
        return None
    with translation.override(message.language):
        body = make(message)
        return None if body is None else f"{_name(message)}: {body}"


def _name(message: Message) -> str:
    clinic = message.patient.clinic
    return clinic.name_ur if message.language == "ur" and clinic.name_ur else clinic.name


def _texts(message: Message) -> Texts:
    return load_texts(edition_of(message.patient.clinic).id, message.language)


def _visit(message: Message) -> Appointment | None:
    """The visit, while it is still to come as it was when the message was put there."""
    visit = Appointment.objects.filter(pk=message.about.get("visit")).select_related("clinic").first()
    if visit is None or visit.state not in ("booked", "confirmed"):
        return None
    written = message.about.get("starts")
    return visit if written is None or datetime.fromisoformat(written) == visit.starts else None


def _when(starts: datetime, message: Message) -> dict[str, str]:
    local = starts.astimezone(message.patient.clinic.zone)
    return {
        "day": day_of_week(local.date(), _texts(message)),
        "time": f"\u2066{local:%H:%M}\u2069" if message.language == "ur" else f"{local:%H:%M}",
        "phone": f"\u2066{message.patient.clinic.phone}\u2069"
        if message.language == "ur"
        else message.patient.clinic.phone,
    }


def _booked(message: Message) -> str | None:
    visit = _visit(message)
    return visit and _("your visit is on %(day)s at %(time)s. To change it, call %(phone)s.") % _when(
        visit.starts, message
    )


def _moved(message: Message) -> str | None:
    visit = _visit(message)
    return visit and _(
        "your visit has been moved to %(day)s at %(time)s. If that does not suit you, call %(phone)s."
    ) % (_when(visit.starts, message))


def _cancelled(message: Message) -> str:
    words = _when(datetime.fromisoformat(message.about["starts"]), message)
    return _("your visit on %(day)s at %(time)s does not take place. For another day, call %(phone)s.") % words


def _reminder(message: Message) -> str | None:
    visit = _visit(message)
    if visit is None:
        return None
    words = {**_when(visit.starts, message), "address": _address("/me/")}
    return _("we see you on %(day)s at %(time)s. What to prepare: %(address)s") % words


def _intake_link(message: Message) -> str:
    words = {"address": _address(message.about["path"])}
    return _("please answer our questions before your visit, at home and in your own time: %(address)s") % words


def _code(message: Message) -> str | None:
    code = message.about.get("code")
    return code and _(
        "your code is %(code)s. It is good for ten minutes. Nobody of the clinic ever asks you for it."
    ) % {"code": f"\u2066{code}\u2069" if message.language == "ur" else code}


def _aftercare(message: Message) -> str:
    return _("thank you for coming. What to do and what to leave in the next days: %(address)s") % {
        "address": _address("/me/")
    }


def _checkin(message: Message) -> str | None:
    session = Session.objects.filter(pk=message.about.get("session")).first()
    done = session and session.checkins.filter(day=message.about.get("day"), source="patient").exists()
    if session is None or done:
        return None
    return _("how is your skin today? It takes a minute: %(address)s") % {"address": _address("/me/checkin/")}


def _reply(message: Message) -> str | None:
    checkin = CheckIn.objects.filter(pk=message.about.get("checkin"), answered__isnull=False).first()
    return checkin and _("we have answered you: %(address)s") % {"address": _address("/me/")}


def _recall(message: Message) -> str:
    words = {"phone": message.patient.clinic.phone}
    return (
        _("please call us about your treatment: %(phone)s. There is something we would like to check with you.") % words
    )


def _address(path: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{path}"


KINDS: dict[str, Callable[[Message], str | None]] = {
    "visit_booked": _booked,
    "visit_moved": _moved,
    "visit_cancelled": _cancelled,
    "reminder": _reminder,
    "intake_link": _intake_link,
    "code": _code,
    "aftercare": _aftercare,
    "checkin": _checkin,
    "reply": _reply,
    "recall": _recall,
}
