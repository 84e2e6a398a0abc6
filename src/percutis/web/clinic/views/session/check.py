"""The check: today's questions, the numbing cream with its clock, what is put on, device and cartridge."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.session import PLACES, CartridgeForm, CheckForm, initial_of
from percutis.web.clinic.forms.today import Finding, names_to_type, read_today, today_rows
from percutis.web.clinic.presenters.session.check import clock_view, cream_view
from percutis.web.clinic.views.session.cartridges import stock_for, take_cartridge
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.models import Device
from percutis.web.records.selectors.consultations import current_intake
from percutis.web.records.selectors.sessions import plan_for
from percutis.web.records.services.sessions import save_facts, start_numbing, stop_numbing
from percutis.web.ui.asked import whole_number


def screen(
    work: Work,
    *,
    form: CheckForm | None = None,
    findings: list[Finding] | None = None,
    tray: CartridgeForm | None = None,
    problems: InputError | None = None,
    version: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen, with what is saved or with what was typed; `version` is what was last seen of the session."""
    session, request = work.session, work.request
    intake = current_intake(session.patient)
    said = session.facts.get("findings", []) if findings is None else findings
    context = {
        "form": form or _form(work),
        "tray": tray or CartridgeForm(stock_for(session, request.today)),
        "version": version or request.POST.get("version") or session.version,
        "rows": today_rows(
            said,
            work.edition,
            work.texts,
            consultation=intake.said.get("findings", ()) if intake else (),
            problems=_by_finding(problems, said),
        ),
        "names_to_type": names_to_type(work.edition, work.texts),
        "zones": [zone.id for zone in work.edition.zones if zone.group != "never"],
        "clock": clock_view(session, plan_for(session), work.texts, request.now),
        "cream": cream_view(session, work.edition, work.texts, request.now),
        "uses": list(session.cartridges.select_related("cartridge").order_by("id")),
    }
    return shown(work, "check", context, status=status)


def _form(work: Work, data: Any = None) -> CheckForm:
    session = work.session
    operators = Membership.objects.filter(clinic=session.clinic, is_active=True).select_related("user")
    able = [one for one in operators.order_by("user__name") if Right.TREAT in one.rights_on(work.request.today)]
    devices = list(Device.objects.filter(clinic=session.clinic, retired__isnull=True).order_by("label"))
    initial = initial_of(session.facts, session.operator_id, session.device_id)
    return CheckForm(work.edition, work.texts, able, devices, data, initial=initial)


@require_POST
def save(request: StaffRequest, session: int) -> HttpResponse:
    """Save what was said, and do what the button says: go on, start or stop the clock, take a cartridge."""
    work = work_on(request, session)
    form = _form(work, request.POST)
    findings = read_today(request.POST, work.edition)
    tray = CartridgeForm(stock_for(work.session, request.today), request.POST)
    if not form.is_valid():
        return screen(work, form=form, findings=findings, tray=tray, status=422)
    try:
        row = save_facts(
            session=work.session,
            facts=form.as_facts(findings),
            device=Device.objects.filter(clinic=request.clinic, pk=form.cleaned_data["device"] or 0).first(),
            operator=Membership.objects.filter(clinic=request.clinic, pk=form.cleaned_data["operator"]).first(),
            version=whole_number(request.POST.get("version")),
            by=request.actor,
            at=request.now,
        )
    except InputError as refused:
        _add_problems(form, refused)
        return screen(work, form=form, findings=findings, tray=tray, problems=refused, status=422)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return screen(work, form=form, findings=findings, tray=tray, status=409)
    return _then(Work(request, row, work.edition, work.texts), tray)


def _add_problems(form: CheckForm, refused: InputError) -> None:
    for problem in refused.problems:
        sentence = _("Given: %(given)s. Allowed: %(allowed)s.") % {"given": problem.given, "allowed": problem.allowed}
        field = PLACES.get(problem.place)
        if not problem.place.startswith("findings"):
            form.add_error(field, sentence if field else f"{problem.place}: {sentence}")


def _by_finding(refused: InputError | None, findings: list[Finding]) -> dict[str, list[str]]:
    """What is wrong with each of today's answers, by the code of the finding."""
    found: dict[str, list[str]] = {}
    for problem in refused.problems if refused else ():
        place = re.match(r"findings\[(\d+)\]", problem.place)
        if place and int(place[1]) < len(findings):
            words = _("allowed: %(allowed)s") % {"allowed": problem.allowed}
            found.setdefault(findings[int(place[1])]["finding"], []).append(words)
    return found


def _then(work: Work, tray: CartridgeForm) -> HttpResponse:
    """What the button asked for beside saving."""
    wish = work.request.POST.get("do", "save")
    anchor, said = "", _("Saved.")
    if wish in ("start_clock", "stop_clock"):
        anchor = "#numbing"
        said = _("The clock of the cream runs.") if wish == "start_clock" else _("The clock of the cream has stopped.")
        turn = start_numbing if wish == "start_clock" else stop_numbing
        try:
            turn(session=work.session, by=work.request.actor, at=work.request.now)
        except RefusedError as refused:
            messages.error(work.request, str(refused))
            return to_step(work, "check", anchor)
    if wish == "cartridge" or work.request.POST.get("scan", "").strip():
        anchor, said = "#device", _("The cartridge is on the tray, and belongs to this session alone.")
        if take_cartridge(work, tray) is None:
            return screen(work, tray=tray, version=work.session.version, status=409)
    if wish == "next":
        return to_step(work, "photographs")
    messages.success(work.request, said)
    return to_step(work, "check", anchor)
