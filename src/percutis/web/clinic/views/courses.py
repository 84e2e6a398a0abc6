"""A whole course booked together, and its visits that no longer fit."""

from datetime import date, time
from typing import Any

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.courses import CourseTimesForm
from percutis.web.clinic.forms.visits import CourseForm
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.visits import what_of
from percutis.web.records.core.dating import dating_of
from percutis.web.records.models import Appointment, Course
from percutis.web.records.selectors.course_visits import fits, propose_course, visits_of_course
from percutis.web.records.selectors.courses import get_course
from percutis.web.records.services.visits import CourseRefusedError, book_course
from percutis.web.ui.names import called

AROUND = time(11)


def book(request: StaffRequest, course: int) -> HttpResponse:
    """A proposal for every session, to be changed and booked; what is booked already stands above it."""
    found = get_course(clinic=request.clinic, pk=course)
    choice = _choice(request, found)
    practitioner = choice.practitioner_chosen() or (choice.people[0] if choice.people else None)
    around, first = _wished(choice)
    proposals = (
        propose_course(course=found, practitioner=practitioner, around=around, first=first, now=request.now)
        if practitioner
        else []
    )
    form = CourseTimesForm(request.POST or None, clinic=request.clinic, proposals=proposals)
    if request.method == "POST" and practitioner and form.is_valid():
        try:
            visits = book_course(
                course=found, practitioner=practitioner, times=form.times(), by=request.actor, at=request.now
            )
        except CourseRefusedError as refused:
            for number, why in refused.problems.items():
                form.add_error(f"clock_{number}", why)
            form.add_error(None, str(refused))
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(count)s sessions are booked.") % {"count": len(visits)})
            return redirect("clinic:patient", clinic=request.clinic.slug, patient=found.patient.key)
    context = {
        "course": found,
        "patient": found.patient,
        "names": names(found.patient),
        "choice": choice,
        "form": form,
        "booked": _booked(found),
    }
    return render(request, "clinic/patients/course_book.html", context, status=422 if form.errors else 200)


def _choice(request: StaffRequest, course: Course) -> CourseForm:
    """With whom, when about, from when on: as asked, else as the plan and the visits so far have it."""
    visits = sorted(visits_of_course(course).values(), key=lambda visit: visit.starts)
    last = visits[-1] if visits else None
    likely = {
        "practitioner": last.practitioner_id if last else course.plan.operator_id,
        "around": f"{last.starts.astimezone(request.clinic.zone):%H:%M}" if last else f"{AROUND:%H:%M}",
    }
    named = {**request.GET.dict(), **request.POST.dict()}
    return CourseForm(clinic=request.clinic, initial={**likely, **named})


def _wished(choice: CourseForm) -> tuple[time, date | None]:
    """The time of day and the first day that the form names, as far as they can be read."""

    def read(name: str) -> Any:
        try:
            return choice.fields[name].clean(choice[name].value())
        except ValidationError:
            return None

    return read("around") or AROUND, read("first")


def _booked(course: Course) -> list[dict[str, Any]]:
    dating = dating_of(course)

    def row(visit: Appointment) -> dict[str, Any]:
        is_waiting = visit.state in ("booked", "confirmed")
        return {
            "visit": visit,
            "what": what_of(visit),
            "who": called(visit.practitioner),
            "fits": not is_waiting or fits(dating, visit),
            "moves": is_waiting,
        }

    return [row(visit) for _number, visit in sorted(visits_of_course(course).items())]
