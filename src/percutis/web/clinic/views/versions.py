"""Earlier versions of what was said of a patient, to be read."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.versions import versions
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.people import get_patient


def index(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Every version, the newest first: who wrote it, when, what it says and what it changed."""
    found = get_patient(clinic=request.clinic, key=patient)
    rows = list(found.intakes.select_related("by__user").order_by("version"))
    context = {
        "patient": found,
        "name": names(found)[0],
        "versions": versions(rows, texts_of(edition_of(request.clinic))),
    }
    return render(request, "clinic/consultation/versions.html", context)
