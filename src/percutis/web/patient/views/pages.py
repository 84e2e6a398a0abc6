"""The patient's own pages: the dates, the recovery, the sun, what to expect, and why not at home."""

from django.http import HttpResponse
from django.shortcuts import render

from percutis.domain.decision import Sentence
from percutis.domain.edition.texts import Texts
from percutis.interop.handout_content import WHY_NOT_AT_HOME
from percutis.interop.wording import say_to_patient
from percutis.protocol.load import languages
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.frame import frame_of
from percutis.web.patient.presenters.papers import papers_of
from percutis.web.patient.presenters.today import (
    outcomes_of,
    recovery_of,
    sun_of,
    task_views,
    tasks_by_beginning,
    visit_views,
    without_warnings,
)
from percutis.web.records.core.editions import texts_of
from percutis.web.records.selectors.past import PastCourse, past_course
from percutis.web.records.selectors.portal import Situation, situation_of
from percutis.web.records.selectors.today import next_number, preparation_ahead, tasks_now
from percutis.web.records.services.ticks import ticked_tasks
from percutis.web.ui.charts.series import SeriesStrip, series_strip


def _situation(request: PatientRequest) -> tuple[Situation, Texts]:
    situation = situation_of(request.patient, request.now)
    return situation, texts_of(situation.edition, request.LANGUAGE_CODE)


@own
def course(request: PatientRequest) -> HttpResponse:
    """All dates, and what to prepare for the next."""
    situation, texts = _situation(request)
    number = next_number(situation)
    done = ticked_tasks(situation.course, number) if situation.course and number else set()
    context = {
        **frame_of(request),
        "series": _series(situation, texts, request),
        "visits": visit_views(situation.visits, request.LANGUAGE_CODE),
        "number": number,
        "now": task_views(tasks_now(situation, request.today, request.now).preparation, texts, done),
        "ahead": tasks_by_beginning(preparation_ahead(situation, request.today), texts),
        "languages": languages(situation.edition.id),
        "has_course": situation.course is not None,
        "past": _past(situation, request),
        "papers": papers_of(situation, number),
    }
    return render(request, "patient/course.html", context)


def _past(situation: Situation, request: PatientRequest) -> PastCourse | None:
    """What to say of where no course is going on."""
    return None if situation.course else past_course(request.patient)


def _series(situation: Situation, texts: Texts, request: PatientRequest) -> SeriesStrip:
    dates = {
        visit.number: day for visit in situation.visits if visit.number and (day := situation.day_of(visit.number))
    }
    waiting = [one.number for one in situation.dates] if situation.is_on_hold else []
    states = dict.fromkeys(dates, "booked") | dict.fromkeys(waiting, "hold") | dict.fromkeys(situation.held, "held")
    return series_strip(situation.dates, texts, today=request.today, states=states, dates=dates)


@own
def recovery(request: PatientRequest) -> HttpResponse:
    """The whole line of recovery, and whom to call."""
    situation, texts = _situation(request)
    line = recovery_of(situation, texts, request.now)
    context = {
        **frame_of(request),
        "line": without_warnings(line),
        "warnings": line.warnings if line else (),
        "followed": situation.followed,
        "aftercare": task_views(tasks_now(situation, request.today, request.now).aftercare, texts),
        "papers": papers_of(situation, None),
    }
    return render(request, "patient/recovery.html", context)


@own
def sun(request: PatientRequest) -> HttpResponse:
    """Today's sun."""
    situation, texts = _situation(request)
    current = tasks_now(situation, request.today, request.now)
    context = {
        **frame_of(request),
        "sun": sun_of(request.clinic, situation.edition, current, texts, request.now),
        "advice": task_views((task for task in current.aftercare if task.kind == "sun"), texts),
    }
    return render(request, "patient/sun.html", context)


@own
def expect(request: PatientRequest) -> HttpResponse:
    """What others gained, and what may bother."""
    situation, texts = _situation(request)
    context = {**frame_of(request), **outcomes_of(situation.plan, texts), "past": _past(situation, request)}
    return render(request, "patient/expect.html", context)


@own
def home_needling(request: PatientRequest) -> HttpResponse:
    """Why not at home: the risks, never a recipe."""
    _found, texts = _situation(request)
    said = [text for key in WHY_NOT_AT_HOME if (text := say_to_patient(Sentence(key), texts))]
    return render(request, "patient/home_needling.html", {**frame_of(request), "reasons": said})
