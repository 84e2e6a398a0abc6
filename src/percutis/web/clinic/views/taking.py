"""Taking photographs, view by view: an outline and the earlier picture, then a judgement, then the person's choice."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.photographs import TakeForm
from percutis.web.clinic.presenters.judging import verdict_of
from percutis.web.clinic.presenters.photographs import view_name, view_steps
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.views.serving import picture
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Patient, PhotoTrial, Session
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import (
    SEQUENCE,
    get_trial,
    photographs_consent,
    session_of,
    taken_and_earlier,
)
from percutis.web.records.services.photo_trials import discard_trial, keep_trial, look_at_trial, try_photograph

VIEWS = (*SEQUENCE, "close_up")


def take(request: StaffRequest, patient: UUID, view: str) -> HttpResponse:
    """One view: how to stand, the picture before, and the camera or a file."""
    found = get_patient(clinic=request.clinic, key=patient)
    if view not in VIEWS:
        raise Http404
    session = session_of(found, request.GET.get("session") or request.POST.get("session"))
    form = TakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in ("make_up", "glasses")}
            trial = try_photograph(
                patient=found, view=view, upload=form.cleaned_data["picture"], session=session,
                by=request.actor, at=request.now, **given,
            )  # fmt: skip
        except InputError as refused:
            words = {"given": refused.problems[0].given, "allowed": refused.problems[0].allowed}
            form.add_error("picture", _("Not kept: %(given)s. Wanted: %(allowed)s.") % words)
        else:
            return redirect("clinic:trial", clinic=request.clinic.slug, trial=trial.key)
    status = 422 if form.errors else 200
    return render(
        request, "clinic/photographs/take.html", _frame(request, found, view, session, form=form), status=status
    )


def trial(request: StaffRequest, trial: UUID) -> HttpResponse:
    """The picture, what was judged of it, and the choice: keep it, or take it again."""
    row = get_trial(clinic=request.clinic, key=trial)
    texts = texts_of(edition_of(request.clinic))
    more = {"trial": row, "verdict": verdict_of(row.judged, texts), "is_fit": row.judged["verdict"] != "retake"}
    return render(request, "clinic/photographs/trial.html", _frame(request, row.patient, row.view, row.session, **more))


def trial_picture(request: StaffRequest, trial: UUID) -> HttpResponse:
    """The picture on trial; the look is in the log."""
    row = get_trial(clinic=request.clinic, key=trial)
    return picture(look_at_trial(trial=row, by=request.actor, at=request.now))


@require_POST
def keep(request: StaffRequest, trial: UUID) -> HttpResponse:
    """Keep it, whatever was judged; then the next view."""
    row = get_trial(clinic=request.clinic, key=trial)
    keep_trial(trial=row, by=request.actor, at=request.now)
    messages.success(request, _("Kept: %(view)s.") % {"view": view_name(row.view)})
    return redirect(_next(request, row))


@require_POST
def again(request: StaffRequest, trial: UUID) -> HttpResponse:
    """Take it again; the one on trial is gone."""
    row = get_trial(clinic=request.clinic, key=trial)
    discard_trial(trial=row, by=request.actor, at=request.now)
    return redirect(_address(request, row.patient, row.view, row.session))


def _next(request: StaffRequest, row: PhotoTrial) -> str:
    """The next view without a picture, else where one came from."""
    taken, _earlier = taken_and_earlier(row.patient, row.session, request.today)
    for view in SEQUENCE:
        if view not in taken:
            return _address(request, row.patient, view, row.session)
    if row.session and Right.SEE_SETTINGS in request.rights:
        return reverse("clinic:session_step", args=[request.clinic.slug, row.session.pk, "photographs"])
    return reverse("clinic:photographs", args=[request.clinic.slug, row.patient.key])


def _address(request: StaffRequest, patient: Patient, view: str, session: Session | None) -> str:
    address = reverse("clinic:photographs_take", args=[request.clinic.slug, patient.key, view])
    return f"{address}?session={session.pk}" if session else address


def _frame(request: StaffRequest, patient: Patient, view: str, session: Session | None, **more: Any) -> dict[str, Any]:
    """What both pages show around the picture: whom, which view, what is done, and the picture before."""
    taken, earlier = taken_and_earlier(patient, session, request.today)
    return {
        "patient": patient,
        "names": names(patient),
        "view": view,
        "view_name": view_name(view),
        "session": session,
        "consent": photographs_consent(patient),
        "steps": view_steps(VIEWS, view, taken),
        "earlier": earlier.get(view),
        "kept": taken.get(view),
        **more,
    }
