"""What goes out of a plan to the patient: the sheet as PDF, and the course for a telephone's calendar. No setting."""

from uuid import UUID

from django.http import Http404, HttpResponse

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.calendar import course_calendar
from percutis.interop.handout import handout_pdf
from percutis.protocol.load import languages, load_texts
from percutis.web.accounts.entry import StaffRequest
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.core.paper import sender_of
from percutis.web.records.models import Plan as PlanRow
from percutis.web.records.selectors.consultations import get_plan
from percutis.web.records.selectors.people import get_patient


def handout(request: StaffRequest, patient: UUID, plan: int, language: str) -> HttpResponse:
    """The patient's sheet."""
    row, answer, texts, edition = _answer(request, patient, plan, language)
    sender = sender_of(row.patient, language)
    pdf = handout_pdf(answer, read_asked(row.asked, edition, row.on), texts, edition, sender)
    return _file(pdf, "application/pdf", f'inline; filename="{row.patient.number}-{language}.pdf"')


def calendar(request: StaffRequest, patient: UUID, plan: int, language: str) -> HttpResponse:
    """The course, without a name."""
    row, answer, texts, _edition = _answer(request, patient, plan, language)
    content = course_calendar(answer, texts, str(row.patient.key))
    return _file(content, "text/calendar", f'attachment; filename="{row.patient.number}-{language}.ics"')


def _answer(request: StaffRequest, patient: UUID, plan: int, language: str) -> tuple[PlanRow, Plan, Texts, Edition]:
    row = get_plan(patient=get_patient(clinic=request.clinic, key=patient), pk=plan)
    edition = edition_of(request.clinic, row.edition)
    if language not in languages(edition.id):
        raise Http404
    return row, plan_file(row.asked, edition, row.on), load_texts(edition.id, language), edition


def _file(content: bytes | str, kind: str, disposition: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
