"""One visit: looked at, its state changed, cancelled."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.visits import WhyForm
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.visits import visit_detail, visit_view
from percutis.web.clinic.views.addresses import day_address
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.marks import with_marks
from percutis.web.records.selectors.visits import get_visit
from percutis.web.records.selectors.waits import who_fits
from percutis.web.records.services.visits import (
    cancel_visit,
    set_visit_state,
)
from percutis.web.ui.views import way_back

FREE = ("cancelled", "no_show")  # states that leave a place to somebody else


def show(request: StaffRequest, visit: int) -> HttpResponse:
    """The drawer of a visit, or the same as a page."""
    found = with_marks([get_visit(clinic=request.clinic, visit=visit)])[0]
    is_clinical = Right.SEE_CHART in request.rights
    course = found.visit.course
    edition = edition_of(request.clinic, course.plan.edition if course else None)
    at_work = found.visit.kind == "session" and found.visit.is_open and Right.TREAT in request.rights
    context = {
        "detail": visit_detail(found, texts_of(edition), edition, now=request.now, is_clinical=is_clinical),
        "is_clinical": is_clinical,
        "session_url": link(request.clinic, "session_open", visit=visit) if at_work else "",
        "send_url": link(request.clinic, "send_link", patient=found.visit.patient.key),
        "may_book": Right.BOOK in request.rights,
        "is_free": found.visit.state in FREE and found.visit.ends > request.now,
    }
    return render(request, "clinic/visit/_drawer.html" if request.htmx else "clinic/visit/visit.html", context)  # type: ignore[attr-defined]


@require_POST
def change(request: StaffRequest, visit: int) -> HttpResponse:
    """Set the state of a visit, and back to the day."""
    found = get_visit(clinic=request.clinic, visit=visit)
    state = request.POST.get("state", "")
    try:
        set_visit_state(visit=found, state=state, by=request.actor, at=request.now)
    except InputError as refused:
        raise RefusedError(str(refused)) from refused
    if state == "no_show" and found.ends > request.now and who_fits(visit=found):
        return redirect("clinic:visit_cancelled", clinic=request.clinic.slug, visit=visit)
    return redirect(way_back(request, day_address(request, found)))


def cancel(request: StaffRequest, visit: int) -> HttpResponse:
    """Ask why, cancel, and say whom the free place would suit."""
    found = get_visit(clinic=request.clinic, visit=visit)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_visit(visit=found, why=form.cleaned_data["why"], by=request.actor, at=request.now)
        messages.success(request, _("The visit is cancelled; its place is free."))
        return redirect("clinic:visit_cancelled", clinic=request.clinic.slug, visit=visit)
    context = {"form": form, "view": visit_view(with_marks([found])[0])}
    return render(request, "clinic/visit/cancel.html", context, status=422 if form.errors else 200)


def cancelled(request: StaffRequest, visit: int) -> HttpResponse:
    """The free place, and who on the wait list would fit into it."""
    found = get_visit(clinic=request.clinic, visit=visit)
    context = {"view": visit_view(with_marks([found])[0]), "fitting": who_fits(visit=found)}
    return render(request, "clinic/visit/cancelled.html", context)
