"""The consultation: a screen a section, the verdict beside it, and the handing in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.answers import finding_rows, names_to_add, read_findings
from percutis.web.clinic.forms.concerns import ConcernForm, SkinForm, WishesForm, with_concern, without_concern
from percutis.web.clinic.presenters.consultation import body_chart, concern_lines, problems_by_finding
from percutis.web.clinic.presenters.verdict import VerdictView, verdict_view
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import assess_file, intake_file
from percutis.web.records.models import Intake, IntakeDraft, Patient
from percutis.web.records.selectors.consultations import (
    current_intake,
    draft_of,
    intake_devices,
    standing_overrides,
)
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consultations import record_assessment, record_intake, save_draft

Said = dict[str, Any]
SECTIONS = {
    "concerns": gettext_lazy("What and where"),
    "skin": gettext_lazy("Skin"),
    "health": gettext_lazy("Health"),
    "medicines": gettext_lazy("Medicines"),
    "allergies": gettext_lazy("Allergies"),
    "treatments": gettext_lazy("Treatments"),
    "habits": gettext_lazy("Sun and habits"),
    "wishes": gettext_lazy("Wishes"),
}
KINDS = {
    "health": "condition",
    "medicines": "medication",
    "allergies": "allergy",
    "treatments": "procedure",
    "habits": "exposure",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What one screen works on."""

    request: StaffRequest
    patient: Patient
    edition: Edition
    texts: Texts
    draft: IntakeDraft | None
    said: Said

    @property
    def version(self) -> int:
        """The version of the draft that the screen shows; 0 before there is one."""
        return self.draft.version if self.draft else 0


def _desk(request: StaffRequest, patient: UUID) -> Desk:
    found = get_patient(clinic=request.clinic, key=patient)
    edition = edition_of(request.clinic)
    draft, newest = draft_of(found), current_intake(found)
    said = draft.said if draft else _from_intake(newest)
    return Desk(request, found, edition, texts_of(edition), draft, said)


def _from_intake(intake: Intake | None) -> Said:
    """A draft that begins with what was handed in last, by the patient or by the staff."""
    if intake is None:
        return {}
    return {**intake.said, **({"weight_kg": intake.weight_kg} if intake.weight_kg else {})}


def overview(request: StaffRequest, patient: UUID) -> HttpResponse:
    """The first screen."""
    return redirect("clinic:consultation_section", clinic=request.clinic.slug, patient=patient, section="concerns")


def section(request: StaffRequest, patient: UUID, section: str) -> HttpResponse:
    """One screen: shown, or saved and the next one shown."""
    if section not in SECTIONS:
        raise Http404
    desk = _desk(request, patient)
    if request.method == "POST":
        return _saved(desk, section)
    return _screen(desk, section)


def _saved(desk: Desk, section: str, status: int = 200) -> HttpResponse:
    form = _form(desk, section, desk.request.POST)
    if form is not None and not form.is_valid():
        return _panel(desk) if _is_partial(desk) else _screen(desk, section, form=form, status=422)
    said = _answered(desk, section, form)
    try:
        draft = save_draft(
            patient=desk.patient,
            source="staff",
            said=said,
            version=int(desk.request.POST.get("version") or 0) or None,
            by=desk.request.actor,
            at=desk.request.now,
        )
    except RefusedError as refused:
        messages.error(desk.request, str(refused))
        return _screen(desk, section, status=409)
    desk = Desk(desk.request, desk.patient, desk.edition, desk.texts, draft, said)
    if _is_partial(desk):
        return _panel(desk)
    if section in KINDS and _problems(desk):
        rows = problems_by_finding(_problems(desk), desk.said)
        if any(edition_kind(desk, code) == KINDS[section] for code in rows):
            return _screen(desk, section, status=422)
    return redirect(_after(desk, section))


def edition_kind(desk: Desk, code: str) -> str:
    """Which kind of finding a code is; nothing for what is none."""
    kind = desk.edition.finding.get(code)
    return kind.kind if kind else ""


def _is_partial(desk: Desk) -> bool:
    return bool(getattr(desk.request, "htmx", False)) and "save" not in desk.request.POST


def _after(desk: Desk, section: str) -> str:
    """The same screen after adding something, else the next, else the summing up."""
    names = list(SECTIONS)
    stay = desk.request.POST.get("save") in ("stay", "remove") or bool(desk.request.POST.get("add"))
    place = names.index(section) + (0 if stay else 1)
    kwargs = {"clinic": desk.request.clinic.slug, "patient": desk.patient.key}
    if place == len(names):
        return reverse("clinic:consultation_finish", kwargs=kwargs)
    return reverse("clinic:consultation_section", kwargs={**kwargs, "section": names[place]})


def _form(desk: Desk, section: str, data: Any = None) -> Any:
    """The form of a screen; the health screens have rows instead."""
    given = (desk.edition, desk.texts, data)
    if section == "concerns":
        if data is not None and ("remove" in data or not data.get("concern")):
            return None
        editing = desk.request.GET.get("edit", "")
        found = next((one for one in desk.said.get("concerns", ()) if one["concern"] == editing), {})
        return ConcernForm(*given, initial=found)
    if section == "skin":
        typed = desk.said.get("skin_type", {})
        return SkinForm(*given, initial={"fitzpatrick": typed.get("fitzpatrick", ""), **typed.get("answers", {})})
    return WishesForm(*given, initial=desk.said) if section == "wishes" else None


