"""The patient's papers as PDF: the whole treatment, before a visit, after one, and what was agreed to. No setting."""

from django.http import Http404, HttpResponse

from percutis.interop.handout import handout_pdf
from percutis.interop.sheets.sheet import sheet_pdf
from percutis.protocol.load import languages, load_texts
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.records.core.paper import consent_sheet, sender_of
from percutis.web.records.models import Consent
from percutis.web.records.selectors.portal import intake_behind, situation_of
from percutis.web.records.selectors.sheets import sheet_after, sheet_before
from percutis.web.records.selectors.today import next_number
from percutis.web.ui.files import pdf


@own
def whole(request: PatientRequest, language: str) -> HttpResponse:
    """The sheet of the whole treatment."""
    situation = situation_of(request.patient, request.now)
    if situation.course is None or situation.plan is None or language not in languages(situation.edition.id):
        raise Http404
    texts = load_texts(situation.edition.id, language)
    intake = intake_behind(situation.course, situation.edition)
    sender = sender_of(request.patient, language)
    return pdf(handout_pdf(situation.plan, intake, texts, situation.edition, sender), request.patient.number)


@own
def before(request: PatientRequest, language: str) -> HttpResponse:
    """What to prepare for the next visit."""
    situation = situation_of(request.patient, request.now)
    number = next_number(situation)
    if situation.course is None or number is None:
        raise Http404
    return pdf(sheet_pdf(sheet_before(situation.course, number, language)), f"{request.patient.number}-{number}")


@own
def after(request: PatientRequest, language: str) -> HttpResponse:
    """What to do and to leave after the last visit."""
    situation = situation_of(request.patient, request.now)
    if situation.followed is None:
        raise Http404
    return pdf(sheet_pdf(sheet_after(situation.followed.session, language)), request.patient.number)


@own
def consent(request: PatientRequest, subject: str) -> HttpResponse:
    """The newest answer to a subject, with the text as it was read."""
    rows = Consent.objects.filter(patient=request.patient, subject=subject)
    row = rows.select_related("patient__clinic", "clinic", "witness__user").order_by("-id").first()
    if row is None:
        raise Http404
    return pdf(sheet_pdf(consent_sheet(row)), f"{request.patient.number}-{subject}")
