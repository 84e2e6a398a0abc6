"""Consent on the patient's own telephone: read in their language, signed with their name, declined, or taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.interop.wording import label
from percutis.web.accounts.refusal import RefusedError
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.records.core.consents import TIERS, consent_text
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Consent
from percutis.web.records.selectors.consultations import open_course, standing_consents
from percutis.web.records.services.consents import record_consent


@own
def give(request: PatientRequest, subject: str) -> HttpResponse:
    """The text, and the answer to it."""
    course = open_course(request.patient)
    plan = course.plan if course else None
    if subject not in dict(Consent.SUBJECTS) or (subject == "procedure" and plan is None):
        raise Http404
    text = consent_text(patient=request.patient, plan=plan, subject=subject, language=request.LANGUAGE_CODE)
    problem = ""
    if request.method == "POST" and request.POST.get("state") in dict(Consent.STATES):
        try:
            record_consent(
                patient=request.patient,
                subject=subject,
                state=request.POST["state"],
                text=text,
                plan=plan,
                tier=request.POST.get("tier", ""),
                signed_name=request.POST.get("signed_name", "")[:120],
                why=request.POST.get("why", "")[:400],
                by=request.actor,
                at=request.now,
            )
        except RefusedError as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Thank you. Your answer is with the clinic."))
            return redirect("patient:today")
    texts = texts_of(edition_of(request.clinic), request.LANGUAGE_CODE)
    context: dict[str, Any] = {
        "patient": request.patient,
        "clinic": request.clinic,
        "subject": subject,
        "text": text,
        "tiers": [(tier, label("consent_photographs", tier, texts, "patient")) for tier in TIERS],
        "problem": problem,
        "given": request.POST,
        "standing": standing_consents(request.patient).get(subject),
    }
    return render(request, "patient/consent.html", context, status=422 if problem else 200)
