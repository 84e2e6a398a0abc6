"""The one door of a patient's own pages: by a link and a code, then for an hour in this browser, and never further than
their own record. The patient's session is their own: a cookie that no page of the staff ever reads.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.coming_back import SessionStore
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.prepared import Prepared
from percutis.web.records.models import Patient, PatientLink

COOKIE = settings.PATIENT_COOKIE_NAME
STAYS = timedelta(hours=1)
RENEWED_AFTER = timedelta(minutes=5)
WHO, UNTIL, LINK = "patient", "until", "link"
BY_LINK = Prepared(
    lambda key, link, at: Patient.objects.filter(
        key=key, links__pk=link, links__revoked__isnull=True, links__expires__gt=at
    ).select_related("clinic")
)


class PatientRequest(HttpRequest):
    """A request that came through the door."""

    patient: Patient
    clinic: Clinic
    actor: Actor
    now: datetime
    today: date
    kept: SessionStore
    LANGUAGE_CODE: str


def let_in(response: HttpResponse, link: PatientLink, at: datetime) -> None:
    """From now on this browser is the patient's, in a session of its own."""
    kept = SessionStore()
    kept[WHO], kept[LINK], kept[UNTIL] = str(link.patient.key), link.pk, (at + STAYS).isoformat()
    kept.set_expiry(STAYS)
    kept.create()
    _give(response, kept)


def _give(response: HttpResponse, kept: SessionStore) -> None:
    response.set_cookie(
        COOKIE,
        kept.session_key or "",
        max_age=STAYS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def let_out(request: HttpRequest, response: HttpResponse) -> None:
    """Nothing stays, neither here nor in this browser."""
    SessionStore(request.COOKIES.get(COOKIE)).flush()
    response.delete_cookie(COOKIE, samesite="Lax")


def patient_of(kept: SessionStore, at: datetime) -> Patient | None:
    """Whose browser this is, while the hour lasts and the link still stands."""
    key, until = kept.get(WHO), kept.get(UNTIL)
    if not key or not until or datetime.fromisoformat(until) <= at:
        return None
    return BY_LINK.first(UUID(key), kept.get(LINK, 0), at)


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view behind the door; it finds everything through `request.patient`."""

    @wraps(view)
    def entered(request: Any, **kwargs: Any) -> HttpResponse:
        at, kept = timezone.now(), SessionStore(request.COOKIES.get(COOKIE))
        patient = patient_of(kept, at) if request.COOKIES.get(COOKIE) else None
        if patient is None:
            return redirect("patient:stranger")
        request.patient, request.clinic, request.now, request.kept = patient, patient.clinic, at, kept
        request.actor = Actor(clinic=patient.clinic, kind="patient", patient=patient.key)
        timezone.activate(patient.clinic.zone)
        request.today = timezone.localtime(at).date()
        try:
            with translation.override(language_of(request, patient)):
                request.LANGUAGE_CODE = translation.get_language()
                response = _answer(view, request, kwargs)
        finally:
            timezone.deactivate()
        return _renewed(response, kept, at)

    entered.is_own = True  # type: ignore[attr-defined]
    return entered


def _answer(view: Callable[..., HttpResponse], request: Any, kwargs: dict[str, Any]) -> HttpResponse:
    try:
        return view(request, **kwargs)
    except RefusedError as refused:
        context = {"sentence": str(refused), "clinic": request.clinic}
        return render(request, "patient/refused.html", context, status=409)


def _renewed(response: HttpResponse, kept: SessionStore, at: datetime) -> HttpResponse:
    """The hour begins anew, written down no more often than needed."""
    if datetime.fromisoformat(kept[UNTIL]) < at + STAYS - RENEWED_AFTER:
        kept[UNTIL] = (at + STAYS).isoformat()
        kept.set_expiry(STAYS)
        _give(response, kept)
    if kept.modified:
        kept.save()
    return response


def language_of(request: HttpRequest, patient: Patient) -> str:
    """What was chosen in this browser, else the patient's own language."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else patient.language
