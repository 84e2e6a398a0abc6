"""Consent at the clinic: the text in the patient's language, the patient's answer, and the print of what was signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from percutis.interop.sheets.sheet import sheet_pdf
from percutis.protocol.load import languages
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.consents import AgreeForm, RefuseForm
from percutis.web.records.core.consents import consent_text
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.paper import consent_sheet
from percutis.web.records.models import Consent
from percutis.web.records.selectors.consultations import open_course, standing_consents
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consents import record_consent
from percutis.web.ui.files import pdf

SUBJECTS = {
    "procedure": gettext_lazy("Consent to the treatment"),
    "photographs": gettext_lazy("Consent to photographs"),
}


def give(request: StaffRequest, patient: UUID, subject: str) -> HttpResponse:
    """The text, in the patient's language unless another is asked for, and the answer to it."""
    found = get_patient(clinic=request.clinic, key=patient)
    course, standing = open_course(found), standing_consents(found).get(subject)
    plan = course.plan if course else standing.plan if standing and standing.state == "signed" else None
    language = request.GET.get("language") or found.language
    edition = edition_of(request.clinic, plan.edition if plan else None)
    if subject not in SUBJECTS or language not in languages(edition.id):
        raise Http404
    if subject == "procedure" and plan is None:
        messages.warning(request, _("There is no signed plan yet that one could agree to."))
        return redirect("clinic:patient", clinic=request.clinic.slug, patient=patient)
    text = consent_text(patient=found, plan=plan, subject=subject, language=language)
    state = request.POST.get("state", "")
    agree = AgreeForm(text, texts_of(edition, language), request.POST if state == "signed" else None)
    refuse = RefuseForm(text, request.POST if state in ("declined", "withdrawn") else None)
    form = agree if agree.is_bound else refuse
    if form.is_valid():
        given: dict[str, Any] = {name: answer for name, answer in form.cleaned_data.items() if name != "version"}
        given |= {"patient": found, "subject": subject, "text": text, "plan": plan, "witness": request.membership}
        try:
            row = record_consent(state=state, **given, by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return _answered(request, row)
    context = {
        "patient": found,
        "text": text,
        "direction_of_text": "rtl" if language == "ur" else "ltr",
        "subject": subject,
        "heading": SUBJECTS[subject],
        "agree": agree,
        "refuse": refuse,
        "standing": standing,
        "languages": [code for code in languages(edition.id) if code != language],
    }
    return render(request, "clinic/consent/give.html", context, status=422 if form.errors else 200)


def _answered(request: StaffRequest, row: Consent) -> HttpResponse:
    """What was just signed, and nothing else of the record: the tablet is still in the patient's hands."""
    messages.success(request, _("The answer is on record. Take the tablet back before you go on."))
    return redirect("clinic:consent_given", clinic=request.clinic.slug, patient=row.patient.key, consent=row.pk)


def show(request: StaffRequest, patient: UUID, consent: int) -> HttpResponse:
    """What was signed, exactly as it was read."""
    row = _given(request, patient, consent)
    context = {"patient": row.patient, "row": row, "direction_of_text": "rtl" if row.language == "ur" else "ltr"}
    return render(request, "clinic/consent/show.html", context)


def sheet(request: StaffRequest, patient: UUID, consent: int) -> HttpResponse:
    """The same on paper."""
    row = _given(request, patient, consent)
    return pdf(sheet_pdf(consent_sheet(row)), f"{row.patient.number}-{row.subject}")


def _given(request: StaffRequest, patient: UUID, consent: int) -> Consent:
    found = get_patient(clinic=request.clinic, key=patient)
    row = found.consents.select_related("patient__clinic", "clinic", "witness__user").filter(pk=consent).first()
    if row is None:
        raise Http404
    return row
