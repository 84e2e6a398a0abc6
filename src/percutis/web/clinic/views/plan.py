"""The plan: made, looked at zone by zone, signed, and handed out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.calendar import course_calendar
from percutis.interop.handout import handout_pdf
from percutis.protocol.load import languages, load_texts
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.models import Membership
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.signing import SigningForm
from percutis.web.clinic.presenters.plan import plan_view
from percutis.web.clinic.presenters.verdict import verdict_view
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.models import Plan as PlanRow
from percutis.web.records.selectors.consultations import current_intake, current_plan, get_plan
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.plans import draft_plan, is_as_kept, sign_plan


def new(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Make the plan from the newest consultation: choose who treats, then it is worked out and kept."""
    found = get_patient(clinic=request.clinic, key=patient)
    intake = current_intake(found)
    if intake is None:
        messages.warning(request, _("A plan needs a consultation first."))
        return redirect("clinic:consultation", clinic=request.clinic.slug, patient=patient)
    treating = list(
        Membership.objects.filter(clinic=request.clinic, is_active=True)
        .exclude(role="front_desk")
        .select_related("user")
        .order_by("user__name")
    )
    if request.method == "POST":
        operator = next((one for one in treating if str(one.pk) == request.POST.get("operator")), None)
        if operator is not None:
            row = draft_plan(intake=intake, operator=operator, by=request.actor, at=request.now)
            return redirect("clinic:plan", clinic=request.clinic.slug, patient=patient, plan=row.pk)
    context = {
        "patient": found,
        "intake": intake,
        "treating": [{"row": one, "is_licensed": one.is_licensed_on(request.today)} for one in treating],
        "newest": current_plan(found),
        "chosen": request.membership.pk,
    }
    return render(request, "clinic/plan/new.html", context)


def show(request: StaffRequest, patient: UUID, plan: int) -> HttpResponse:
    """The plan with its reasons; `?zone=` says which zone is looked at."""
    found = get_patient(clinic=request.clinic, key=patient)
    row = get_plan(patient=found, pk=plan)
    return render(request, "clinic/plan/show.html", _context(request, row, SigningForm(request.membership.user)))


def _context(request: StaffRequest, row: PlanRow, form: SigningForm) -> dict[str, Any]:
    edition = edition_of(request.clinic, row.edition)
    texts = texts_of(edition)
    answer = plan_file(row.asked, edition, row.on)
    kwargs = {"clinic": request.clinic.slug, "patient": row.patient.key, "plan": row.pk}
    here = reverse("clinic:plan", kwargs=kwargs)
    newest = current_intake(row.patient)
    may_sign = Right.DECIDE in request.rights and row.signed is None and bool(answer.sessions)
    return {
        "patient": row.patient,
        "row": row,
        "view": plan_view(answer, texts, chosen=request.GET.get("zone", ""), here=here, today=request.today),
        "verdict": verdict_view(answer.assessment, texts, edition, row.patient),
        "is_as_kept": is_as_kept(row),
        "is_newest": newest is not None and newest.pk == row.intake_id,
        "signing": form if may_sign else None,
        "course": getattr(row, "course", None),
        "languages": languages(edition.id),
        "protocol_url": f"/{request.clinic.slug}/protocol/entry/",
        "override_url": f"/{request.clinic.slug}/patients/{row.patient.key}/override/"
        if Right.DECIDE in request.rights
        else "",
    }


def sign(request: StaffRequest, patient: UUID, plan: int) -> HttpResponse:
    """A doctor signs; the course begins."""
    found = get_patient(clinic=request.clinic, key=patient)
    row = get_plan(patient=found, pk=plan)
    form = SigningForm(request.membership.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sign_plan(plan=row, by=request.actor, at=request.now)
        messages.success(request, _("The plan is signed. The course can be booked."))
        return redirect("clinic:patient", clinic=request.clinic.slug, patient=patient)
    status = 422 if form.errors else 200
    return render(request, "clinic/plan/show.html", _context(request, row, form), status=status)


def _answer(request: StaffRequest, patient: UUID, plan: int, language: str) -> tuple[PlanRow, Plan, Texts]:
    found = get_patient(clinic=request.clinic, key=patient)
    row = get_plan(patient=found, pk=plan)
    edition = edition_of(request.clinic, row.edition)
    if language not in languages(edition.id):
        raise Http404
    return row, plan_file(row.asked, edition, row.on), load_texts(edition.id, language)


def handout(request: StaffRequest, patient: UUID, plan: int, language: str) -> HttpResponse:
    """The patient's sheet as PDF; it holds no setting."""
    row, answer, texts = _answer(request, patient, plan, language)
    edition = edition_of(request.clinic, row.edition)
    pdf = handout_pdf(answer, read_asked(row.asked, edition, row.on), texts, edition)
    name = f'inline; filename="{row.patient.number}-{language}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def calendar(request: StaffRequest, patient: UUID, plan: int, language: str) -> HttpResponse:
    """The course for a telephone's calendar; without a name and without a setting."""
    row, answer, texts = _answer(request, patient, plan, language)
    name = f'attachment; filename="{row.patient.number}-{language}.ics"'
    content = course_calendar(answer, texts, str(row.patient.key))
    return HttpResponse(content, content_type="text/calendar", headers={"Content-Disposition": name})
