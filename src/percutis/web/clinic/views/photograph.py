"""One photograph: what was judged, what it may be used for, its points by hand, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.photographs import PointsForm, TierForm, WhyForm
from percutis.web.clinic.presenters.comparing import measure_lines
from percutis.web.clinic.presenters.judging import kept_verdict_of
from percutis.web.clinic.presenters.photographs import file_rows, photo_view, tier_rows
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.seeing import asked_points, points_of, wants_points
from percutis.web.records.core.stored import files_of
from percutis.web.records.core.tiers import within
from percutis.web.records.models import Photo
from percutis.web.records.selectors.comparisons import treated_zones
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import (
    get_photograph,
    measures_of,
    open_photograph,
    photographs_consent,
    tier_of,
    tiers_of,
)
from percutis.web.records.services.photo_erasures import erase_all, erase_photograph
from percutis.web.records.services.photo_points import place_points
from percutis.web.records.services.photo_uses import set_tier


def show(request: StaffRequest, photo: UUID) -> HttpResponse:
    """The page of one picture."""
    return _page(request, open_photograph(clinic=request.clinic, key=photo))


@require_POST
def tier(request: StaffRequest, photo: UUID) -> HttpResponse:
    """Another use; a new row."""
    found = open_photograph(clinic=request.clinic, key=photo)
    form = _tier_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    set_tier(photo=found, by=request.actor, at=request.now, **form.cleaned_data)
    messages.success(request, _("The use of this picture was changed."))
    if form.cleaned_data["tier"] == "none":
        return redirect("clinic:photographs", clinic=request.clinic.slug, patient=found.patient.key)
    return redirect("clinic:photograph_page", clinic=request.clinic.slug, photo=photo)


def delete(request: StaffRequest, photo: UUID) -> HttpResponse:
    """Every file of one picture, and the end of them all."""
    found = get_photograph(clinic=request.clinic, key=photo)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_photograph(photo=found, why=form.cleaned_data["why"], by=request.actor, at=request.now)
        messages.success(request, _("The picture and every copy of it are deleted."))
        return redirect("clinic:photographs", clinic=request.clinic.slug, patient=found.patient.key)
    files = file_rows((photo, files_of(photo)) for photo in (found,))
    context = {"patient": found.patient, "names": names(found.patient), "files": files, "form": form}
    return render(request, "clinic/photographs/delete.html", context, status=422 if form.errors else 200)


def copies(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Every file of every picture of a patient, and the end of them all: what a withdrawal may ask for."""
    found = get_patient(clinic=request.clinic, key=patient)
    photos = Photo.objects.filter(patient=found).exclude(original="").order_by("at")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_all(patient=found, why=form.cleaned_data["why"], by=request.actor, at=request.now)
        messages.success(request, _("Every picture and every copy is deleted."))
        return redirect("clinic:photographs", clinic=request.clinic.slug, patient=patient)
    files = file_rows((photo, files_of(photo)) for photo in photos)
    context = {"patient": found, "names": names(found), "files": files, "form": form, "is_all": True}
    return render(request, "clinic/photographs/delete.html", context, status=422 if form.errors else 200)


def points(request: StaffRequest, photo: UUID) -> HttpResponse:
    """Seven points placed by hand, by a tap or by numbers."""
    found = open_photograph(clinic=request.clinic, key=photo)
    form = PointsForm(asked_points(), request.POST or None, initial=_placed(found))
    if request.method == "POST" and form.is_valid():
        try:
            place_points(photo=found, placed=form.placed(), by=request.actor, at=request.now)
        except InputError as refused:
            form.add_error(None, f"{refused.problems[0].given}: {refused.problems[0].allowed}")
        else:
            messages.success(request, _("The points are kept; the picture is measured on them."))
            return redirect("clinic:photograph_page", clinic=request.clinic.slug, photo=photo)
    context = {"photo": found, "patient": found.patient, "names": names(found.patient), "form": form}
    return render(request, "clinic/photographs/points.html", context, status=422 if form.errors else 200)


def _placed(photo: Photo) -> dict[str, float]:
    placed = points_of(photo) or {}
    return {
        f"{name}_{axis}": round(100 * value, 1)
        for name, place in placed.items()
        for axis, value in zip("xy", place, strict=True)
    }


def _tier_form(photo: Photo, data: Any = None) -> TierForm:
    consent = photographs_consent(photo.patient)
    allowed = within(consent.tier) if consent else ()
    return TierForm(allowed, texts_of(edition_of(photo.clinic)), data, initial={"tier": tier_of(photo)})


def _page(request: StaffRequest, photo: Photo, form: TierForm | None = None) -> HttpResponse:
    texts = texts_of(edition_of(request.clinic))
    judgement = photo.judgements.first()
    context = {
        "photo": photo,
        "shown": photo_view(photo, texts),
        "patient": photo.patient,
        "names": names(photo.patient),
        "verdict": kept_verdict_of(judgement.said, texts) if judgement else None,
        "wants_points": bool(judgement and wants_points(judgement.said)),
        "has_points": photo.points.exists(),
        "measures": measure_lines(measures_of(photo), treated_zones(photo.patient), texts),
        "tiers": tier_rows(tiers_of(photo), texts),
        "form": form or _tier_form(photo),
        "may_decide": Right.TAKE_CONSENT in request.rights,
        "may_download": Right.DOWNLOAD_PHOTOGRAPHS in request.rights,
        "may_delete": Right.DELETE_PHOTOGRAPHS in request.rights,
    }
    return render(request, "clinic/photographs/show.html", context, status=422 if form and form.errors else 200)
