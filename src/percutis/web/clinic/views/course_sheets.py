"""What goes out of a course on paper: the sheet to prepare a visit with, and the summary of a closed course."""

from django.http import Http404, HttpResponse

from percutis.interop.sheets.sheet import sheet_pdf
from percutis.web.accounts.entry import StaffRequest
from percutis.web.records.core.paper import summary_sheet
from percutis.web.records.selectors.courses import get_course
from percutis.web.records.selectors.sheets import sheet_before
from percutis.web.ui.files import pdf


def before(request: StaffRequest, course: int, number: int, language: str) -> HttpResponse:
    """What the patient prepares one session with, in one language; it holds no setting."""
    row = get_course(clinic=request.clinic, pk=course)
    return pdf(sheet_pdf(sheet_before(row, number, language)), f"{row.patient.number}-{number}-{language}")


def summary(request: StaffRequest, course: int) -> HttpResponse:
    """The summary as it was kept, for the staff."""
    row = get_course(clinic=request.clinic, pk=course)
    if row.closed is None:
        raise Http404
    return pdf(sheet_pdf(summary_sheet(row)), f"{row.patient.number}-summary")
