"""The patient's own pages: today, the dates, the recovery, the sun, what to expect, and why not at home."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from percutis.domain.decision import Sentence
from percutis.interop.handout import handout_pdf
from percutis.interop.handout_content import WHY_NOT_AT_HOME
from percutis.interop.wording import say_to_patient
from percutis.protocol.load import languages, load_texts
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.today import outcomes_of, recovery_of, sun_of, task_views
from percutis.web.records.core.editions import texts_of
from percutis.web.records.selectors.consultations import current_intake, draft_of, standing_consents
from percutis.web.records.selectors.portal import (
    Situation,
    aftercare_now,
    intake_behind,
    next_number,
    preparation_ahead,
    preparation_now,
    situation_of,
)
from percutis.web.records.services.ticks import tick_task, ticked_tasks
from percutis.web.ui.charts.series import series_strip


def _frame(request: PatientRequest) -> dict[str, Any]:
    """What every page shows: the clinic, and how to reach it."""
    clinic = request.clinic
    name = clinic.name_ur if request.LANGUAGE_CODE == "ur" and clinic.name_ur else clinic.name
    return {"patient": request.patient, "clinic": clinic, "clinic_name": name}


def _situation(request: PatientRequest) -> tuple[Situation, Any]:
    situation = situation_of(request.patient, request.now)
    return situation, texts_of(situation.edition, request.LANGUAGE_CODE)


@own
def today(request: PatientRequest) -> HttpResponse:
    """One task first, then how the skin is, then the next visit."""
    situation, texts = _situation(request)
    number = next_number(situation)
    done = ticked_tasks(situation.course, number) if situation.course and number else set()
    tasks = task_views(preparation_now(situation, request.today), texts, done)
    consents = standing_consents(request.patient)
    needs_consent = situation.course is not None and (
        "procedure" not in consents or consents["procedure"].plan_id != situation.course.plan_id
    )
    context = {
        **_frame(request),
        "needs_intake": current_intake(request.patient) is None,
        "has_draft": draft_of(request.patient, "patient") is not None,
        "needs_consent": needs_consent,
        "first_task": next((task for task in tasks if not task.is_done), None),
        "tasks": tasks,
        "number": number,
        "aftercare": task_views(aftercare_now(situation, request.now), texts),
        "last_session": situation.last_session,
        "visit": situation.next_visit,
        "reply": situation.reply,
        "line": recovery_of(situation, texts, request.now) if situation.last_session else None,
        "sun": sun_of(request.clinic, situation, texts, request.now),
        "has_course": situation.course is not None,
    }
    return render(request, "patient/today.html", context)


@require_POST
@own
def tick(request: PatientRequest) -> HttpResponse:
    """A task done, or not done after all."""
    situation, _texts = _situation(request)
    number = next_number(situation)
    task = request.POST.get("task", "")
    known = {one.rule for one in situation.plan.tasks} if situation.plan else set()
    if situation.course is None or number is None or task not in known:
        raise Http404
    is_done = request.POST.get("done") == "yes"
    tick_task(course=situation.course, number=number, task=task, is_done=is_done, by=request.actor, at=request.now)
    return redirect("patient:today")


@own
def course(request: PatientRequest) -> HttpResponse:
    """All dates, and what to prepare for the next."""
    situation, texts = _situation(request)
    number = next_number(situation)
    done = ticked_tasks(situation.course, number) if situation.course and number else set()
    held = set()
    if situation.course:
        held = set(situation.course.sessions.filter(ended__isnull=False).values_list("number", flat=True))
    booked = {visit.number: visit.starts for visit in situation.visits if visit.number}
    states = {
        one.number: "held" if one.number in held else "booked"
        for one in situation.dates
        if (one.number in held or one.number in booked)
    }
    dates = {number: situation.day_of(number) for number in booked}
    ahead = preparation_ahead(situation, request.today)
    context = {
        **_frame(request),
        "series": series_strip(situation.dates, texts, today=request.today, states=states, dates=dates),
        "visits": situation.visits,
        "now": task_views(preparation_now(situation, request.today), texts, done),
        "ahead": task_views(ahead, texts, done),
        "languages": languages(situation.edition.id),
        "has_course": situation.course is not None,
    }
    return render(request, "patient/course.html", context)


@own
def recovery(request: PatientRequest) -> HttpResponse:
    """The whole line of recovery, and whom to call."""
    situation, texts = _situation(request)
    line = recovery_of(situation, texts, request.now)
    context = {**_frame(request), "line": line, "aftercare": task_views(aftercare_now(situation, request.now), texts)}
    return render(request, "patient/recovery.html", context)


@own
def sun(request: PatientRequest) -> HttpResponse:
    """Today's sun."""
    situation, texts = _situation(request)
    context = {**_frame(request), "sun": sun_of(request.clinic, situation, texts, request.now)}
    return render(request, "patient/sun.html", context)


@own
def expect(request: PatientRequest) -> HttpResponse:
    """What others gained, and what may bother."""
    situation, texts = _situation(request)
    return render(request, "patient/expect.html", {**_frame(request), **outcomes_of(situation, texts)})


@own
def home_needling(request: PatientRequest) -> HttpResponse:
    """Why not at home: the risks, never a recipe."""
    _found, texts = _situation(request)
    said = [text for key in WHY_NOT_AT_HOME if (text := say_to_patient(Sentence(key), texts))]
    return render(request, "patient/home_needling.html", {**_frame(request), "reasons": said})


@own
def sheet(request: PatientRequest, language: str) -> HttpResponse:
    """The patient's sheet as PDF."""
    situation, _texts = _situation(request)
    if situation.course is None or situation.plan is None or language not in languages(situation.edition.id):
        raise Http404
    texts = load_texts(situation.edition.id, language)
    intake = intake_behind(situation.course, situation.edition)
    pdf = handout_pdf(situation.plan, intake, texts, situation.edition)
    name = f'inline; filename="{request.patient.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
