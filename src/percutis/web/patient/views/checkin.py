"""How is your skin? One question a screen; what the patient says goes to the core, and calm words with what to do come
back at once. Signs of an emergency are asked first, and answered before anything else.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.domain.words import Urgency
from percutis.interop.recovery import usual_courses
from percutis.interop.wording import say_to_patient
from percutis.web.accounts.refusal import RefusedError
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.forms.checkin import Asked, Said, answered, asked_of, emergency_in, said_in, steps
from percutis.web.patient.presenters.answer import answer_of
from percutis.web.patient.presenters.checkin import question, said_lines
from percutis.web.patient.presenters.frame import frame_of, your_sides
from percutis.web.records.core.editions import texts_of
from percutis.web.records.models import CheckIn, Session
from percutis.web.records.selectors.portal import situation_of
from percutis.web.records.services.checkins import record_checkin
from percutis.web.ui.charts.face import FACE, face_chart

DRAFT = "checkin"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the screens of one check-in need."""

    session: Session
    edition: Edition
    asked: Asked
    texts: Texts
    draft: Said = field(default_factory=dict)


def _stage(request: PatientRequest) -> Stage | None:
    situation = situation_of(request.patient, request.now)
    followed = situation.followed
    if followed is None:
        return None
    usual = [one.symptom for one in usual_courses(followed.case, followed.edition)]
    hours = (request.now - (followed.session.ended or request.now)) / timedelta(hours=1)
    return Stage(
        session=followed.session,
        edition=followed.edition,
        asked=asked_of(followed.edition, usual, followed.case, hours),
        texts=texts_of(followed.edition, request.LANGUAGE_CODE),
        draft=request.kept.get(DRAFT, {}),
    )


@own
def begin(request: PatientRequest) -> HttpResponse:
    """To the first screen; without a session there is nothing to ask about."""
    if _stage(request) is None:
        return render(request, "patient/no_checkin.html", frame_of(request))
    request.kept[DRAFT] = {}
    return redirect("patient:checkin_step", step="now")


@own
def step(request: PatientRequest, step: str) -> HttpResponse:
    """One screen: shown, or answered and the next one shown."""
    stage = _stage(request)
    if stage is None:
        return redirect("patient:checkin")
    found = steps(stage.draft, stage.asked)
    here = next((number for number, one in enumerate(found) if one.name == step), None)
    if here is None or (here and stage.draft.get("through", 0) < here):
        return redirect("patient:checkin_step", step=found[min(stage.draft.get("through", 0), len(found) - 1)].name)
    if request.method != "POST":
        return _shown(request, stage, here)
    if found[here].kind == "check":
        return _send(request, stage, here)
    draft = answered(found[here], request.POST, stage.draft)
    if draft is None:
        return _shown(request, stage, here, _("Please choose an answer."))
    request.kept[DRAFT] = {**draft, "through": here + 1}
    if found[here].kind == "urgent" and emergency_in(draft, stage.asked):
        return _emergency(request, stage, draft)
    following = steps(draft, stage.asked)[here + 1]
    return redirect("patient:checkin_step", step=following.name)


def _shown(request: PatientRequest, stage: Stage, here: int, problem: str = "") -> HttpResponse:
    found = steps(stage.draft, stage.asked)
    one, texts = found[here], stage.texts
    context: dict[str, Any] = {
        **frame_of(request),
        "question": question(one, stage.draft, stage.edition, texts),
        "before": found[here - 1].name if here else "",
        "place": here + 1,
        "count": len(found),
        "problem": problem,
        "what_now": say_to_patient(Sentence(f"answers.go.{Urgency.EMERGENCY.value}"), texts),
        "lines": said_lines(stage.draft, texts) if one.kind == "check" else [],
    }
    if one.kind == "where":
        treated = stage.session.zones.values_list("zone", flat=True)
        context["chart"] = face_chart(
            {},
            texts,
            title=_("Where is it?"),
            field="zones",
            views=("front",),
            picked=stage.draft.get("zones", ()),
            zones=(*FACE, *treated),
            sides=your_sides(),
            register="patient",
        )
    return render(request, "patient/checkin.html", context, status=422 if problem else 200)


def _emergency(request: PatientRequest, stage: Stage, draft: Said) -> HttpResponse:
    """Whom to call now. The clinic is told too, but whether or not that works, these words come."""
    context = {**frame_of(request), "what_now": say_to_patient(Sentence("answers.go.emergency"), stage.texts)}
    try:
        row = _record(request, stage, draft)
    except (InputError, RefusedError, DatabaseError):
        log.warning("a report of an emergency could not be recorded", exc_info=True)
    else:
        context |= {"answer": answer_of(row, stage.edition, stage.texts), "is_told": True}
        request.kept.pop(DRAFT, None)
    return render(request, "patient/emergency.html", context)


def _send(request: PatientRequest, stage: Stage, here: int) -> HttpResponse:
    try:
        row = _record(request, stage, stage.draft)
    except InputError as error:
        return _shown(request, stage, here, "; ".join(problem.allowed for problem in error.problems))
    request.kept.pop(DRAFT, None)
    return redirect("patient:checkin_answer", checkin=row.pk)


def _record(request: PatientRequest, stage: Stage, draft: Said) -> CheckIn:
    said = said_in(draft)
    return record_checkin(session=stage.session, said=said, source="patient", by=request.actor, at=request.now)
