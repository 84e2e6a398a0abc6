"""The screens of a consultation: shown, checked, saved, and the next one shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from percutis.domain.errors import InputError
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.answers import finding_named, read_findings
from percutis.web.clinic.forms.concerns import ConcernForm, concern_at, with_concern, without_concern
from percutis.web.clinic.forms.places import add_problems_below
from percutis.web.clinic.forms.said import SkinForm, WhoForm, WishesForm
from percutis.web.clinic.presenters.consultation import body_chart, concern_lines, who_lines
from percutis.web.clinic.presenters.findings import finding_rows, names_to_add
from percutis.web.clinic.presenters.sections import KINDS, SECTIONS, section_url
from percutis.web.clinic.presenters.unreadable import problems_by_finding
from percutis.web.clinic.views.consulting import Desk, panel, saved, screen
from percutis.web.records.selectors.consultations import intake_devices


def one_form(desk: Desk, name: str) -> HttpResponse:
    """A screen that is one form."""
    form = _form_of(desk, name)
    if desk.request.method != "POST":
        return _form_screen(desk, name, form)
    if form.is_valid():
        said = form.as_said(desk.said)
        add_problems_below(form, desk.with_said(said).problems, form.PLACES)
    if form.errors:
        return panel(desk) if desk.is_partial else _form_screen(desk, name, form, status=422)
    try:
        desk = saved(desk, said)
    except RefusedError as refused:
        return panel(desk, refused) if desk.is_partial else _form_screen(desk, name, form, refused, status=409)
    return panel(desk) if desk.is_partial else redirect(_after(desk, name))


def _form_of(desk: Desk, name: str) -> Any:
    data = desk.request.POST if desk.request.method == "POST" else None
    if name == "who":
        return WhoForm(desk.members, desk.operator, desk.said, data)
    return {"skin": SkinForm, "wishes": WishesForm}[name](desk.edition, desk.texts, desk.said, data)


def _form_screen(
    desk: Desk, name: str, form: Any, refused: RefusedError | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "refused": refused}
    if name == "who":
        context |= {"members": who_lines(form, desk.members, desk.request.today, desk.texts)}
        context |= {"clinic": desk.request.clinic, "devices": intake_devices(desk.request.clinic)}
    return screen(desk, name, name, context, status)


def concerns(desk: Desk) -> HttpResponse:
    """What is to be treated: a list, and a form for one more or for the one that is changed."""
    post, place = desk.request.POST, desk.request.GET.get("edit", "")
    if desk.request.method != "POST":
        return _concerns_screen(
            desk, place, ConcernForm(desk.edition, desk.texts, initial=concern_at(desk.said, place))
        )
    if "remove" in post:
        said, form = without_concern(desk.said, post["remove"]), None
    else:
        form = ConcernForm(desk.edition, desk.texts, post)
        said = with_concern(desk.said, form.as_said(), place) if form.is_valid() else desk.said
        at = place if concern_at(desk.said, place) else str(len(desk.said.get("concerns", ())))
        add_problems_below(form, desk.with_said(said).problems, {f"concerns[{at}]": "concern"})
    if form and form.errors:
        return _concerns_screen(desk, place, form, status=422)
    try:
        saved(desk, said)
    except RefusedError as refused:
        form = form or ConcernForm(desk.edition, desk.texts)
        return _concerns_screen(desk, place, form, refused, status=409)
    return redirect(section_url(desk.patient, "concerns"))


def _concerns_screen(
    desk: Desk, place: str, form: ConcernForm, refused: RefusedError | None = None, status: int = 200
) -> HttpResponse:
    picked = desk.request.POST.getlist("zones") if form.is_bound else form.initial.get("zones", ())
    context = {
        "form": form,
        "refused": refused,
        "lines": concern_lines(desk.said, desk.texts),
        "chart": body_chart(desk.said, desk.texts, picked),
        "is_editing": bool(concern_at(desk.said, place)),
    }
    return screen(desk, "concerns", "concerns", context, status)


def findings(desk: Desk, name: str) -> HttpResponse:
    """The questions of one kind, with a way to name one that is not asked."""
    if desk.request.method != "POST":
        return _findings_screen(desk, name)
    named, kinds = desk.request.POST.get("add", "").strip(), (KINDS[name],)
    added = finding_named(named, desk.edition, kinds, desk.texts)
    said = read_findings(desk.request.POST, desk.said, desk.edition, kinds, desk.texts)
    try:
        desk = saved(desk, said)
    except RefusedError as refused:
        ours = desk.with_said(said)
        return panel(desk, refused) if desk.is_partial else _findings_screen(ours, name, named, refused, status=409)
    if desk.is_partial:
        return panel(desk)
    if (named and not added) or _faulty(desk, kinds):
        return _findings_screen(desk, name, named if not added else "", status=422)
    return redirect(section_url(desk.patient, name, added) if added else _after(desk, name))


def _faulty(desk: Desk, kinds: tuple[str, ...]) -> dict[str, list[str]]:
    """What cannot be read of the answers of this screen."""
    found = problems_by_finding(InputError(desk.problems), desk.said)
    known = desk.edition.finding
    return {code: problems for code, problems in found.items() if code in known and known[code].kind in kinds}


def _findings_screen(
    desk: Desk, name: str, named: str = "", refused: RefusedError | None = None, status: int = 200
) -> HttpResponse:
    kinds = (KINDS[name],)
    context = {
        "refused": refused,
        "named": named,
        "rows": finding_rows(
            desk.said,
            desk.edition,
            desk.texts,
            kinds,
            from_patient=desk.consultation.theirs,
            needs=desk.needs,
            problems=_faulty(desk, kinds),
        ),
        "names": names_to_add(desk.edition, desk.texts, kinds),
        "zones": [zone.id for zone in desk.edition.zones if zone.group != "never"],
        "asked_zones": list(dict.fromkeys(z for one in desk.said.get("concerns", ()) for z in one.get("zones", ()))),
    }
    return screen(desk, name, "findings", context, status)


def _after(desk: Desk, name: str) -> str:
    """The next screen, or the same one where somebody only saved."""
    names = [*SECTIONS, "finish"]
    return section_url(desk.patient, name if desk.request.POST.get("save") == "stay" else names[names.index(name) + 1])
