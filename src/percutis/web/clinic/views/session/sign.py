"""The signature: what is missing by name, then the operator's password. Or the session is given up before it starts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.left import LeftForm
from percutis.web.clinic.forms.signing import SigningForm
from percutis.web.clinic.presenters.events import incident_rows
from percutis.web.clinic.presenters.session.steps import STEPS, step_url
from percutis.web.clinic.presenters.session.summary import summary_of
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.models import Photo
from percutis.web.records.selectors.sessions import left_zones, settings_to_use, untreated_zones, what_is_missing
from percutis.web.records.services.abandoning import abandon_session
from percutis.web.records.services.left import leave_zone
from percutis.web.records.services.sessions import sign_session
from percutis.web.ui.asked import whole_number


def screen(
    work: Work, *, form: SigningForm | None = None, left: list[LeftForm] | None = None, status: int = 200
) -> HttpResponse:
    """What stands on record, what is missing, and the signature."""
    session = work.session
    missing = [(step_url(session, step), STEPS[step], name) for step, name in what_is_missing(session)]
    is_mine = session.operator_id == work.request.membership.pk
    may_sign = work.may_write and is_mine and not missing and session.signed is None
    context = {
        "summary": summary_of(session, work.texts),
        "missing": missing,
        "left": (left or _left(work)) if work.may_write and session.ended and session.signed is None else [],
        "is_mine": is_mine,
        "form": (form or SigningForm(work.request.membership.user)) if may_sign else None,
        "uses": list(session.cartridges.select_related("cartridge").order_by("id")),
        "products": list(session.products.select_related("product").order_by("id")),
        "pictures": Photo.objects.filter(session=session).count(),
        "incidents": incident_rows(session, work.texts),
    }
    return shown(work, "sign", context, status=status)


def _left(work: Work, data: Any = None) -> list[LeftForm]:
    """A form for each planned zone that was not treated and has no reason yet."""
    known, let = left_zones(work.session), {(one["zone"], one["concern"]) for one in settings_to_use(work.session)}
    return [
        LeftForm(key, work.texts, data, is_out=key not in let)
        for key in untreated_zones(work.session)
        if key not in known
    ]


@require_POST
def left(request: StaffRequest, session: int) -> HttpResponse:
    """Why planned zones were left untreated."""
    work = work_on(request, session)
    forms = _left(work, request.POST)
    if [form for form in forms if not form.is_valid()]:
        return screen(work, left=forms, status=422)
    for form in forms:
        leave_zone(session=work.session, by=request.actor, at=request.now, **form.as_left())
    messages.success(request, _("It is on record why."))
    return to_step(work, "sign")


@require_POST
def sign(request: StaffRequest, session: int) -> HttpResponse:
    """Sign with the password."""
    work = work_on(request, session)
    form = SigningForm(request.membership.user, request.POST)
    if not form.is_valid():
        return screen(work, form=form, status=422)
    try:
        sign_session(session=work.session, by=request.actor, at=request.now)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return screen(work, form=form, status=409)
    messages.success(request, _("The session is signed."))
    return to_step(work, "sign")


@require_POST
def abandon(request: StaffRequest, session: int) -> HttpResponse:
    """The session does not take place."""
    work = work_on(request, session)
    abandon_session(
        session=work.session,
        because=request.POST.get("because", ""),
        sealed={whole_number(pk) for pk in request.POST.getlist("sealed")},
        by=request.actor,
        at=request.now,
    )
    messages.success(request, _("The session does not take place; its visit is free again."))
    return redirect("clinic:patient", clinic=request.clinic.slug, patient=work.session.patient.key)
