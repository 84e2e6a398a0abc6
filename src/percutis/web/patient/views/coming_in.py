"""Coming in: the link, the code, and leaving. What a stranger sees never tells whether there is such a patient."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.refusal import RefusedError
from percutis.web.patient.entry import language_of, let_in
from percutis.web.records.models import PatientLink
from percutis.web.records.services.links import confirm_code, find_link, request_code

ASKED = "link_asked"


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a button that sends a code to the telephone that is on record."""
    now = timezone.now()
    link = find_link(token, now)
    if link is None:
        return render(request, "patient/stranger.html", status=404)
    with translation.override(language_of(request, link.patient)):
        context = {"clinic_name": _clinic_name(link), "last_digits": link.patient.phone[-3:], "problem": ""}
        if request.method == "POST":
            try:
                request_code(link=link, at=now)
            except RefusedError as refused:
                return render(request, "patient/enter.html", {**context, "problem": str(refused)}, status=429)
            request.session[ASKED] = link.pk
            return redirect("patient:code")
        return render(request, "patient/enter.html", context)


def code(request: HttpRequest) -> HttpResponse:
    """The six digits."""
    now = timezone.now()
    link = (
        PatientLink.objects.select_related("patient__clinic")
        .filter(pk=request.session.get(ASKED), revoked__isnull=True, expires__gt=now)
        .first()
    )
    if link is None:
        return redirect("patient:stranger")
    with translation.override(language_of(request, link.patient)):
        context = {"clinic_name": _clinic_name(link), "problem": ""}
        if request.method == "POST":
            if confirm_code(link=link, digits=request.POST.get("code", ""), at=now):
                let_in(request, link, now)
                return redirect("patient:today")
            context["problem"] = _("That was not the code, or it has ended. After a few tries ask for a new one.")
            return render(request, "patient/code.html", context, status=422)
        return render(request, "patient/code.html", context)


def stranger(request: HttpRequest) -> HttpResponse:
    """Nobody is in, or no more: open the clinic's link again."""
    return render(request, "patient/stranger.html", status=403)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out, and nothing stays in this browser."""
    request.session.flush()
    return redirect("patient:stranger")


def _clinic_name(link: PatientLink) -> str:
    clinic = link.patient.clinic
    return clinic.name_ur if translation.get_language() == "ur" and clinic.name_ur else clinic.name
