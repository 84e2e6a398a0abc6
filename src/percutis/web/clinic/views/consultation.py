"""The consultation: a screen a section, the verdict beside it, and the handing in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.presenters.consultation import concern_lines
from percutis.web.clinic.presenters.said import present_lines
from percutis.web.clinic.presenters.sections import KINDS, SECTIONS
from percutis.web.clinic.views.consultation_screens import concerns, findings, one_form
from percutis.web.clinic.views.consulting import Desk, desk_of, screen
from percutis.web.records.core.drafts import is_typed, said_in, untyped
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consultations import discard_draft, record_assessment, record_intake


def overview(request: StaffRequest, patient: UUID) -> HttpResponse:
    """The first screen."""
    get_patient(clinic=request.clinic, key=patient)
    return redirect("clinic:consultation_section", clinic=request.clinic.slug, patient=patient, section="who")


def section(request: StaffRequest, patient: UUID, section: str) -> HttpResponse:
    """One screen: shown, or saved and the next one shown."""
    if section not in SECTIONS:
        raise Http404
    desk = desk_of(request, patient)
    if section in KINDS:
        return findings(desk, section)
    return concerns(desk) if section == "concerns" else one_form(desk, section)


def finish(request: StaffRequest, patient: UUID) -> HttpResponse:
    """The summing up: everything said, the verdict, and the handing in."""
    desk, refused = desk_of(request, patient), None
    is_whole = not desk.problems and (is_typed(desk.said, desk.edition) or "skin_type" not in desk.said)
    if request.method == "POST" and is_whole:
        try:
            return _handed_in(desk)
        except RefusedError as error:
            refused = error
    newest = desk.consultation.newest
    context = {
        "lines": concern_lines(desk.said, desk.texts),
        "present": present_lines(desk.said, desk.edition, desk.texts, desk.patient),
        "as_at_home": sum(one in desk.consultation.theirs.get("findings", ()) for one in desk.said.get("findings", ())),
        "untyped": 0 if is_whole or desk.problems else len(untyped(desk.said, desk.edition)),
        "is_whole": is_whole,
        "asks_why": newest is not None and newest.source == "staff",
        "on_record": newest if _is_on_record(desk) else None,
        "why": request.POST.get("why", ""),
        "refusal": str(refused or ""),
        "is_changed": bool(desk.consultation.version),
    }
    return screen(desk, "finish", "finish", context, 422 if request.method == "POST" else 200)


def _is_on_record(desk: Desk) -> bool:
    """Whether what is said is what a professional put on record last."""
    newest, said = desk.consultation.newest, desk.said
    if newest is None or newest.source == "patient":
        return False
    return said_in(said) == newest.said and said.get("weight_kg") == newest.weight_kg


def _handed_in(desk: Desk) -> HttpResponse:
    request, said = desk.request, desk.said
    intake = record_intake(
        patient=desk.patient,
        said=said_in(said),
        source="staff",
        weight_kg=said.get("weight_kg"),
        why=request.POST.get("why", "").strip(),
        by=request.actor,
        at=request.now,
    )
    record_assessment(intake=intake, operator=desk.operator, by=request.actor, at=request.now)
    messages.success(request, _("The consultation is on record."))
    to = reverse("clinic:plan_new", kwargs={"clinic": request.clinic.slug, "patient": desk.patient.key})
    return redirect(f"{to}?operator={desk.operator.pk}")


@require_POST
def discard(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Back to what is on record."""
    desk = desk_of(request, patient)
    discard_draft(patient=desk.patient, by=request.actor, at=request.now)
    messages.success(request, _("The changes that were not handed in are gone."))
    return redirect("clinic:consultation", clinic=request.clinic.slug, patient=patient)
