"""Choosing the patient that a form of the desk is about, before the form itself."""

from django.http import HttpResponse
from django.shortcuts import render

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.views.addresses import key_of
from percutis.web.records.models import Patient
from percutis.web.records.selectors.people import find_patients, get_patient


def whom(request: StaffRequest, template: str) -> Patient | HttpResponse:
    """The patient whose key came with the request, else the page on which one is searched for and chosen."""
    key = request.POST.get("patient") or request.GET.get("patient")
    if key:
        return get_patient(clinic=request.clinic, key=key_of(key))
    wanted = request.GET.get("q", "")
    found = find_patients(clinic=request.clinic, wanted=wanted)
    context = {"wanted": wanted, "page": found, "names": [(one, *names(one)) for one in found.patients]}
    return render(request, template, context)
