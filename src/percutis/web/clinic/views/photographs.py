"""Photographs of a patient: by day and view, and one by itself. Every look at one is written into the log."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.photographs import day_views
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.pictures import SIZES
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import (
    get_photograph,
    page_copy,
    photographs_consent,
    photographs_of,
)
from percutis.web.records.services.photographs import record_look

KEPT_NOWHERE = "private, no-store"


def index(request: StaffRequest, patient: UUID) -> HttpResponse:
    """All pictures of a patient."""
    found = get_patient(clinic=request.clinic, key=patient)
    context = {
        "patient": found,
        "names": names(found),
        "days": day_views(photographs_of(patient=found), texts_of(edition_of(request.clinic))),
        "consent": photographs_consent(found),
        "course": found.courses.filter(closed__isnull=True).first(),
    }
    return render(request, "clinic/photographs/index.html", context)


def show(request: StaffRequest, photo: UUID) -> HttpResponse:
    """The picture itself: a copy of `?size=` (small or large), or the original to take away (`?size=original`)."""
    found = get_photograph(clinic=request.clinic, key=photo)
    size = request.GET.get("size", "large")
    if size not in (*SIZES, "original"):
        raise Http404
    record_look(photo=found, size=size, by=request.actor, at=request.now)
    if size == "original":
        with found.original.open() as original:
            response = HttpResponse(original.read(), content_type=found.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{found.key}"'
    else:
        response = HttpResponse(page_copy(found, size), content_type="image/jpeg")
    response.headers["Cache-Control"] = KEPT_NOWHERE
    return response
