"""A visit booked, moved, or given to somebody who walks in: by the free times of a day, with scripts or without."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.forms.visits import BookForm, MoveForm, PlaceForm
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.visits import visit_view, what_of
from percutis.web.clinic.views.addresses import day_address, key_of
from percutis.web.clinic.views.whom import whom
from percutis.web.records.models import Appointment, Patient
from percutis.web.records.selectors.consultations import open_course
from percutis.web.records.selectors.course_visits import next_number
from percutis.web.records.selectors.marks import with_marks
from percutis.web.records.selectors.people import find_patients, get_patient
from percutis.web.records.selectors.places import free_times, search_for
from percutis.web.records.selectors.visits import get_visit, practitioners_of
from percutis.web.records.selectors.waits import get_wait
from percutis.web.records.services.booking import TakenError
from percutis.web.records.services.visits import (
    book_visit,
    book_walk_in,
    move_visit,
)
from percutis.web.ui.asked import whole_number
from percutis.web.ui.names import called


def new(request: StaffRequest) -> HttpResponse:
    """Choose the patient, then kind, person, day and one of the free times."""
    patient = whom(request, "clinic/visit/whom.html")
    if isinstance(patient, HttpResponse):
        return patient
    form = _book_form(request, patient)
    if _is_sent(request) and form.is_valid():
        answer = _booked(request, form, patient)
        if answer:
            return answer
    return _book_page(request, form, patient)


def move(request: StaffRequest, visit: int) -> HttpResponse:
    """Another time for a visit: by the free times of a day, or any other."""
    found = get_visit(clinic=request.clinic, visit=visit)
    starts = found.starts.astimezone(request.clinic.zone)
    now = {
        "practitioner": found.practitioner_id,
        "day": starts.date(),
        "room": "",
        "device": "",
        "clock": f"{starts:%H:%M}",
        "version": found.version,
    }
    if _is_sent(request):
        form = MoveForm(request.POST, clinic=request.clinic)
    else:
        form = MoveForm(clinic=request.clinic, initial={**now, **_named(request)})
    if _is_sent(request) and form.is_valid():
        answer = _moved(request, form, found)
        if answer:
            return answer
    search = _free(request, form, found.kind, found.patient, found)
    context = {"form": form, "view": visit_view(with_marks([found])[0]), **search}
    return _form_page(request, "clinic/visit/move.html", context, form)


def walk_in(request: StaffRequest) -> HttpResponse:
    """Somebody stands at the desk: the next free place of today."""
    if request.method == "POST":
        patient = get_patient(clinic=request.clinic, key=key_of(request.POST.get("patient", "")))
        visit = book_walk_in(patient=patient, by=request.actor, at=request.now)
        starts = visit.starts.astimezone(request.clinic.zone)
        said = _("%(name)s, at %(time)s, %(room)s.")
        where = visit.room.name if visit.room else ""
        messages.success(request, said % {"name": called(visit.practitioner), "time": f"{starts:%H:%M}", "room": where})
        return redirect("clinic:visit", clinic=request.clinic.slug, visit=visit.pk)
    wanted = request.GET.get("q", "")
    found = find_patients(clinic=request.clinic, wanted=wanted)
    context = {"wanted": wanted, "page": found, "names": [(one, *names(one)) for one in found.patients]}
    return render(request, "clinic/visit/walk_in.html", context)


def _book_form(request: StaffRequest, patient: Patient) -> BookForm:
    """Filled from what was sent, else from the address, else with the likely: the next step of this patient."""
    if _is_sent(request):
        return BookForm(request.POST, clinic=request.clinic)
    course = open_course(patient)
    takers = [one.pk for one in practitioners_of(clinic=request.clinic)]
    wished = course.plan.operator_id if course else request.membership.pk
    likely = {
        "kind": "session" if course else "consultation",
        "day": request.today,
        "practitioner": wished if wished in takers else next(iter(takers), None),
    }
    return BookForm(clinic=request.clinic, initial={**likely, **_named(request)})


def _book_page(request: StaffRequest, form: BookForm, patient: Patient) -> HttpResponse:
    course = open_course(patient)
    context = {
        "form": form,
        "patient": patient,
        "names": names(patient),
        "next_session": next_number(course) if course else None,
        "course": course,
        "wait": request.POST.get("wait") or request.GET.get("wait", ""),
        **_free(request, form, form["kind"].value(), patient),
    }
    return _form_page(request, "clinic/visit/new.html", context, form)


def _form_page(request: StaffRequest, template: str, context: dict[str, Any], form: PlaceForm) -> HttpResponse:
    template = "clinic/visit/_times.html" if request.htmx else template  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


def _is_sent(request: StaffRequest) -> bool:
    """Whether the form is to be acted upon, and not only to show the free times of another day."""
    return request.method == "POST" and "look" not in request.POST


def _named(request: StaffRequest) -> dict[str, Any]:
    """What the address, or the form that looks for times, has named so far."""
    return {**request.GET.dict(), **request.POST.dict()}


def _free(
    request: StaffRequest, form: PlaceForm, kind: str, patient: Patient, moving: Appointment | None = None
) -> dict[str, Any]:
    """The free times of the chosen day with the chosen person, for the page."""
    practitioner, day = form.practitioner_chosen(), form.day_chosen()
    if practitioner is None or day is None:
        return {"times": [], "times_day": day}
    search = search_for(
        clinic=request.clinic,
        kind=kind,
        practitioner=practitioner,
        patient=patient.pk,
        room=form.room_chosen(),
        device=form.device_chosen() if kind == "session" else None,
        course=moving.course if moving else open_course(patient),
        length=moving.ends - moving.starts if moving else None,
        ignoring=moving.pk if moving else None,
    )
    places = free_times(search=search, day=day, not_before=request.now)
    return {"times": [f"{place.starts:%H:%M}" for place in places], "times_day": day}


def _booked(request: StaffRequest, form: BookForm, patient: Patient) -> HttpResponse | None:
    """The answer to a booking that went through; None when the form has to be shown again."""
    wait = whole_number(request.POST.get("wait"))
    entry = get_wait(clinic=request.clinic, entry=wait) if wait else None
    kind = form.cleaned_data["kind"]
    practitioner = form.practitioner_chosen()
    if practitioner is None:
        return None
    try:
        visit = book_visit(
            patient=patient,
            kind=kind,
            practitioner=practitioner,
            starts=form.starts(),
            room=form.room_chosen(),
            device=form.device_chosen() if kind == "session" else None,
            note=form.cleaned_data["note"],
            entry=entry,
            by=request.actor,
            at=request.now,
        )
    except (RefusedError, InputError) as refused:
        _show_refusal(form, refused)
        return None
    messages.success(request, _("%(what)s is booked.") % {"what": what_of(visit)})
    return redirect(day_address(request, visit))


def _moved(request: StaffRequest, form: MoveForm, found: Appointment) -> HttpResponse | None:
    """The answer to a move that went through; None when the form has to be shown again."""
    try:
        moved = move_visit(
            visit=found,
            starts=form.starts(),
            version=form.cleaned_data["version"],
            practitioner=form.practitioner_chosen(),
            room=form.room_chosen(),
            device=form.device_chosen() if found.kind == "session" else None,
            by=request.actor,
            at=request.now,
        )
    except (RefusedError, InputError) as refused:
        _show_refusal(form, refused)
        return None
    messages.success(request, _("The visit has moved."))
    if moved.no_longer_fit and found.course_id:
        messages.warning(request, _("Later visits of this course no longer fit. Move them now."))
        return redirect("clinic:course_book", clinic=request.clinic.slug, course=found.course_id)
    return redirect(day_address(request, moved.visit))


def _show_refusal(form: PlaceForm, refused: RefusedError | InputError) -> None:
    """Beside the field where there is one: what is taken belongs to the time."""
    if isinstance(refused, InputError):
        add_problems(form, refused)
    else:
        form.add_error("clock" if isinstance(refused, TakenError) else None, str(refused))
