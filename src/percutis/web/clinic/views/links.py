"""The patient's own way in: links that were sent, a code to be read out, and this device handed over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.names import names
from percutis.web.records.models import Patient, PatientLink
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.handing import HANDED, hand_over_device, read_out_code
from percutis.web.records.services.links import revoke_links
from percutis.web.ui.names import called

SHOWN = 20


def index(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Every link of the patient, the newest first, and whether it still opens anything."""
    found = get_patient(clinic=request.clinic, key=patient)
    return render(request, "clinic/patients/links.html", _context(request, found))


def _context(request: StaffRequest, patient: Patient) -> dict[str, Any]:
    rows = patient.links.select_related("by__user").order_by("-at")[:SHOWN]
    links = [{"row": row, "by": called(row.by), "stands": _stands(row, request)} for row in rows]
    return {
        "patient": patient,
        "names": names(patient),
        "links": links,
        "standing": sum(one["stands"] for one in links),
    }


def _stands(row: PatientLink, request: StaffRequest) -> bool:
    return row.revoked is None and row.expires > request.now


@require_POST
def revoke(request: StaffRequest, patient: UUID) -> HttpResponse:
    """No link sent so far opens anything any more, and whoever is in by one is out."""
    found = get_patient(clinic=request.clinic, key=patient)
    count = revoke_links(patient=found, by=request.actor, at=request.now)
    said = ngettext("%(count)s link opens nothing any more.", "%(count)s links open nothing any more.", count)
    messages.success(request, said % {"count": count})
    return redirect("clinic:links", clinic=request.clinic.slug, patient=patient)


@require_POST
def code(request: StaffRequest, patient: UUID, link: int) -> HttpResponse:
    """A code for the patient who stands here with the link open, shown once."""
    found = get_patient(clinic=request.clinic, key=patient)
    row = get_object_or_404(found.links.select_related("patient__clinic"), pk=link)
    digits = read_out_code(link=row, by=request.actor, at=request.now)
    return render(request, "clinic/patients/links.html", {**_context(request, found), "digits": digits})


@require_POST
def hand_over(request: StaffRequest, patient: UUID) -> HttpResponse:
    """This browser becomes the patient's for an hour; the session of the staff in it ends."""
    found = get_patient(clinic=request.clinic, key=patient)
    link = hand_over_device(patient=found, by=request.actor, at=request.now)
    logout(request)
    request.session[HANDED] = {"link": link.pk, "at": request.now.isoformat()}
    messages.info(request, _("This device is yours now. Press Leave when you have finished."))
    return redirect("patient:handed")
