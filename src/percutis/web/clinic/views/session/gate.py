"""The gate: asked, read, and passed through."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.session.gate import gate_view
from percutis.web.clinic.presenters.session.steps import step_url
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.services.sessions import check_gate, start_session

SHOWN = 5


def screen(work: Work, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """The newest passing of the gate, and whether the session may start on it."""
    session = work.session
    checks = list(session.gates.select_related("by__user")[:SHOWN])
    newest = checks[0] if checks else None
    stands = newest is not None and session.gate_id == newest.pk
    may_choose = Right.DECIDE in work.request.rights
    context = {
        "view": gate_view(newest, session, work.edition, work.texts) if newest else None,
        "stands": stands,
        "is_changed": newest is not None and not stands and newest.verdict != "stop",
        "earlier": checks[1:],
        "refusal": refusal,
        "override_url": f"/{session.clinic.slug}/patients/{session.patient.key}/override/" if may_choose else "",
        "override_next": step_url(session, "gate"),
    }
    return shown(work, "gate", context, status=status)


@require_POST
def check(request: StaffRequest, session: int) -> HttpResponse:
    """Ask the core now."""
    work = work_on(request, session)
    try:
        check_gate(session=work.session, by=request.actor, at=request.now)
    except InputError as refused:
        return screen(work, refusal=str(refused), status=422)
    except RefusedError as refused:
        return screen(work, refusal=str(refused), status=409)
    return to_step(work, "gate")


@require_POST
def start(request: StaffRequest, session: int) -> HttpResponse:
    """The first pass may be made."""
    work = work_on(request, session)
    try:
        start_session(session=work.session, by=request.actor, at=request.now)
    except RefusedError as refused:
        return screen(work, refusal=str(refused), status=409)
    messages.success(request, _("The session has started."))
    return to_step(work, "treat")
