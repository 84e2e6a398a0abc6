"""The course: its dates as they stand, holds and their lifting, wishes, and its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.assessment import Assessment
from percutis.domain.edition.edition import Edition
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.following import CloseForm, HoldForm, LiftForm, WishForm
from percutis.web.clinic.presenters.course import (
    broken_wait,
    closed_because,
    grade_views,
    held_on,
    history,
    hold_view,
    next_steps,
    strip_of,
    trials,
)
from percutis.web.clinic.presenters.protocol import protocol_url
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.courses import course_summary
from percutis.web.records.core.dating import Dating, dating_of
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import assess_file, intake_file, plan_file
from percutis.web.records.models import Course
from percutis.web.records.selectors.consultations import current_intake, intake_devices, standing_overrides
from percutis.web.records.selectors.course_visits import visits_of_course
from percutis.web.records.selectors.courses import get_course, get_pause, is_paused
from percutis.web.records.selectors.outcomes import grades_of
from percutis.web.records.services.courses import close_course, lift_pause, pause_course, record_moved


def show(request: StaffRequest, course: int) -> HttpResponse:
    """The course as it stands; `?number=&to=` checks a wish without writing it."""
    row = get_course(clinic=request.clinic, pk=course)
    context = _context(request, row)
    if request.GET.get("to"):
        context |= _checked(request, row, context["dating"])
    return render(request, "clinic/course/show.html", context)


def _context(request: StaffRequest, row: Course, **forms: Any) -> dict[str, Any]:
    edition = edition_of(request.clinic, row.plan.edition)
    texts, dating = texts_of(edition), dating_of(row)
    paused, visits = is_paused(row), visits_of_course(row)
    plan = plan_file(row.plan.asked, edition, row.plan.on)
    pauses = row.pauses.select_related("clinic", "by__user", "lifted_by__user")
    held = held_on(dating)
    left = [one.number for one in dating.planned if one.number not in held]
    is_open = row.closed is None
    return {
        "course": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "dating": dating,
        "series": strip_of(dating, visits, texts, today=request.today, is_paused=paused and is_open),
        "history": history(row, texts),
        "holds": [hold_view(pause, edition, texts) for pause in pauses],
        "grades": grade_views(grades_of(row), edition, texts),
        "steps": next_steps(
            row,
            plan,
            dating,
            texts,
            today=request.today,
            is_paused=paused,
            booked=tuple(visits),
            now=_judged_today(request, row, edition),
        ),
        "trials": trials(plan, texts),
        "closed_because": closed_because(row),
        "hold_form": forms.get("hold") or (HoldForm() if is_open and Right.ANSWER in request.rights else None),
        "lift_form": forms.get("lift") or (LiftForm() if is_open and Right.DECIDE in request.rights else None),
        "wish_form": WishForm(left, request.GET if request.GET.get("to") else None) if is_open and left else None,
        "may_book": Right.BOOK in request.rights,
        "may_close": is_open and Right.DECIDE in request.rights,
        "may_grade": is_open and Right.TAKE_INTAKE in request.rights,
        "booked": {number: visit.pk for number, visit in visits.items()},
        "last_session": row.sessions.filter(ended__isnull=False).order_by("-ended").first(),
        "protocol_url": protocol_url(request.clinic),
    }


def _judged_today(request: StaffRequest, row: Course, edition: Edition) -> Assessment | None:
    """The core's verdict of today on the newest consultation."""
    intake = current_intake(row.patient)
    if intake is None or row.closed:
        return None
    file = intake_file(
        intake,
        on=request.today,
        operator=row.plan.operator,
        devices=intake_devices(request.clinic),
        overrides=standing_overrides(row.patient),
    )
    return assess_file(file, edition, request.today)


def _checked(request: StaffRequest, row: Course, dating: Dating) -> dict[str, Any]:
    """What would become of a wish: possible, or the waits that it breaks, each in a sentence."""
    form = WishForm([one.number for one in dating.planned], request.GET)
    if not form.is_valid():
        return {"wish_form": form}
    number, day = form.cleaned_data["number"], form.cleaned_data["to"]
    edition = edition_of(request.clinic, row.plan.edition)
    texts, waits = texts_of(edition), dating.waits_broken(number, day)
    broken = [broken_wait(wait, dating, edition, texts) for wait in waits]
    visit = visits_of_course(row).get(number)
    return {"wish": {"number": number, "to": day, "broken": broken, "visit": visit}, "wish_form": form}


@require_POST
def move(request: StaffRequest, course: int) -> HttpResponse:
    """Keep a wish for a session that is not booked."""
    row = get_course(clinic=request.clinic, pk=course)
    form = WishForm([one.number for one in dating_of(row).planned], request.POST)
    if form.is_valid():
        record_moved(course=row, by=request.actor, at=request.now, **form.cleaned_data)
        messages.success(request, _("The dates have moved with it."))
    return redirect("clinic:course", clinic=request.clinic.slug, course=course)


@require_POST
def hold(request: StaffRequest, course: int) -> HttpResponse:
    """Put the course on hold."""
    row = get_course(clinic=request.clinic, pk=course)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/course/show.html", _context(request, row, hold=form), status=422)
    pause_course(course=row, because=form.cleaned_data["because"], by=request.actor, at=request.now)
    messages.success(request, _("The course is on hold until a physician has looked."))
    return redirect("clinic:course", clinic=request.clinic.slug, course=course)


@require_POST
def lift(request: StaffRequest, course: int, pause: int) -> HttpResponse:
    """A physician lifts a hold and says what was found."""
    row = get_course(clinic=request.clinic, pk=course)
    held, form = get_pause(course=row, pk=pause), LiftForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/course/show.html", _context(request, row, lift=form), status=422)
    lift_pause(pause=held, by=request.actor, at=request.now, **form.cleaned_data)
    messages.success(request, _("The hold is lifted."))
    return redirect("clinic:course", clinic=request.clinic.slug, course=course)


def close(request: StaffRequest, course: int) -> HttpResponse:
    """End the course; the summary that will be kept is shown first."""
    row = get_course(clinic=request.clinic, pk=course)
    if row.closed:
        return redirect("clinic:course_summary", clinic=request.clinic.slug, course=course)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_course(course=row, by=request.actor, at=request.now, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The course is closed."))
            return redirect("clinic:course_summary", clinic=request.clinic.slug, course=course)
    context = {
        "course": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "form": form,
        "summary": course_summary(row).splitlines(),
        "open_events": row.patient.adverse_events.filter(session__course=row, closed__isnull=True).count(),
    }
    return render(request, "clinic/course/close.html", context, status=422 if form.errors else 200)


def summary(request: StaffRequest, course: int) -> HttpResponse:
    """The summary as it was kept, to be printed."""
    row = get_course(clinic=request.clinic, pk=course)
    if row.closed is None:
        raise Http404
    context = {
        "course": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "lines": row.summary.splitlines(),
        "closed_because": closed_because(row),
    }
    return render(request, "clinic/course/summary.html", context)
