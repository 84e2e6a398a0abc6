"""The intake on a telephone: one question a screen, kept at every answer, looked through once, handed in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.interop.wording import label, labels
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.forms.intake import Screen, answered, choices, handed_in, others_of, screens
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import IntakeDraft
from percutis.web.records.selectors.consultations import current_intake, draft_of
from percutis.web.records.services.consultations import record_intake, save_draft
from percutis.web.ui.charts.face import face_chart

Said = dict[str, Any]


@own
def begin(request: PatientRequest) -> HttpResponse:
    """To the first screen, or back to where one stopped."""
    draft = draft_of(request.patient, "patient")
    place = (draft.said.get("_place") if draft else None) or "concerns"
    return redirect("patient:question", question=place)


def _said(draft: IntakeDraft | None, request: PatientRequest) -> Said:
    if draft is not None:
        return {key: value for key, value in draft.said.items() if key != "_place"}
    before = current_intake(request.patient)
    return before.said if before and before.source == "patient" else {}


@own
def question(request: PatientRequest, question: str) -> HttpResponse:
    """One screen: shown, or answered and the next one shown."""
    edition = edition_of(request.clinic)
    draft = draft_of(request.patient, "patient")
    said = _said(draft, request)
    found = screens(said, edition)
    screen = next((one for one in found if one.name == question), None)
    if screen is None:
        raise Http404
    if request.method == "POST":
        if screen.kind == "check":
            return _hand_in(request, said)
        said = answered(screen, request.POST, said, edition)
        following = _after(screen, screens(said, edition))
        kept = {**said, "_place": following}
        save_draft(patient=request.patient, source="patient", said=kept, by=request.actor, at=request.now)
        return redirect("patient:question", question=following)
    return _shown(request, screen, found, said)


def _after(screen: Screen, found: list[Screen]) -> str:
    names = [one.name for one in found]
    return names[min(names.index(screen.name) + 1, len(names) - 1)]


def _shown(request: PatientRequest, screen: Screen, found: list[Screen], said: Said, problem: str = "") -> HttpResponse:
    edition = edition_of(request.clinic)
    texts = texts_of(edition, request.LANGUAGE_CODE)
    place = found.index(screen)
    context: dict[str, Any] = {
        "patient": request.patient,
        "clinic": request.clinic,
        "screen": screen,
        "choices": choices(screen, said, edition, texts),
        "others": others_of(screen, said) if screen.kind == "group" else "",
        "before": found[place - 1].name if place else "",
        "place": place + 1,
        "count": len(found),
        "problem": problem,
    }
    if screen.kind == "where":
        picked = {zone for one in said.get("concerns", ()) for zone in one["zones"]}
        context["chart"] = face_chart({}, texts, title=_("Where?"), field="zones", picked=picked, register="patient")
    if screen.kind == "detail":
        code = screen.codes[0]
        context["name"] = label("finding", code, texts, "patient")
        context["answer"] = next((one for one in said.get("findings", ()) if one["finding"] == code), {})
        context["unit"] = edition.finding[code].unit
    if screen.kind == "skin":
        context["asked"] = texts.say(f"intake.{screen.codes[0]}", "patient")
    if screen.kind == "earliest":
        context["earliest"] = said.get("earliest", "")
    if screen.kind == "check":
        context["lines"] = _lines(said, texts)
    return render(request, "patient/intake.html", context, status=422 if problem else 200)


def _lines(said: Said, texts: Any) -> list[tuple[str, str]]:
    """Everything that was said, to be looked through once."""
    lines = [
        (label("concern", one["concern"], texts, "patient"), labels("zone", one["zones"], texts, "patient"))
        for one in said.get("concerns", ())
    ]
    for one in said.get("findings", ()):
        if one["status"] in ("active", "past"):
            when = str(one.get("last") or one.get("since") or "")
            status = label("status", one["status"], texts, "patient")
            words = ", ".join(filter(None, (status, when)))
            lines.append((label("finding", one["finding"], texts, "patient"), words))
    unknown = [one["finding"] for one in said.get("findings", ()) if one["status"] == "unknown"]
    if unknown:
        lines.append((_("Not sure, the clinic will ask"), labels("finding", unknown, texts, "patient")))
    return lines


def _hand_in(request: PatientRequest, said: Said) -> HttpResponse:
    edition = edition_of(request.clinic)
    try:
        record_intake(
            patient=request.patient,
            said=handed_in(said, edition),
            source="patient",
            by=request.actor,
            at=request.now,
        )
    except InputError as error:
        found = screens(said, edition)
        problem = "; ".join(problem.allowed for problem in error.problems)
        said_of = _("Something cannot be read yet: %(what)s") % {"what": problem}
        return _shown(request, found[-1], found, said, said_of)
    messages.success(request, _("Thank you. The clinic has your answers and will look at them with you."))
    return redirect("patient:today")
