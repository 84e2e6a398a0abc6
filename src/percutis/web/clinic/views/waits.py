"""The wait list: who waits, a new wish, and its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.forms.waits import WaitForm
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.visits import KINDS
from percutis.web.clinic.views.whom import whom
from percutis.web.records.models import WaitListEntry
from percutis.web.records.selectors.waits import get_wait, open_waits
from percutis.web.records.services.waits import add_wait, close_wait
from percutis.web.ui.names import called


def show(request: StaffRequest) -> HttpResponse:
    """Everybody who waits, the longest first."""
    rows = [_row(entry) for entry in open_waits(clinic=request.clinic)]
    return render(request, "clinic/waits/waits.html", {"rows": rows})


def new(request: StaffRequest) -> HttpResponse:
    """Choose the patient, then say for what and when."""
    patient = whom(request, "clinic/waits/whom.html")
    if isinstance(patient, HttpResponse):
        return patient
    form = WaitForm(request.POST or None, clinic=request.clinic)
    if request.method == "POST" and form.is_valid():
        try:
            add_wait(patient=patient, **form.given(), by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("On the wait list."))
            return redirect("clinic:waitlist", clinic=request.clinic.slug)
    context = {"form": form, "patient": patient, "names": names(patient)}
    return render(request, "clinic/waits/new.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: StaffRequest, entry: int) -> HttpResponse:
    """Take a wish off the list."""
    close_wait(entry=get_wait(clinic=request.clinic, entry=entry), by=request.actor, at=request.now)
    messages.success(request, _("Taken off the wait list."))
    return redirect("clinic:waitlist", clinic=request.clinic.slug)


def _row(entry: WaitListEntry) -> dict[str, object]:
    who = called(entry.practitioner)
    return {"entry": entry, "names": names(entry.patient), "kind": KINDS[entry.kind], "who": who}
