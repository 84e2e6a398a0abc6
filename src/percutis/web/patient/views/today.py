"""The first page: one task first, then how the skin is, then the next visit; and tasks ticked."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.frame import frame_of
from percutis.web.patient.presenters.today import (
    asked_on,
    recovery_of,
    sun_of,
    task_views,
    visit_views,
    without_warnings,
)
from percutis.web.records.core.editions import texts_of
from percutis.web.records.models import Consent
from percutis.web.records.selectors.consultations import current_intake, draft_of, standing_consents
from percutis.web.records.selectors.photographs import has_open_photographs
from percutis.web.records.selectors.portal import Situation, situation_of
from percutis.web.records.selectors.today import checkin_due, next_number, open_report, tasks_now
from percutis.web.records.services.ticks import tick_task, ticked_tasks


@own
def today(request: PatientRequest) -> HttpResponse:
    """One task first, then how the skin is, then the next visit."""
    situation = situation_of(request.patient, request.now)
    texts = texts_of(situation.edition, request.LANGUAGE_CODE)
    number = next_number(situation)
    done = ticked_tasks(situation.course, number) if situation.course and number else set()
    current = tasks_now(situation, request.today, request.now)
    tasks = task_views(current.preparation, texts, done)
    first = next((task for task in tasks if not task.is_done), None)
    line, due = recovery_of(situation, texts, request.now), checkin_due(situation, request.today)
    context = {
        **frame_of(request),
        "needs_intake": situation.course is None and current_intake(request.patient) is None,
        "has_draft": draft_of(request.patient, "patient") is not None,
        "needs_consent": _needs_consent(situation, standing_consents(request.patient)),
        "first_task": first,
        "tasks": [task for task in tasks if task is not first],
        "aftercare": task_views(current.aftercare, texts),
        "followed": situation.followed,
        "checkin_due": due,
        "asked": asked_on(due, situation, texts),
        "visit": next(iter(visit_views(situation.visits, request.LANGUAGE_CODE)), None),
        "is_on_hold": situation.is_on_hold,
        "reply": situation.reply,
        "report": open_report(situation, request.now),
        "line": without_warnings(line) if situation.followed else None,
        "warnings": line.warnings if line and situation.followed else (),
        "sun": sun_of(request.clinic, situation.edition, current, texts, request.now),
        "has_course": situation.course is not None,
        "has_photographs": has_open_photographs(request.patient),
    }
    return render(request, "patient/today.html", context)


def _needs_consent(situation: Situation, consents: dict[str, Consent]) -> bool:
    """Whether the plan of the open course has not been answered yet."""
    given = consents.get("procedure")
    signed = situation.course.plan.signed if situation.course else None
    return signed is not None and (given is None or given.at < signed)


@require_POST
@own
def tick(request: PatientRequest) -> HttpResponse:
    """A task done, or not done after all."""
    situation = situation_of(request.patient, request.now)
    number = next_number(situation)
    task = request.POST.get("task", "")
    known = {one.rule for one in situation.plan.tasks if one.kind == "preparation"} if situation.plan else set()
    if situation.course is None or number is None or task not in known:
        raise Http404
    is_done = request.POST.get("done") == "yes"
    tick_task(course=situation.course, number=number, task=task, is_done=is_done, by=request.actor, at=request.now)
    return redirect("patient:today")
