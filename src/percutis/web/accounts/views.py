"""The way to one's clinic."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from percutis.web.accounts.models import Membership


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The day of the only clinic, or the clinics to choose from."""
    found = Membership.objects.filter(user=request.user, is_active=True).select_related("clinic", "user")
    memberships = list(found.order_by("clinic__name"))
    if len(memberships) == 1:
        return redirect("clinic:day", clinic=memberships[0].clinic.slug)
    return render(request, "accounts/clinics.html", {"memberships": memberships})
