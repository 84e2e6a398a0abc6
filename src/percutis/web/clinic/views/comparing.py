"""Two photographs side by side, whether they may be compared, and what changed; and one view over a whole course."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.comparing import change_lines, choices_of, course_view, pair_view
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.views.addresses import key_of
from percutis.web.clinic.views.serving import picture
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.seeing import measure_units
from percutis.web.records.selectors.comparisons import (
    album_of,
    aligned_copy,
    course_of,
    days_since_session,
    get_comparison,
    pair_of,
    treated_zones,
)
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import open_photograph
from percutis.web.records.services.measuring import ask_comparison
from percutis.web.records.services.photographs import record_look


def compare(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Two dates of one view: the pictures, the badge, and every measured change."""
    found = get_patient(clinic=request.clinic, key=patient)
    texts = texts_of(edition_of(request.clinic))
    album = album_of(found, request.GET.get("view", ""))
    pair = pair_of(album, _key(request.GET.get("before")), _key(request.GET.get("after")))
    shown = pair_view(pair, request.clinic, days_since_session(album.photographs), texts) if pair else None
    context = {
        **_frame(request, found, album),
        "pair": shown,
        "is_waiting": bool(request.GET.get("waiting") and pair and not pair.comparison),
        "choices": choices_of(album, texts),
        "changes": change_lines(pair.comparison, treated_zones(found), texts) if pair and pair.comparison else None,
    }
    return render(request, "clinic/photographs/compare.html", context)


def change(request: StaffRequest, patient: UUID) -> HttpResponse:
    """One measure over the whole course, a small chart for each zone."""
    found = get_patient(clinic=request.clinic, key=patient)
    texts = texts_of(edition_of(request.clinic))
    album = album_of(found, request.GET.get("view", ""))
    measure = request.GET.get("measure", next(iter(measure_units())))
    if measure not in measure_units():
        raise Http404
    context = {
        **_frame(request, found, album),
        "course": course_view(course_of(album), measure, treated_zones(found), texts),
    }
    return render(request, "clinic/photographs/change.html", context)


@require_POST
def ask(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Have a pair compared, in the background."""
    found = get_patient(clinic=request.clinic, key=patient)
    before, after = (
        open_photograph(clinic=request.clinic, key=key_of(request.POST.get(name, ""))) for name in ("before", "after")
    )
    ask_comparison(before=before, after=after, by=request.actor, at=request.now)
    messages.success(request, _("The two are being compared. It takes a few seconds; then open this page again."))
    address = reverse("clinic:compare", args=[request.clinic.slug, found.key])
    return redirect(f"{address}?view={after.view}&before={before.key}&after={after.key}&waiting=yes")


def side(request: StaffRequest, comparison: int, side: str) -> HttpResponse:
    """One side of a pair in the frame that both share: `before`, or `after` in the light of the earlier."""
    row = get_comparison(clinic=request.clinic, pk=comparison)
    copy = aligned_copy(row, side)
    if copy is None:
        raise Http404
    photo = row.before if side == "before" else row.after
    record_look(photo=photo, size=f"aligned, {side}", by=request.actor, at=request.now)
    return picture(copy)


def _frame(request: StaffRequest, patient: Any, album: Any) -> dict[str, Any]:
    return {
        "patient": patient,
        "names": names(patient),
        "view": album.view,
        "course_row": patient.courses.order_by("-at").first(),
    }


def _key(given: str | None) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return None
