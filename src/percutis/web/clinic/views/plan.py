"""The plan: made, looked at zone by zone, and signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from percutis.domain.plan import course_outlines
from percutis.protocol.load import languages
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.signing import SigningForm
from percutis.web.clinic.presenters.plan import plan_view
from percutis.web.clinic.presenters.plan_kept import kept_plan
from percutis.web.clinic.presenters.plan_licence import licence_hindrance
from percutis.web.clinic.presenters.verdict import standing_choices, verdict_view
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.models import Plan as PlanRow
from percutis.web.records.selectors.consultations import (
    current_intake,
    current_plan,
    get_plan,
    standing_overrides,
    treating_members,
)
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.plans import NOT_LOOKED_THROUGH, draft_plan, is_as_kept, sign_plan
from percutis.web.ui.charts.series import series_strip


def new(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Make the plan from the newest consultation: choose who treats, then it is worked out and kept."""
    found = get_patient(clinic=request.clinic, key=patient)
    intake = current_intake(found)
    if intake is None or intake.source == "patient":
        messages.warning(request, NOT_LOOKED_THROUGH if intake else _("A plan needs a consultation first."))
        return redirect("clinic:consultation", clinic=request.clinic.slug, patient=patient)
    treating = treating_members(request.clinic)
    wished = (request.POST if request.method == "POST" else request.GET).get("operator", "")
    operator = next((one for one in treating if str(one.pk) == wished), None)
    if request.method == "POST" and operator is not None:
        row = draft_plan(intake=intake, operator=operator, by=request.actor, at=request.now)
        return redirect("clinic:plan", clinic=request.clinic.slug, patient=patient, plan=row.pk)
    context = {
        "patient": found,
        "intake": intake,
        "treating": [{"row": one, "is_licensed": one.is_licensed_on(request.today)} for one in treating],
        "newest": current_plan(found),
        "chosen": operator.pk if operator else request.membership.pk,
        "is_faulty": request.method == "POST",
    }
    return render(request, "clinic/plan/new.html", context, status=422 if request.method == "POST" else 200)


def show(request: StaffRequest, patient: UUID, plan: int) -> HttpResponse:
    """The plan with its reasons; `?zone=` says which zone is looked at. Who may not see settings sees its dates."""
    row = get_plan(patient=get_patient(clinic=request.clinic, key=patient), pk=plan)
    if Right.SEE_SETTINGS not in request.rights:
        return _dates(request, row)
    return render(request, "clinic/plan/show.html", _context(request, row, SigningForm(request.membership.user)))


def _dates(request: StaffRequest, row: PlanRow) -> HttpResponse:
    edition = edition_of(request.clinic, row.edition)
    sessions = plan_file(row.asked, edition, row.on).sessions
    series = series_strip(sessions, texts_of(edition), today=request.today)
    context = {"patient": row.patient, "row": row, "series": series, "course": getattr(row, "course", None)}
    return render(request, "clinic/plan/dates.html", context)


def _context(request: StaffRequest, row: PlanRow, form: SigningForm) -> dict[str, Any]:
    edition = edition_of(request.clinic, row.edition)
    texts = texts_of(edition)
    intake = read_asked(row.asked, edition, row.on)
    answer = plan_file(row.asked, edition, row.on)
    kwargs = {"clinic": request.clinic.slug, "patient": row.patient.key, "plan": row.pk}
    wished = {name: request.GET.get(name, "") for name in ("zone", "concern")}
    newest, decides = current_intake(row.patient), Right.DECIDE in request.rights
    as_kept, licence = is_as_kept(row), licence_hindrance(row, intake, answer.assessment.verdict, request.today)
    return {
        "patient": row.patient,
        "row": row,
        "view": plan_view(
            answer,
            texts,
            edition,
            outlines=course_outlines(answer, intake, edition),
            **wished,
            here=reverse("clinic:plan", kwargs=kwargs),
            today=request.today,
        ),
        "verdict": verdict_view(answer.assessment, texts, edition, row.patient),
        "choices": standing_choices(standing_overrides(row.patient), texts, edition),
        "kept": None if as_kept else kept_plan(row.answer, texts),
        "is_newest": newest is not None and newest.pk == row.intake_id,
        "signing": form if decides and row.signed is None and answer.sessions else None,
        "licence": licence,
        "member_url": _member_url(request, row) if licence == "lapsed" else "",
        "course": getattr(row, "course", None),
        "languages": languages(edition.id),
        "protocol_url": f"/{request.clinic.slug}/protocol/entry/",
        "override_url": f"/{request.clinic.slug}/patients/{row.patient.key}/override/" if decides else "",
    }


def _member_url(request: StaffRequest, row: PlanRow) -> str:
    """The page on which the licence of whoever treats is put on record, for those who may."""
    if Right.STAFF not in request.rights:
        return ""
    return reverse("clinic:member", kwargs={"clinic": request.clinic.slug, "member": row.operator.pk})


def sign(request: StaffRequest, patient: UUID, plan: int) -> HttpResponse:
    """A doctor signs; the course begins."""
    row = get_plan(patient=get_patient(clinic=request.clinic, key=patient), pk=plan)
    form = SigningForm(request.membership.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_plan(plan=row, by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is signed. It can now be agreed to and booked."))
            return redirect("clinic:plan", clinic=request.clinic.slug, patient=patient, plan=plan)
    status = 422 if form.errors else 200
    return render(request, "clinic/plan/show.html", _context(request, row, form), status=status)
