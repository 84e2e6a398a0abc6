"""The one door of a patient's own pages: by a link and a code, then for an hour in this browser, and never further than
their own record.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Patient, PatientLink

STAYS = timedelta(hours=1)
WHO, UNTIL, LINK = "patient", "patient_until", "patient_link"


class PatientRequest(HttpRequest):
    """A request that came through the door."""

    patient: Patient
    clinic: Clinic
    actor: Actor
    now: datetime
    today: date


def let_in(request: HttpRequest, link: PatientLink, at: datetime) -> None:
    """From now on this browser is the patient's, in a session of its own."""
    request.session.cycle_key()
    request.session[WHO] = str(link.patient.key)
    request.session[UNTIL] = (at + STAYS).isoformat()
    request.session[LINK] = link.pk


def patient_of(request: HttpRequest, at: datetime) -> Patient | None:
    """Whose browser this is, while the hour lasts and the link still stands."""
    key, until = request.session.get(WHO), request.session.get(UNTIL)
    if not key or not until or datetime.fromisoformat(until) <= at:
        return None
    stands = PatientLink.objects.filter(pk=request.session.get(LINK), revoked__isnull=True, expires__gt=at)
    return Patient.objects.select_related("clinic").filter(key=key, links__in=stands).first()


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view behind the door; it finds everything through `request.patient`."""

    @wraps(view)
    def entered(request: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        patient = patient_of(request, at)
        if patient is None:
            return redirect("patient:stranger")
        request.patient, request.clinic, request.now = patient, patient.clinic, at
        request.actor = Actor(clinic=patient.clinic, kind="patient", patient=patient.key)
        request.session[UNTIL] = (at + STAYS).isoformat()
        timezone.activate(patient.clinic.zone)
        request.today = timezone.localtime(at).date()
        try:
            with translation.override(language_of(request, patient)):
                request.LANGUAGE_CODE = translation.get_language()
                return view(request, **kwargs)
        except RefusedError as refused:
            with translation.override(language_of(request, patient)):
                return render(request, "patient/refused.html", {"sentence": str(refused)}, status=409)
        finally:
            timezone.deactivate()

    entered.is_own = True  # type: ignore[attr-defined]
    return entered


def language_of(request: HttpRequest, patient: Patient) -> str:
    """What was chosen in this browser, else the patient's own language."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else patient.language
