"""The address of a step leads to its screen; one that cannot be reached yet leads to the furthest that can."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.session.steps import closed_because, furthest, step_url
from percutis.web.clinic.views.session import aftercare, check, gate, lots, photographs, sign, treat
from percutis.web.clinic.views.session.frame import Work, work_on

SCREENS: dict[str, Callable[[Work], HttpResponse]] = {
    "check": check.screen,
    "photographs": photographs.screen,
    "gate": gate.screen,
    "treat": treat.screen,
    "lots": lots.screen,
    "aftercare": aftercare.screen,
    "sign": sign.screen,
}


def show(request: StaffRequest, session: int, step: str) -> HttpResponse:
    """One step as a page, or the way back with the reason."""
    if step not in SCREENS:
        raise Http404
    work = work_on(request, session)
    if because := closed_because(work.session, step):
        messages.warning(request, because)
        return redirect(step_url(work.session, furthest(work.session)))
    return SCREENS[step](work)
