"""Deleting a patient's record, and what is left to see of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.erasing import EraseForm
from percutis.web.clinic.presenters.kept import erased_page, pending_lines
from percutis.web.clinic.presenters.names import names
from percutis.web.records.models import Patient
from percutis.web.records.selectors.erasing import kept_sessions, kept_until, pending_of
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.erasing import erase_patient


def erase(request: StaffRequest, patient: UUID) -> HttpResponse:
    """What goes and what stays, what stands against it, and the form."""
    found = get_patient(clinic=request.clinic, key=patient)
    until = kept_until(found)
    form = EraseForm(request.POST or None, patient=found, asks_law=until is None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_patient(patient=found, by=request.actor, at=request.now, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The record of %(number)s is deleted.") % {"number": found.number})
            return redirect("clinic:patient", clinic=request.clinic.slug, patient=patient)
    context = {
        "patient": found,
        "names": names(found),
        "form": form,
        "pending": pending_lines(pending_of(found), request.clinic),
        "until": until,
        "is_too_soon": until is not None and request.today < until,
    }
    return render(request, "clinic/patients/erase.html", context, status=422 if form.errors else 200)


def show_erased(request: StaffRequest, patient: Patient) -> HttpResponse:
    """The page in place of the chart: when and why it was deleted, and what was kept."""
    sessions = kept_sessions(patient) if Right.SEE_SETTINGS in request.rights else ()
    context = {
        "patient": patient,
        "page": erased_page(patient, sessions, request.clinic),
        "may_export": Right.EXPORT in request.rights,
        "may_see_lots": Right.STOCK in request.rights,
    }
    return render(request, "clinic/patients/erased.html", context)
