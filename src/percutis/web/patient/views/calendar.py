"""A patient's booked dates for their telephone: downloaded once, or a link that it reads again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.presenters.frame import frame_of
from percutis.web.records.core.calendars import calendar_of_patient
from percutis.web.records.selectors.feeds import has_feed, visits_told
from percutis.web.records.services.feeds import end_feed, open_feed


@own
def download(request: PatientRequest) -> HttpResponse:
    """The dates as a file."""
    visits = visits_told(request.patient, request.now)
    content = calendar_of_patient(request.patient, visits, request.LANGUAGE_CODE)
    answer = HttpResponse(content, content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return answer


@own
@never_cache
def subscribe(request: PatientRequest) -> HttpResponse:
    """The link: made when it is asked for, shown once."""
    address = ""
    if request.method == "POST":
        opened = open_feed(of=request.patient, by=request.actor, at=request.now)
        address = request.build_absolute_uri(opened.path)
    context = {**frame_of(request), "address": address, "stands": has_feed(request.patient)}
    return render(request, "patient/calendar.html", context)


@own
@require_POST
def end(request: PatientRequest) -> HttpResponse:
    """The link opens nothing any more."""
    end_feed(of=request.patient, by=request.actor, at=request.now)
    return redirect("patient:calendar")
