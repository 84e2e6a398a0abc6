"""Grading what a course changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.following import OutcomeForm
from percutis.web.clinic.presenters.course import scale_lines
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.courses import get_course
from percutis.web.records.selectors.outcomes import concerns_of
from percutis.web.records.services.outcomes import record_outcome


def new(request: StaffRequest, course: int) -> HttpResponse:
    """A grade on one of the edition's scales, on one day."""
    row = get_course(clinic=request.clinic, pk=course)
    edition = edition_of(request.clinic, row.plan.edition)
    texts = texts_of(edition)
    concerns = concerns_of(row)
    initial = {"on": request.today.isoformat(), "concern": concerns[0] if concerns else ""}
    form = OutcomeForm(concerns, edition.scales, texts, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(course=row, by=request.actor, at=request.now, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error("grade", str(refused))
        else:
            messages.success(request, _("The grade is on record."))
            return redirect("clinic:course", clinic=request.clinic.slug, course=course)
    context = {
        "course": row,
        "patient": row.patient,
        "name": names(row.patient)[0],
        "form": form,
        "scales": scale_lines(edition, texts),
    }
    return render(request, "clinic/course/outcome.html", context, status=422 if form.errors else 200)
