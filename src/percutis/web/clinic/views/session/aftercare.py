"""Aftercare from the session's real end: shown in the patient's language, printed, and given."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.interop.sheets.sheet import sheet_pdf
from percutis.protocol.load import languages, load_texts
from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.session.aftercare import aftercare_view
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.core.sessions import aftercare_file, sun_after
from percutis.web.records.selectors.sessions import get_session, session_file_as_given
from percutis.web.records.selectors.sheets import sheet_after
from percutis.web.records.services.sessions import give_aftercare
from percutis.web.ui.files import pdf


def _view(work: Work, language: str) -> Any:
    file = session_file_as_given(work.session)
    answer, days = aftercare_file(file, work.edition), sun_after(file, work.edition)
    return aftercare_view(answer, days, load_texts(work.edition.id, language), now=work.request.now)


def screen(work: Work) -> HttpResponse:
    """What the patient does and leaves, with the products, the clocks and the sun of the next days."""
    language = work.request.GET.get("language", work.session.patient.language)
    known = languages(work.edition.id)
    if language not in known:
        raise Http404
    with translation.override(language):
        words = {"view": _view(work, language)}
        told, beside = (render_to_string(f"clinic/session/{part}.html", words) for part in ("_aftercare", "_beside"))
    waiting = work.session.patient.messages.filter(about__session=work.session.pk, state="waiting")
    context = {
        "told": told,
        "beside": beside,
        "shown_in": language,
        "shown_direction": "rtl" if language == "ur" else "ltr",
        "languages": known,
        "messages_due": waiting.count(),
    }
    return shown(work, "aftercare", context)


def sheet(request: StaffRequest, session: int, language: str) -> HttpResponse:
    """The sheet that the patient takes home, in one language; it holds no setting."""
    row = get_session(clinic=request.clinic, pk=session)
    return pdf(sheet_pdf(sheet_after(row, language)), f"{row.patient.number}-{row.number}-{language}")


@require_POST
def give(request: StaffRequest, session: int) -> HttpResponse:
    """The patient has been told, and has the sheet."""
    work = work_on(request, session)
    give_aftercare(session=work.session, by=request.actor, at=request.now)
    messages.success(request, _("Aftercare is on record as given."))
    return to_step(work, "sign")
