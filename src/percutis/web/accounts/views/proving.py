"""Saying once more who one is, before what could do most harm."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from percutis.web.accounts.forms import ProveForm
from percutis.web.accounts.models import User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.logging_in import check_code, check_password
from percutis.web.accounts.services.second_factor import has_factor
from percutis.web.accounts.services.tries import HeldError
from percutis.web.accounts.staying import mark_factor, prove_again
from percutis.web.accounts.views.holding import address_of, held
from percutis.web.ui.views import way_on


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """The password again, and a code where there is a second factor; then on to where one was."""
    user = User.objects.get(pk=request.user.pk or 0)
    way = way_on(request)
    form = ProveForm(request.POST or None, asks_code=has_factor(user))
    if request.method == "POST" and form.is_valid():
        try:
            _check(request, user, form)
        except HeldError as error:
            return held(request, error)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            prove_again(request, timezone.now())
            return redirect(way or "home")
    return render(request, "accounts/prove.html", {"form": form, "next": way}, status=422 if form.errors else 200)


def _check(request: HttpRequest, user: User, form: ProveForm) -> None:
    given, address, now = form.cleaned_data, address_of(request), timezone.now()
    check_password(username=user.username, password=given["password"], address=address, at=now)
    if "code" in given:
        check_code(user=user, code=given["code"], address=address, at=now)
        mark_factor(request)
