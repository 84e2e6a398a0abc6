"""The intake on a telephone: one question a screen, kept at every answer, looked through once, handed in.

Once the clinic has taken the consultation its record holds; the patient reads here what stands there, and calls when
something has changed.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.forms.intake import answered, day_problem, handed_in
from percutis.web.patient.forms.screens import TOLD, Said, Screen, screens
from percutis.web.patient.presenters.frame import frame_of, your_sides
from percutis.web.patient.presenters.intake import part_names, question
from percutis.web.patient.presenters.said import said_lines
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import IntakeDraft
from percutis.web.records.selectors.consultations import current_intake, draft_of
from percutis.web.records.services.consultations import record_intake, save_draft
from percutis.web.ui.charts.face import face_chart

PLACE = "_place"


@own
def begin(request: PatientRequest) -> HttpResponse:
    """To the first screen, or back to where one stopped; or what the clinic has."""
    draft, newest = draft_of(request.patient, "patient"), current_intake(request.patient)
    if newest is not None and (draft is None or newest.source != "patient"):
        edition = edition_of(request.clinic)
        lines = said_lines(newest.said, [], texts_of(edition, request.LANGUAGE_CODE))
        context = {**frame_of(request), "lines": lines, "handed_in": newest.at, "may_change": _may_change(request)}
        return render(request, "patient/handed_in.html", context)
    return redirect("patient:question", question=(draft.said.get(PLACE) if draft else None) or "concerns")


def _may_change(request: PatientRequest) -> bool:
    """Whether the patient still answers for themselves: the clinic has not taken the consultation yet."""
    newest = current_intake(request.patient)
    return newest is None or newest.source == "patient"


def _said(draft: IntakeDraft | None, request: PatientRequest) -> Said:
    if draft is not None:
        return {key: value for key, value in draft.said.items() if key != PLACE}
    before = current_intake(request.patient)
    if before is None or before.source != "patient":
        return {}
    return {**before.said, TOLD: [one["finding"] for one in before.said.get("findings", ())]}


@own
def screen(request: PatientRequest, question: str) -> HttpResponse:
    """One screen: shown, or answered and the next one shown."""
    if not _may_change(request):
        return redirect("patient:intake")
    edition = edition_of(request.clinic)
    said = _said(draft_of(request.patient, "patient"), request)
    found = screens(said, edition)
    here = next((one for one in found if one.name == question), None)
    if here is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, here, found, said)
    if here.kind == "check":
        return _hand_in(request, said)
    given = answered(here, request.POST, said, edition)
    if given is None:
        return _shown(request, here, found, said, _("Please choose an answer."))
    if problem := day_problem(here, request.POST, request.today):
        return _shown(request, here, found, given, problem)
    following = _after(here, screens(given, edition))
    kept = {**given, PLACE: following}
    save_draft(patient=request.patient, source="patient", said=kept, by=request.actor, at=request.now)
    return redirect("patient:question", question=following)


def _after(here: Screen, found: list[Screen]) -> str:
    names = [one.name for one in found]
    return names[min(names.index(here.name) + 1, len(names) - 1)]


def _shown(request: PatientRequest, here: Screen, found: list[Screen], said: Said, problem: str = "") -> HttpResponse:
    edition = edition_of(request.clinic)
    texts = texts_of(edition, request.LANGUAGE_CODE)
    place = found.index(here)
    context: dict[str, Any] = {
        **frame_of(request),
        "question": question(here, said, edition, texts),
        "part": part_names()[here.part],
        "before": found[place - 1].name if place else "",
        "place": place + 1,
        "count": len(found),
        "problem": problem,
        "lines": said_lines(said, found, texts) if here.kind == "check" else [],
    }
    if here.kind in ("where", "place"):
        zones = _zones(here, said)
        title = context["question"].heading
        context["chart"] = face_chart(
            {}, texts, title=title, field="zones", picked=zones, sides=your_sides(), register="patient"
        )
    return render(request, "patient/intake.html", context, status=422 if problem else 200)


def _zones(here: Screen, said: Said) -> list[str]:
    if here.kind == "where":
        rows, name = said.get("concerns", ()), "concern"
    else:
        rows, name = said.get("findings", ()), "finding"
    return next((one.get("zones", []) for one in rows if one[name] in here.codes), [])


def _hand_in(request: PatientRequest, said: Said) -> HttpResponse:
    edition = edition_of(request.clinic)
    given = handed_in(said, edition)
    try:
        record_intake(patient=request.patient, said=given, source="patient", by=request.actor, at=request.now)
    except InputError as error:
        found = screens(said, edition)
        problem = "; ".join(str(problem.allowed) for problem in error.problems)
        return _shown(request, found[-1], found, said, _("Something cannot be read yet: %(what)s") % {"what": problem})
    messages.success(request, _("Thank you. The clinic has your answers and will look at them with you."))
    return redirect("patient:today")
