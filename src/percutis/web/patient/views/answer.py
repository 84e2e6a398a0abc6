"""The answer to a check-in, and a photograph to go with it."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.answer import answer_of
from percutis.web.patient.presenters.frame import frame_of, name_of
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import CheckIn, Photo
from percutis.web.records.selectors.photographs import photographs_consent
from percutis.web.records.services.photographs import keep_photograph


def _own_checkin(request: PatientRequest, checkin: int) -> CheckIn:
    found = request.patient.checkins.select_related("responder__user", "session__clinic").filter(pk=checkin).first()
    if found is None:
        raise Http404
    return found


@own
def show(request: PatientRequest, checkin: int) -> HttpResponse:
    """What to do now, when we ask next, how to reach a human; later the clinic's own answer."""
    return _page(request, _own_checkin(request, checkin))


def _page(request: PatientRequest, row: CheckIn, problem: str = "") -> HttpResponse:
    edition = edition_of(request.clinic, row.edition)
    answer = answer_of(row, edition, texts_of(edition, request.LANGUAGE_CODE))
    may_photograph = not answer.is_emergency and photographs_consent(request.patient) is not None
    context: dict[str, Any] = {
        **frame_of(request),
        "row": row,
        "answer": answer,
        "responder": name_of(row.responder.user, request.LANGUAGE_CODE) if row.responder else "",
        "may_photograph": may_photograph,
        "photographs": row.photographs.count() if may_photograph else 0,
        "problem": problem,
    }
    return render(request, "patient/answer.html", context, status=422 if problem else 200)


@require_POST
@own
def photograph(request: PatientRequest, checkin: int) -> HttpResponse:
    """A picture to what was said; the clinic sees it beside the words."""
    row = _own_checkin(request, checkin)
    upload = request.FILES.get("photograph")
    if not isinstance(upload, UploadedFile):
        return _page(request, row, _("Choose a picture first."))
    wished = request.POST.get("view", "")
    view = wished if wished in dict(Photo.VIEWS) else "close_up"
    patient, by, at = request.patient, request.actor, request.now
    try:
        keep_photograph(patient=patient, view=view, upload=upload, checkin=row, by=by, at=at)
    except InputError as error:
        return _page(request, row, "; ".join(str(problem.allowed) for problem in error.problems))
    messages.success(request, _("Thank you. The picture is with the clinic."))
    return redirect("patient:checkin_answer", checkin=row.pk)
