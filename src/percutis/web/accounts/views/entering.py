"""Logging in: name and password, then a code of whoever has a second factor; and logging out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from percutis.web.accounts.forms import CodeForm, LogInForm
from percutis.web.accounts.half_in import leave_half_in, step_half_in, who_is_half_in
from percutis.web.accounts.models import User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.entering import note_entering
from percutis.web.accounts.services.logging_in import check_code, check_password
from percutis.web.accounts.services.second_factor import has_factor
from percutis.web.accounts.services.tries import HeldError
from percutis.web.accounts.staying import mark_factor
from percutis.web.accounts.views.holding import address_of, held
from percutis.web.ui.views import way_on


@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Who are you? Whoever is in already goes on."""
    way = way_on(request)
    if request.user.is_authenticated:
        return redirect(way or "home")
    form, now = LogInForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            user = check_password(**form.cleaned_data, address=address_of(request), at=now)
        except HeldError as error:
            return held(request, error)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            if not has_factor(user):
                return _come_in(request, user, way, with_factor=False)
            step_half_in(request, user, way, now)
            return redirect("login_code")
    return render(request, "accounts/login.html", {"form": form, "next": way}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second question, to whoever has just given the right password."""
    now = timezone.now()
    user = who_is_half_in(request, now)
    if user is None:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(user=user, **form.cleaned_data, address=address_of(request), at=now)
        except HeldError as error:
            return held(request, error)
        except RefusedError as refused:
            form.add_error("code", str(refused))
        else:
            return _come_in(request, user, leave_half_in(request), with_factor=True)
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """The end of this session; whatever it knew is gone."""
    if isinstance(request.user, User):
        note_entering(user=request.user, action="member.logged_out", at=timezone.now())
    logout(request)
    return redirect("login")


def _come_in(request: HttpRequest, user: User, way: str, *, with_factor: bool) -> HttpResponse:
    login(request, user)
    if with_factor:
        mark_factor(request)
    note_entering(user=user, action="member.logged_in", at=timezone.now(), second_factor=with_factor)
    return redirect(way or "home")
