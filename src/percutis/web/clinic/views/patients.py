"""Patients: found, registered, corrected, and sent their link."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.patients import PatientForm
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.presenters.names import names
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Patient
from percutis.web.records.selectors.people import Lookalike, find_patients, get_patient
from percutis.web.records.services.links import send_link
from percutis.web.records.services.people import LookalikeError, correct_patient, register_patient
from percutis.web.ui.asked import whole_number
from percutis.web.ui.qr import drawn

SAME = {
    "phone_and_born": lambda: _("same telephone and same birth date"),
    "name_and_born": lambda: _("same name and same birth date"),
    "phone": lambda: _("same telephone"),
}


def find(request: StaffRequest) -> HttpResponse:
    """The newest, or whoever the search finds, a page at a time."""
    wanted = request.GET.get("q", "")
    found = find_patients(clinic=request.clinic, wanted=wanted, page=whole_number(request.GET.get("page"), 1))
    rows = [{"patient": one, "names": names(one), "phone": as_read(one.phone)} for one in found.patients]
    context = {"wanted": wanted, "page": found, "rows": rows, "may_register": Right.REGISTER in request.rights}
    return render(request, "clinic/patients/find.html", context)


def new(request: StaffRequest) -> HttpResponse:
    """Register somebody; who looks the same is shown first."""
    form = PatientForm(request.POST or None, today=request.today)
    found: list[Lookalike] = []
    if request.method == "POST" and form.is_valid():
        another = request.POST.get("another") == "yes"
        try:
            patient = register_patient(another=another, by=request.actor, at=request.now, **form.person())
        except LookalikeError as refused:
            found = refused.found
        except InputError as refused:
            add_problems(form, refused)
        else:
            said = _("%(name)s is registered as %(number)s.")
            messages.success(request, said % {"name": patient.name, "number": patient.number})
            return redirect("clinic:patient", clinic=request.clinic.slug, patient=patient.key)
    context = {"form": form, "found": [_lookalike(one) for one in found]}
    return render(request, "clinic/patients/new.html", context, status=422 if form.errors or found else 200)


def edit(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Correct what is on record; the second of two editors is told."""
    found = get_patient(clinic=request.clinic, key=patient)
    form = PatientForm(request.POST or None, today=request.today, initial=_as_form(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            correct_patient(patient=found, version=version, by=request.actor, at=request.now, **form.person())
        except InputError as refused:
            add_problems(form, refused)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("clinic:patient", clinic=request.clinic.slug, patient=found.key)
    context = {"form": form, "patient": found, "names": names(found)}
    return render(request, "clinic/patients/edit.html", context, status=422 if form.errors else 200)


@require_POST
def send(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Send the patient the link to their own pages, and show it once to a telephone that is held up to the screen."""
    found = get_patient(clinic=request.clinic, key=patient)
    sent = send_link(patient=found, by=request.actor, at=request.now)
    context = {
        "patient": found,
        "names": names(found),
        "phone": as_read(found.phone),
        "has_gateway": bool(settings.MESSAGES),
        "code": drawn(request.build_absolute_uri(sent.path)),
    }
    return render(request, "clinic/patients/link_sent.html", context)


def _as_form(patient: Patient) -> dict[str, Any]:
    return {name: getattr(patient, name) for name in PatientForm.base_fields} | {"phone": as_read(patient.phone)}


def _lookalike(found: Lookalike) -> dict[str, Any]:
    one = found.patient
    return {"patient": one, "names": names(one), "phone": as_read(one.phone), "same": SAME[found.same]()}