def _answered(desk: Desk, section: str, form: Any) -> Said:
    """The draft with what this screen says."""
    post = desk.request.POST
    if section in KINDS:
        return read_findings(post, desk.said, desk.edition, (KINDS[section],))
    if section == "concerns":
        if name := post.get("remove"):
            return without_concern(desk.said, name)
        return with_concern(desk.said, form.as_said(), post.get("before", "")) if form else desk.said
    return form.as_said(desk.said)


def _screen(desk: Desk, section: str, *, form: Any = None, status: int = 200) -> HttpResponse:
    problems = _problems(desk)
    context: dict[str, Any] = {
        "patient": desk.patient,
        "section": section,
        "sections": SECTIONS,
        "heading": SECTIONS[section],
        "version": desk.version,
        "form": form if form is not None else _form(desk, section),
        **_verdict(desk, problems),
    }
    if section in KINDS:
        theirs = draft_of(desk.patient, "patient")
        context["rows"] = finding_rows(
            desk.said,
            desk.edition,
            desk.texts,
            (KINDS[section],),
            from_patient=theirs.said if theirs else _of_patient(desk.patient),
            problems=problems_by_finding(problems, desk.said),
        )
        context["names"] = names_to_add(desk.edition, desk.texts, (KINDS[section],))
        context["zones"] = [zone.id for zone in desk.edition.zones if zone.group != "never"]
    if section == "concerns":
        context["lines"] = concern_lines(desk.said, desk.texts)
        shown = context["form"]
        picked = shown.data.getlist("zones") if shown is not None and shown.is_bound else _zones_of(desk)
        context["chart"] = body_chart(desk.said, desk.texts, picked)
        context["editing"] = desk.request.GET.get("edit", "")
    return render(desk.request, f"clinic/consultation/{_template(section)}.html", context, status=status)


def _zones_of(desk: Desk) -> list[str]:
    """The zones of the concern that is being changed."""
    editing = desk.request.GET.get("edit", "")
    return next((one["zones"] for one in desk.said.get("concerns", ()) if one["concern"] == editing), [])


def _template(section: str) -> str:
    return "findings" if section in KINDS else section


def _of_patient(patient: Patient) -> Said:
    """What the patient handed in from home, newest first."""
    theirs = patient.intakes.filter(source="patient").order_by("-version").first()
    return theirs.said if theirs else {}


def _panel(desk: Desk) -> HttpResponse:
    """Only the verdict, for a page that has changed an answer."""
    context = {"patient": desk.patient, "version": desk.version, "is_partial": True, **_verdict(desk, _problems(desk))}
    return render(desk.request, "clinic/consultation/_verdict.html", context)


def _preview(desk: Desk) -> Said:
    """The draft as a whole intake file."""
    said = {key: value for key, value in desk.said.items() if key != "weight_kg"}
    row = Intake(
        clinic=desk.request.clinic,
        at=desk.request.now,
        patient=desk.patient,
        version=1,
        weight_kg=desk.said.get("weight_kg"),
        said=said,
    )
    return intake_file(
        row,
        on=desk.request.today,
        operator=desk.request.membership,
        devices=intake_devices(desk.request.clinic),
        overrides=standing_overrides(desk.patient),
    )


def _problems(desk: Desk) -> InputError | None:
    try:
        assess_file(_preview(desk), desk.edition, desk.request.today)
    except InputError as error:
        return error
    return None


def _verdict(desk: Desk, problems: InputError | None) -> dict[str, Any]:
    """The verdict of the draft as it stands, or what keeps the core from giving one."""
    slug = desk.request.clinic.slug
    found: dict[str, Any] = {
        "protocol_url": f"/{slug}/protocol/entry/",
        "override_url": f"/{slug}/patients/{desk.patient.key}/override/" if Right.DECIDE in desk.request.rights else "",
    }
    if problems is not None:
        return {**found, "problems": problems.problems, "verdict": None}
    answer = assess_file(_preview(desk), desk.edition, desk.request.today)
    view: VerdictView = verdict_view(answer, desk.texts, desk.edition, desk.patient)
    return {**found, "verdict": view, "problems": ()}


def finish(request: StaffRequest, patient: UUID) -> HttpResponse:
    """The summing up: everything said, the verdict, and the handing in."""
    desk = _desk(request, patient)
    newest = current_intake(desk.patient)
    problems = _problems(desk)
    refusal = ""
    if request.method == "POST" and problems is None:
        said = {key: value for key, value in desk.said.items() if key != "weight_kg"}
        try:
            intake = record_intake(
                patient=desk.patient,
                said=said,
                source="staff",
                weight_kg=desk.said.get("weight_kg"),
                why=request.POST.get("why", "").strip(),
                by=request.actor,
                at=request.now,
            )
        except RefusedError as refused:
            refusal = str(refused)
        else:
            record_assessment(intake=intake, by=request.actor, at=request.now)
            messages.success(request, _("The consultation is on record."))
            return redirect("clinic:plan_new", clinic=request.clinic.slug, patient=patient)
    context = {
        "patient": desk.patient,
        "section": "finish",
        "sections": SECTIONS,
        "lines": concern_lines(desk.said, desk.texts),
        "asks_why": newest is not None and newest.source == "staff",
        "is_changed": desk.draft is not None,
        "refusal": refusal,
        **_verdict(desk, problems),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "clinic/consultation/finish.html", context, status=status)


@require_POST
def discard(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Back to what is on record."""
    desk = _desk(request, patient)
    if desk.draft:
        desk.draft.delete()
    messages.success(request, _("The changes that were not handed in are gone."))
    return redirect("clinic:consultation", clinic=request.clinic.slug, patient=patient)
