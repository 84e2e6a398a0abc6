"""What is kept of a patient, and taking it out."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.kept import kept_lines
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.views.serving import KEPT_NOWHERE
from percutis.web.records.selectors.kept import count_kept
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.exports import export_patient


def show(request: StaffRequest, patient: UUID) -> HttpResponse:
    """How much there is of each thing, and the ways on."""
    found = get_patient(clinic=request.clinic, key=patient, erased=True)
    context = {
        "patient": found,
        "names": names(found),
        "lines": kept_lines(count_kept(patient=found)),
        "may_erase": Right.ERASE in request.rights and not found.erased,
    }
    return render(request, "clinic/patients/kept.html", context)


@require_POST
def export(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Everything as one ZIP, sent while it is made."""
    found = get_patient(clinic=request.clinic, key=patient, erased=True)
    pieces = export_patient(patient=found, by=request.actor, at=request.now)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    day = timezone.localtime(request.now).date().isoformat()
    name = f"{request.clinic.slug}-{found.number}-{day}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = KEPT_NOWHERE
    return cast(HttpResponse, response)  # Django's two kinds of answer have no name in common
