"""The register of adverse events and incidents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.interop.wording import day
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.following import EventEndForm, EventForm, EventNoteForm
from percutis.web.clinic.presenters.events import count_rows, event_row, event_rows, lot_url, what_happened
from percutis.web.clinic.presenters.inbox import urgency_choices
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Event
from percutis.web.records.selectors.events import Which, count_events, find_events, get_event
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.events import close_event, note_event
from percutis.web.records.services.incidents import report_event
from percutis.web.ui.asked import whole_number

LISTS: dict[str, Which] = {"open": "open", "closed": "closed", "all": "all"}


def index(request: StaffRequest) -> HttpResponse:
    """Every event, open ones first asked for, and how many there were of how many sessions."""
    which = LISTS.get(request.GET.get("list", ""), "open")
    found = find_events(clinic=request.clinic, which=which, page=whole_number(request.GET.get("page"), 1))
    sees_settings = Right.SEE_SETTINGS in request.rights
    context = {
        "rows": event_rows(found.events, texts_of(edition_of(request.clinic))),
        "which": which,
        "found": found,
        "counts": count_rows(count_events(clinic=request.clinic)) if sees_settings else [],
    }
    return render(request, "clinic/events/index.html", context)


def show(request: StaffRequest, event: int) -> HttpResponse:
    """One event with everything it is tied to."""
    row = get_event(clinic=request.clinic, pk=event)
    return render(request, "clinic/events/show.html", _context(request, row, EventNoteForm(), EventEndForm()))


def _context(request: StaffRequest, row: Event, note: EventNoteForm, end: EventEndForm) -> dict[str, Any]:
    session = row.session
    texts = texts_of(edition_of(request.clinic))
    return {
        "event": row,
        "happened": what_happened(row, texts),
        "patient": row.patient,
        "view": event_row(row, texts),
        "note_form": note if Right.ANSWER in request.rights and row.closed is None else None,
        "end_form": end if Right.DECIDE in request.rights and row.closed is None else None,
        "session_url": link(request.clinic, "session", session=session.pk) if session else "",
        "course_url": link(request.clinic, "course", course=session.course_id) if session else "",
        "checkin_url": link(request.clinic, "checkin", checkin=row.checkin_id) if row.checkin_id else "",
        "lot_url": lot_url(request.clinic, row) if Right.STOCK in request.rights else "",
    }


@require_POST
def note(request: StaffRequest, event: int) -> HttpResponse:
    """Add what was seen or done."""
    row = get_event(clinic=request.clinic, pk=event)
    form = EventNoteForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/events/show.html", _context(request, row, form, EventEndForm()), status=422)
    note_event(event=row, text=form.cleaned_data["text"], by=request.actor, at=request.now)
    messages.success(request, _("Added."))
    return redirect("clinic:event", clinic=request.clinic.slug, event=event)


@require_POST
def close(request: StaffRequest, event: int) -> HttpResponse:
    """Say how it ended."""
    row = get_event(clinic=request.clinic, pk=event)
    form = EventEndForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/events/show.html", _context(request, row, EventNoteForm(), form), status=422)
    close_event(event=row, by=request.actor, at=request.now, **form.cleaned_data)
    messages.success(request, _("The event is closed."))
    return redirect("clinic:event", clinic=request.clinic.slug, event=event)


def new(request: StaffRequest, patient: UUID) -> HttpResponse:
    """An event that nobody reported by a check-in."""
    found = get_patient(clinic=request.clinic, key=patient)
    texts = texts_of(edition_of(request.clinic))
    held = list(found.sessions.filter(ended__isnull=False).select_related("clinic", "device").order_by("-ended"))
    choices = [
        (str(one.pk), f"{one.number}: {day(request.clinic.day_of(one.ended), texts)}") for one in held if one.ended
    ]
    form = EventForm(urgency_choices(texts), choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = given.pop("session")
        session = next((one for one in held if str(one.pk) == chosen), None)
        row = report_event(patient=found, session=session, by=request.actor, at=request.now, **given)
        messages.success(request, _("The event stands in the register."))
        return redirect("clinic:event", clinic=request.clinic.slug, event=row.pk)
    context = {"patient": found, "name": names(found)[0], "form": form}
    return render(request, "clinic/events/new.html", context, status=422 if form.errors else 200)
