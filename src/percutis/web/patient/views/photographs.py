"""A patient's own photographs: by day, and each by itself. Every look at one is written into the log."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.frame import frame_of
from percutis.web.patient.presenters.photographs import day_views
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.pictures import SIZES
from percutis.web.records.selectors.photographs import open_rows, page_copy, photographs_of
from percutis.web.records.services.photographs import record_look


@own
def index(request: PatientRequest) -> HttpResponse:
    """All pictures of oneself, the newest day first."""
    texts = texts_of(edition_of(request.clinic), request.LANGUAGE_CODE)
    context = {**frame_of(request), "days": day_views(photographs_of(patient=request.patient), texts)}
    return render(request, "patient/photographs.html", context)


@own
def show(request: PatientRequest, photo: UUID, size: str) -> HttpResponse:
    """The picture itself, as a copy for pages."""
    rows = request.patient.photographs.select_related("patient__clinic", "clinic")
    found = open_rows(rows.filter(key=photo)).first()
    if found is None or size not in SIZES:
        raise Http404
    record_look(photo=found, size=size, by=request.actor, at=request.now)
    response = HttpResponse(page_copy(found, size), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response
