"""The day: a column for each practitioner, and the same visits as a list."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.models import Membership
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.day import day_view
from percutis.web.records.selectors.visits import day_of


def today(request: StaffRequest) -> HttpResponse:
    """Today, or the day that the picker names."""
    wanted = request.GET.get("day")
    if wanted:
        return redirect("clinic:day_of", clinic=request.clinic.slug, day=_day(wanted).isoformat())
    return _shown(request, request.today)


def show(request: StaffRequest, day: str) -> HttpResponse:
    """Any day, as YYYY-MM-DD."""
    return _shown(request, _day(day))


def _day(text: str) -> date:
    """The day that an address names; not found where it names none, or one with no day before or after it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not date.min.year < day.year < date.max.year:
        raise Http404
    return day


def _shown(request: StaffRequest, day: date) -> HttpResponse:
    found = day_of(clinic=request.clinic, day=day)
    clinics = Membership.objects.filter(user=request.membership.user, is_active=True).select_related("clinic")
    context = {
        "view": day_view(found, request.clinic, request.now),
        "others": [one.clinic for one in clinics.order_by("clinic__name") if one.clinic_id != request.clinic.pk],
        "may_book": Right.BOOK in request.rights,
    }
    return render(request, "clinic/day/_day.html" if request.htmx else "clinic/day/day.html", context)  # type: ignore[attr-defined]
