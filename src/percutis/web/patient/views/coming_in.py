"""Coming in: the link, the code, and leaving.

A link that stands and one that does not are answered alike, word for word: nobody learns from these pages whether there
is such a patient. The language comes with the address or the browser, never from the record.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.coming_back import SessionStore
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.patient.entry import COOKIE, language_of, let_in, let_out, patient_of
from percutis.web.records.models import PatientLink
from percutis.web.records.services.handing import HANDED
from percutis.web.records.services.links import confirm_code, find_link, request_code

ASKED, SPEAKS = "link_asked", "link_language"
HANDED_WITHIN = timedelta(minutes=1)  # from the button of the staff to the first page of the patient


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a button that sends a code to the telephone that is on record."""
    language = _language(request)
    with translation.override(language):
        if request.method != "POST":
            return render(request, "patient/enter.html", {"clinic_name": _clinic_name()})
        link = find_link(token, timezone.now())
        request.session[ASKED], request.session[SPEAKS] = (link.pk if link else 0), language
        _send_code(link)
        return redirect("patient:code")


def code(request: HttpRequest) -> HttpResponse:
    """The six digits; or another code."""
    if ASKED not in request.session:
        return redirect("patient:stranger")
    now, link = timezone.now(), _asked(request)
    with translation.override(_language(request)):
        context: dict[str, Any] = {"clinic_name": _clinic_name(), "problem": "", "is_sent_again": False}
        if request.method != "POST":
            return render(request, "patient/code.html", context)
        if request.POST.get("again"):
            _send_code(link)
            return render(request, "patient/code.html", {**context, "is_sent_again": True})
        if confirm_code(link=link, digits=request.POST.get("code", ""), at=now) and link:
            response = redirect("patient:today")
            let_in(response, link, now)
            del request.session[ASKED]
            return response
        context["problem"] = _("That was not the code, or it has ended. After five tries ask for a new one.")
        return render(request, "patient/code.html", context, status=422)


def handed(request: HttpRequest) -> HttpResponse:
    """The device that the staff have just handed over: once, and at once."""
    given, now = request.session.pop(HANDED, None), timezone.now()
    if given is None or datetime.fromisoformat(given["at"]) < now - HANDED_WITHIN:
        return redirect("patient:stranger")
    link = PatientLink.objects.select_related("patient").filter(pk=given["link"], revoked__isnull=True, expires__gt=now)
    found = link.first()
    if found is None:
        return redirect("patient:stranger")
    response = redirect("patient:today")
    let_in(response, found, now)
    return response


def _send_code(link: PatientLink | None) -> None:
    """A code where there is somebody to send it to; too many asked for look the same from outside."""
    if link is not None:
        try:
            request_code(link=link, at=timezone.now())
        except RefusedError:
            return


def _asked(request: HttpRequest) -> PatientLink | None:
    found = PatientLink.objects.select_related("patient__clinic").filter(
        pk=request.session[ASKED], revoked__isnull=True, expires__gt=timezone.now()
    )
    return found.first()


def _language(request: HttpRequest) -> str:
    """What was chosen in this browser, else what the address says, else what the browser asks for."""
    known = dict(settings.LANGUAGES)
    wishes = (
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        request.GET.get("in", ""),
        request.session.get(SPEAKS, ""),
    )
    return next((wish for wish in wishes if wish in known), translation.get_language() or settings.LANGUAGE_CODE)


def _clinic_name() -> str:
    """The clinic's name where this installation serves one; else nobody is told whose patient it is."""
    clinics = list(Clinic.objects.all()[:2])
    if len(clinics) != 1:
        return ""
    return clinics[0].name_ur if translation.get_language() == "ur" and clinics[0].name_ur else clinics[0].name


def stranger(request: HttpRequest) -> HttpResponse:
    """Nobody is in, or no more: open the clinic's link again."""
    with translation.override(_language(request)):
        return render(request, "patient/stranger.html", {"clinic_name": _clinic_name()}, status=403)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out, and nothing stays in this browser; the address of the closed door says in which language they read."""
    patient = patient_of(SessionStore(request.COOKIES.get(COOKIE)), timezone.now())
    spoken = language_of(request, patient) if patient else _language(request)
    response = redirect(f"{reverse('patient:stranger')}?in={spoken}")
    let_out(request, response)
    return response
