"""Photographs of a patient by day and view, and the pictures themselves. Every look at one is written into the log."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.photographs import day_views, erased_rows
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.views.serving import picture, to_take_away
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.pictures import SIZES, whole_copy
from percutis.web.records.selectors.comparisons import album_of
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import (
    closed_count,
    erasures_of,
    open_photograph,
    page_copy,
    photographs_consent,
    photographs_of,
)
from percutis.web.records.services.photographs import record_download, record_look

EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}


def index(request: StaffRequest, patient: UUID) -> HttpResponse:
    """All pictures of a patient that may be looked at."""
    found = get_patient(clinic=request.clinic, key=patient)
    context = {
        "patient": found,
        "names": names(found),
        "days": day_views(photographs_of(patient=found), texts_of(edition_of(request.clinic))),
        "closed": closed_count(found),
        "erased": erased_rows(erasures_of(found)),
        "consent": photographs_consent(found),
        "has_pairs": bool(album_of(found).views),
        "may_decide": Right.TAKE_CONSENT in request.rights,
        "may_delete": Right.DELETE_PHOTOGRAPHS in request.rights,
        "course": found.courses.order_by("-at").first(),
    }
    return render(request, "clinic/photographs/index.html", context)


def show(request: StaffRequest, photo: UUID) -> HttpResponse:
    """The picture itself, as a copy of `?size=` (small or large)."""
    found = open_photograph(clinic=request.clinic, key=photo)
    size = request.GET.get("size", "large")
    if size not in SIZES:
        raise Http404
    record_look(photo=found, size=size, by=request.actor, at=request.now)
    return picture(page_copy(found, size))


def download(request: StaffRequest, photo: UUID, what: str) -> HttpResponse:
    """A file to take away: `copy`, the whole picture without what the camera wrote, or `original`, as it was sent."""
    found = open_photograph(clinic=request.clinic, key=photo)
    if what not in ("copy", "original"):
        raise Http404
    record_download(photo=found, what=what, by=request.actor, at=request.now)
    with found.original.open() as original:
        content = bytes(original.read())
    if what == "copy":
        return to_take_away(whole_copy(content), "image/jpeg", f"{found.key}.jpg")
    return to_take_away(content, found.media_type, f"{found.key}.{EXTENSIONS.get(found.media_type, 'bin')}")
