"""A practitioner's own visits for their telephone, without a patient's name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.records.selectors.feeds import has_feed
from percutis.web.records.services.feeds import end_feed, open_feed


@never_cache
def index(request: StaffRequest) -> HttpResponse:
    """The link of one's own calendar: made when it is asked for, shown once."""
    address = ""
    if request.method == "POST":
        opened = open_feed(of=request.membership, by=request.actor, at=request.now)
        address = request.build_absolute_uri(opened.path)
    return render(request, "clinic/day/calendar.html", {"address": address, "stands": has_feed(request.membership)})


@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """The link opens nothing any more."""
    end_feed(of=request.membership, by=request.actor, at=request.now)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("clinic:calendar", clinic=request.clinic.slug)
