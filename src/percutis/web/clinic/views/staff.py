"""Staff and rooms: who works here, under which licence, and what the protocol says of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.selectors.staff import get_member, get_room, members, possible_supervisors, rooms
from percutis.web.accounts.services.second_factor import has_factor, reset_factor
from percutis.web.accounts.services.staff import (
    add_member,
    add_room,
    change_member,
    change_room,
    end_membership,
    renew_password,
)
from percutis.web.clinic.forms.office import MemberForm, NewMemberForm, RoomForm
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.presenters.protocol import protocol_url
from percutis.web.clinic.presenters.staff import member_row, scope_view
from percutis.web.records.core.editions import edition_of, texts_of

PLACE = (
    "role",
    "licence_number",
    "licence_expires",
    "takes_visits",
    "is_administrator",
    "is_medical_director",
)


def index(request: StaffRequest) -> HttpResponse:
    """Everybody, and the rooms."""
    texts = texts_of(edition_of(request.clinic))
    rows = [
        member_row(one, texts, today=request.today, me=request.membership) for one in members(clinic=request.clinic)
    ]
    context = {
        "rows": [row for row in rows if row.is_active],
        "gone": [row for row in rows if not row.is_active],
        "lapsing": [row for row in rows if row.is_active and row.tone in ("stop", "warn")],
        "rooms": rooms(clinic=request.clinic),
        "room_form": RoomForm(),
    }
    return render(request, "clinic/staff/index.html", context)


def new(request: StaffRequest) -> HttpResponse:
    """Add somebody; the password is shown once, on the page that answers."""
    texts = texts_of(edition_of(request.clinic))
    physicians = possible_supervisors(clinic=request.clinic)
    form = NewMemberForm(texts, physicians, request.POST or None, initial={"takes_visits": True})
    if request.method == "POST" and form.is_valid():
        try:
            joined = add_member(by=request.actor, at=request.now, **form.cleaned_data)
        except InputError as refused:
            add_problems(form, refused)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return _show_password(request, joined.membership, joined.password)
    return render(request, "clinic/staff/new.html", {"form": form}, status=422 if form.errors else 200)


def _show_password(request: StaffRequest, membership: Membership, password: str | None) -> HttpResponse:
    response = render(request, "clinic/staff/password.html", {"member": membership, "password": password})
    response["Cache-Control"] = "no-store"
    return response


def show(request: StaffRequest, member: int) -> HttpResponse:
    """One member: change the place, end it, renew the password."""
    row = get_member(clinic=request.clinic, pk=member)
    edition = edition_of(request.clinic)
    texts = texts_of(edition)
    physicians = [one for one in possible_supervisors(clinic=request.clinic) if one.pk != row.pk]
    form = MemberForm(texts, physicians, request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_member(membership=row, by=request.actor, at=request.now, **form.cleaned_data)
        except InputError as refused:
            add_problems(form, refused)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("clinic:staff", clinic=request.clinic.slug)
    standing = get_member(clinic=request.clinic, pk=member)
    context = {
        "member": standing,
        "view": member_row(standing, texts, today=request.today, me=request.membership),
        "has_factor": has_factor(standing.user),
        "scope": scope_view(standing, edition, texts, request.today),
        "form": form if standing.is_active else None,
        "protocol_url": protocol_url(request.clinic),
    }
    return render(request, "clinic/staff/member.html", context, status=422 if form.errors else 200)


def _initial(row: Membership) -> dict[str, Any]:
    chief = str(row.supervisor_id or "")
    expires = row.licence_expires.isoformat() if row.licence_expires else ""
    own = {field: getattr(row, field) for field in PLACE}
    names = {"name": row.user.name, "name_ur": row.user.name_ur, "version": row.version}
    return {**own, **names, "supervisor": chief, "licence_expires": expires}


@require_POST
def end(request: StaffRequest, member: int) -> HttpResponse:
    """End a membership."""
    row = get_member(clinic=request.clinic, pk=member)
    end_membership(membership=row, by=request.actor, at=request.now)
    messages.success(request, _("%(name)s no longer sees anything of this clinic.") % {"name": row.user})
    return redirect("clinic:staff", clinic=request.clinic.slug)


@require_POST
def password(request: StaffRequest, member: int) -> HttpResponse:
    """A new password to hand over, shown once."""
    row = get_member(clinic=request.clinic, pk=member)
    return _show_password(request, row, renew_password(membership=row, by=request.actor, at=request.now))


@require_POST
def factor(request: StaffRequest, member: int) -> HttpResponse:
    """Take a lost second factor away; they set up another after their next log-in."""
    row = get_member(clinic=request.clinic, pk=member)
    reset_factor(membership=row, by=request.actor, at=request.now)
    messages.success(
        request, _("%(name)s is logged out everywhere, and sets up a second factor anew.") % {"name": row.user}
    )
    return redirect("clinic:member", clinic=request.clinic.slug, member=row.pk)


def new_room(request: StaffRequest) -> HttpResponse:
    """Add a room."""
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_room(name=form.cleaned_data["name"], by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("clinic:staff", clinic=request.clinic.slug)
    return render(request, "clinic/staff/room.html", {"form": form}, status=422 if form.errors else 200)


def room(request: StaffRequest, room: int) -> HttpResponse:
    """Rename a room, or take it out of use."""
    row = get_room(clinic=request.clinic, pk=room)
    initial = {"name": row.name, "is_used": row.is_used, "version": row.version}
    form = RoomForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            change_room(room=row, by=request.actor, at=request.now, **given)
        except InputError as refused:
            add_problems(form, refused)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("clinic:staff", clinic=request.clinic.slug)
    return render(request, "clinic/staff/room.html", {"form": form, "room": row}, status=422 if form.errors else 200)
