"""Visits as a telephone's calendar shows them: the kind in the reader's language, no name, no word of health."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from percutis.interop.visits_calendar import BookedVisit, visits_calendar
from percutis.web.records.models import Appointment, CalendarFeed, Patient


def calendar_of_patient(patient: Patient, visits: Iterable[Appointment], language: str) -> bytes:
    """A patient's own dates: at which clinic, and where it is."""
    clinic = patient.clinic
    with translation.override(language):
        name = clinic.name_ur if language == "ur" and clinic.name_ur else clinic.name
        told = [_told(visit, _("Visit at %(clinic)s") % {"clinic": name}, clinic.address) for visit in visits]
        return visits_calendar(name, told, reminds=True)


def calendar_of_feed(feed: CalendarFeed, visits: Iterable[Appointment]) -> bytes:
    """What a link tells: a patient their dates, a practitioner their visits by room; nobody's name."""
    if feed.patient:
        return calendar_of_patient(feed.patient, visits, feed.patient.language)
    with translation.override(feed.member.user.language or "en" if feed.member else "en"):
        told = [_told(visit, _kind(visit), visit.room.name if visit.room else "") for visit in visits]
        return visits_calendar(_("My visits, %(clinic)s") % {"clinic": feed.clinic.name}, told, reminds=False)


def _told(visit: Appointment, title: str, place: str) -> BookedVisit:
    return BookedVisit(str(visit.pk), visit.version, visit.state_at, visit.starts, visit.ends, title, place)


def _kind(visit: Appointment) -> str:
    words = {
        "consultation": _("Consultation"),
        "session": _("Session"),
        "review": translation.pgettext("kind of visit", "Review"),
        "walk_in": _("Walk-in"),
    }
    return words[visit.kind]
