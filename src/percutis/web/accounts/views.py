"""The way to one's clinic, and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from percutis.web.accounts.models import Membership, User
from percutis.web.accounts.services.passwords import change_password


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The day of the only clinic, or the clinics to choose from."""
    found = Membership.objects.filter(user_id=request.user.pk or 0, is_active=True).select_related("clinic", "user")
    memberships = list(found.order_by("clinic__name"))
    if len(memberships) == 1:
        return redirect("clinic:day", clinic=memberships[0].clinic.slug)
    return render(request, "accounts/clinics.html", {"memberships": memberships})


@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other log-in with the old one ends."""
    user = User.objects.get(pk=request.user.pk or 0)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = change_password(user=user, password=form.cleaned_data["new_password1"], at=timezone.now())
        update_session_auth_hash(request, changed)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)
