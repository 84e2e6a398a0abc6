"""The inbox: what patients report, by urgency and by how long they have waited, and the clinic's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.accounts.selectors.staff import get_member, members
from percutis.web.clinic.forms.following import PhonedForm, ReplyForm
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.presenters.events import event_line
from percutis.web.clinic.presenters.inbox import (
    answer_of,
    inbox_row,
    inbox_rows,
    said_view,
    suggested_reply,
    triage_view,
    usual_line,
)
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.phoned import notice_choices, said_of, symptom_rows
from percutis.web.clinic.presenters.protocol import protocol_url
from percutis.web.clinic.presenters.visits import names, whatsapp_link
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import CheckIn
from percutis.web.records.selectors.checkins import (
    answered_checkins,
    earlier_checkins,
    get_checkin,
    usual_checkins,
    waiting_checkins,
)
from percutis.web.records.selectors.photographs import open_rows
from percutis.web.records.selectors.sessions import get_session, treated_zones
from percutis.web.records.services.checkins import (
    answer_checkin,
    hand_over_checkin,
    record_checkin,
    take_checkin,
)
from percutis.web.ui.asked import whole_number

LISTS = ("waiting", "mine", "usual", "answered")


def index(request: StaffRequest) -> HttpResponse:
    """Who waits for an answer: the most urgent first, then the longest waiting."""
    which = request.GET.get("list", "waiting")
    which = which if which in LISTS else "waiting"
    number = whole_number(request.GET.get("page"), 1)
    if which in ("answered", "usual"):
        list_of = answered_checkins if which == "answered" else usual_checkins
        found = list_of(clinic=request.clinic, page=number)
    else:
        mine = request.membership if which == "mine" else None
        found = waiting_checkins(clinic=request.clinic, responder=mine, page=number)
    rows = inbox_rows(found.checkins, texts_of(edition_of(request.clinic)), me=request.membership, now=request.now)
    context = {"rows": rows, "which": which, "found": found, "now": request.now}
    template = "clinic/inbox/_rows.html" if request.headers.get("HX-Request") else "clinic/inbox/index.html"
    return render(request, template, context)


def show(request: StaffRequest, checkin: int) -> HttpResponse:
    """One check-in, whole."""
    row = get_checkin(clinic=request.clinic, pk=checkin)
    return render(request, "clinic/inbox/show.html", _context(request, row))


def _context(request: StaffRequest, row: CheckIn, form: ReplyForm | None = None) -> dict[str, Any]:
    edition = edition_of(request.clinic, row.edition)
    texts = texts_of(edition)
    answer = answer_of(row, edition)
    language = row.patient.language
    colleagues = [one for one in members(clinic=request.clinic) if Right.ANSWER in one.rights_on(request.today)]
    return {
        "checkin": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "phone": as_read(row.patient.phone),
        "whatsapp": whatsapp_link(row.patient),
        "row": inbox_row(row, texts, me=request.membership, now=request.now),
        "said": said_view(row, texts),
        "view": triage_view(answer, texts),
        "line": usual_line(row, edition, texts),
        "zones": treated_zones(row.session) if Right.SEE_SETTINGS in request.rights else (),
        "earlier": inbox_rows(earlier_checkins(row), texts, me=request.membership, now=request.now),
        "photographs": _photographs(request, row),
        "events": [(event.pk, event_line(event, texts)) for event in row.adverse_events.all()],
        "form": form or ReplyForm(initial={"reply": suggested_reply(answer, language)}),
        "reply_direction": "rtl" if language == "ur" else "ltr",
        "colleagues": [one for one in colleagues if one.pk != row.responder_id],
        "protocol_url": protocol_url(request.clinic),
        "may_see_course": Right.SEE_CHART in request.rights,
    }


def _photographs(request: StaffRequest, row: CheckIn) -> list[dict[str, Any]]:
    if Right.SEE_PHOTOGRAPHS not in request.rights:
        return []
    found = open_rows(row.photographs.all()).order_by("at")
    return [{"url": link(request.clinic, "photograph", photo=photo.key), "view": photo.view} for photo in found]


@require_POST
def take(request: StaffRequest, checkin: int) -> HttpResponse:
    """Become the one who answers."""
    take_checkin(checkin=get_checkin(clinic=request.clinic, pk=checkin), by=request.actor, at=request.now)
    messages.success(request, _("You answer this one."))
    return redirect("clinic:checkin", clinic=request.clinic.slug, checkin=checkin)


@require_POST
def hand_over(request: StaffRequest, checkin: int) -> HttpResponse:
    """Give it to a colleague, or take it over."""
    row = get_checkin(clinic=request.clinic, pk=checkin)
    chosen = whole_number(request.POST.get("to"))
    to = get_member(clinic=request.clinic, pk=chosen) if chosen else None
    hand_over_checkin(checkin=row, to=to, by=request.actor, at=request.now)
    messages.success(request, _("Answered by %(name)s.") % {"name": to.user} if to else _("Free for anybody again."))
    return redirect("clinic:checkin", clinic=request.clinic.slug, checkin=checkin)


@require_POST
def answer(request: StaffRequest, checkin: int) -> HttpResponse:
    """Send the answer. Whoever is second is told, and what they wrote is not lost."""
    row = get_checkin(clinic=request.clinic, pk=checkin)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            answer_checkin(checkin=row, reply=form.cleaned_data["reply"], by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The answer is on its way."))
            return redirect("clinic:inbox", clinic=request.clinic.slug)
    context = _context(request, get_checkin(clinic=request.clinic, pk=checkin), form)
    return render(request, "clinic/inbox/show.html", context, status=409 if form.is_valid() else 422)


def new(request: StaffRequest, session: int) -> HttpResponse:
    """Write down what a patient says by telephone or at the desk."""
    row = get_session(clinic=request.clinic, pk=session)
    edition = edition_of(request.clinic, row.course.plan.edition)
    texts = texts_of(edition)
    form = PhonedForm(notice_choices(texts), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = said_of(request.POST, form.cleaned_data)
            made = record_checkin(session=row, said=said, source="staff", by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
        else:
            return redirect("clinic:checkin", clinic=request.clinic.slug, checkin=made.pk)
    context = {
        "session": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "form": form,
        "groups": symptom_rows(edition, texts, request.POST),
    }
    return render(request, "clinic/inbox/new.html", context, status=422 if form.errors else 200)
