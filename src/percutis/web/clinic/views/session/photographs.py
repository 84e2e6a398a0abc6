"""The photographs of a session: the same views every time, kept, or left out with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import BecauseForm
from percutis.web.clinic.presenters.photographs import view_name
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.selectors.photographs import (
    SEQUENCE,
    earlier_photographs,
    photographs_consent,
    session_photographs,
)
from percutis.web.records.services.photographs import keep_photograph
from percutis.web.records.services.sessions import skip_photographs


def screen(work: Work, *, problems: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    """The sequence, each view with what was kept today and the picture before."""
    session = work.session
    kept, earlier = session_photographs(session), earlier_photographs(session)
    consent = photographs_consent(session.patient)
    views: list[dict[str, Any]] = [
        {
            "view": view,
            "name": view_name(view),
            "kept": kept.get(view),
            "earlier": earlier.get(view),
            "problem": (problems or {}).get(view, ""),
        }
        for view in (*SEQUENCE, "close_up")
    ]
    context = {"views": views, "consent": consent, "because": BecauseForm(), "kept": kept}
    return shown(work, "photographs", context, status=status)


@require_POST
def keep(request: StaffRequest, session: int) -> HttpResponse:
    """Keep every picture that was sent; what is wrong with one stands beside it, and the others are kept."""
    work = work_on(request, session)
    problems: dict[str, str] = {}
    kept = 0
    for view, upload in request.FILES.items():
        try:
            keep_photograph(
                patient=work.session.patient,
                view=view,
                upload=upload,  # type: ignore[arg-type]
                session=work.session,
                by=request.actor,
                at=request.now,
            )
            kept += 1
        except InputError as refused:
            words = {"given": refused.problems[0].given, "allowed": refused.problems[0].allowed}
            problems[view] = _("Not kept: %(given)s. Wanted: %(allowed)s.") % words
        except RefusedError as refused:
            problems[view] = str(refused)
    if problems:
        return screen(work, problems=problems, status=422)
    if kept:
        messages.success(request, _("Kept."))
    else:
        messages.warning(request, _("No picture was chosen."))
    return to_step(work, "photographs")


@require_POST
def skip(request: StaffRequest, session: int) -> HttpResponse:
    """No photographs, or no more of them, with the reason."""
    work = work_on(request, session)
    skip_photographs(session=work.session, because=request.POST.get("because", ""), by=request.actor, at=request.now)
    return to_step(work, "gate")
