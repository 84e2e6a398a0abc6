"""One's own second factor: set up, with codes on paper; renewed; taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.forms import CodeForm
from percutis.web.accounts.models import User
from percutis.web.accounts.proof import freshly, is_factor_required
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.second_factor import (
    begin_factor,
    codes_left,
    confirm_factor,
    has_factor,
    remove_factor,
    renew_codes,
)
from percutis.web.accounts.services.tries import CODE, HeldError, begin_try, forget_tries
from percutis.web.accounts.staying import forget_factor, mark_factor, stay_in
from percutis.web.accounts.views.holding import address_of, held
from percutis.web.ui.qr import drawn
from percutis.web.ui.views import way_on


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def show(request: HttpRequest) -> HttpResponse:
    """What there is; or the secret to set up, and the first code that proves it is."""
    user = User.objects.get(pk=request.user.pk or 0)
    if has_factor(user):
        return render(request, "accounts/factor.html", {"left": codes_left(user), "is_required": is_factor_required()})
    form = CodeForm(request.POST or None)
    way = way_on(request)
    if request.method == "POST" and form.is_valid():
        try:
            return _confirmed(request, user, form.cleaned_data["code"], way)
        except HeldError as error:
            return held(request, error)
        except InputError:
            form.add_error("code", _("This is not it. Take the six digits that your authenticator shows now."))
    try:
        shared = begin_factor(user=user, at=timezone.now())
    except RefusedError:  # set up in another window meanwhile
        return redirect("factor")
    context = {
        "form": form, "next": way, "qr": drawn(shared.address), "address": shared.address,
        "secret": _in_fours(shared.secret), "is_required": is_factor_required(),
    }  # fmt: skip
    return render(request, "accounts/factor_new.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@freshly
def renew(request: HttpRequest) -> HttpResponse:
    """New codes on paper; those before are worth nothing."""
    user = User.objects.get(pk=request.user.pk or 0)
    if not has_factor(user):
        return redirect("factor")
    return render(request, "accounts/paper.html", {"codes": renew_codes(user=user, at=timezone.now())})


@login_required
@require_POST
@freshly
def remove(request: HttpRequest) -> HttpResponse:
    """Without a second factor; where one is required, a new one is set up at once."""
    user = User.objects.get(pk=request.user.pk or 0)
    remove_factor(user=user, at=timezone.now())
    stay_in(request, user)
    forget_factor(request)
    messages.success(request, _("Your second factor is taken away. Every other session of yours has ended."))
    return redirect("factor")


def _confirmed(request: HttpRequest, user: User, code: str, way: str) -> HttpResponse:
    now = timezone.now()
    tried = begin_try(kind=CODE, name=user.username, address=address_of(request), at=now)
    codes = confirm_factor(user=user, code=code, at=now)
    forget_tries(tried)
    stay_in(request, user)
    mark_factor(request)
    return render(request, "accounts/paper.html", {"codes": codes, "next": way, "is_new": True})


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
