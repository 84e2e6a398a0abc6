"""Consent on the patient's own telephone: read in their language, signed with their name, declined, or taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.interop.wording import label
from percutis.web.accounts.refusal import RefusedError
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.frame import frame_of
from percutis.web.records.core.consents import TIERS, ConsentText, consent_text
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Consent, Plan
from percutis.web.records.selectors.consultations import open_course, standing_consents
from percutis.web.records.services.consents import record_consent

LONGEST_NAME, LONGEST_WHY = 120, 400


@own
def give(request: PatientRequest, subject: str) -> HttpResponse:
    """The text, and the answer to it."""
    course = open_course(request.patient)
    plan = course.plan if course else None
    if subject not in dict(Consent.SUBJECTS) or (subject == "procedure" and plan is None):
        raise Http404
    text = consent_text(patient=request.patient, plan=plan, subject=subject, language=request.LANGUAGE_CODE)
    if request.method != "POST" or request.POST.get("state") not in dict(Consent.STATES):
        return _page(request, subject, text, plan)
    try:
        _record(request, subject, text, plan)
    except RefusedError as refused:
        return _page(request, subject, text, plan, str(refused))
    messages.success(request, _("Thank you. Your answer is with the clinic."))
    return redirect("patient:today")


def _record(request: PatientRequest, subject: str, text: ConsentText, plan: Plan | None) -> None:
    record_consent(
        patient=request.patient,
        subject=subject,
        state=request.POST["state"],
        text=text,
        plan=plan,
        tier=request.POST.get("tier", ""),
        signed_name=request.POST.get("signed_name", "")[:LONGEST_NAME],
        why=request.POST.get("why", "")[:LONGEST_WHY],
        by=request.actor,
        at=request.now,
    )


def _page(
    request: PatientRequest, subject: str, text: ConsentText, plan: Plan | None, problem: str = ""
) -> HttpResponse:
    texts = texts_of(edition_of(request.clinic), request.LANGUAGE_CODE)
    standing = standing_consents(request.patient).get(subject)
    is_of_plan = standing is not None and (subject != "procedure" or (plan is not None and standing.plan_id == plan.pk))
    context: dict[str, Any] = {
        **frame_of(request),
        "subject": subject,
        "text": text,
        "tiers": [(tier, label("consent_photographs", tier, texts, "patient")) for tier in TIERS],
        "problem": problem,
        "given": request.POST,
        "standing": standing,
        "is_signed": standing is not None and standing.state == "signed" and is_of_plan,
    }
    return render(request, "patient/consent.html", context, status=422 if problem else 200)
