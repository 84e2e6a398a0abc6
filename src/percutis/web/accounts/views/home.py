"""The way to one's clinic, and one's own password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from percutis.web.accounts.forms import PasswordForm
from percutis.web.accounts.models import Membership, User
from percutis.web.accounts.proof import entered, proved
from percutis.web.accounts.services.passwords import change_password
from percutis.web.accounts.services.tries import PASSWORD, HeldError, begin_try, forget_tries
from percutis.web.accounts.staying import stay_in
from percutis.web.accounts.views.holding import address_of, held


@login_required
@proved
def home(request: HttpRequest) -> HttpResponse:
    """The day of the only clinic, or the clinics to choose from."""
    found = Membership.objects.filter(user_id=request.user.pk or 0, is_active=True).select_related("clinic", "user")
    memberships = list(found.order_by("clinic__name"))
    if len(memberships) == 1:
        return redirect("clinic:day", clinic=memberships[0].clinic.slug)
    return render(request, "accounts/clinics.html", {"memberships": memberships})


@login_required
@entered
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other log-in with the old one ends."""
    user = User.objects.get(pk=request.user.pk or 0)
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST":
        try:
            tried = begin_try(kind=PASSWORD, name=user.username, address=address_of(request), at=timezone.now())
        except HeldError as error:
            return held(request, error)
        if "old_password" not in form.errors:
            forget_tries(tried)
    if request.method == "POST" and form.is_valid():
        changed = change_password(user=user, password=form.cleaned_data["new_password1"], at=timezone.now())
        stay_in(request, changed)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    context = {"form": form, "is_given": user.password_given is not None}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)
