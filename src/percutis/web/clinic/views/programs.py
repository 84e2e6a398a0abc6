"""Programs of other systems: admit one and hand over its key, or end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.selectors.programs import get_program, programs
from percutis.web.accounts.services.programs import Admitted, admit_program, end_program
from percutis.web.clinic.forms.office import ProgramForm
from percutis.web.clinic.forms.problems import add_problems


@never_cache
def index(request: StaffRequest) -> HttpResponse:
    """Every program, and the form to admit one; a new key is shown once, on the page that answers."""
    form, admitted = ProgramForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            admitted = admit_program(name=form.cleaned_data["name"], by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
    return _page(request, ProgramForm() if admitted else form, admitted)


def _page(request: StaffRequest, form: ProgramForm, admitted: Admitted | None) -> HttpResponse:
    every = programs(clinic=request.clinic)
    context = {
        "form": form,
        "admitted": admitted,
        "address": request.build_absolute_uri("/api/1/"),
        "in_use": [one for one in every if one.ended_at is None],
        "ended": [one for one in every if one.ended_at],
    }
    return render(request, "clinic/staff/programs.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: StaffRequest, program: int) -> HttpResponse:
    """The key opens nothing from now on."""
    row = end_program(program=get_program(clinic=request.clinic, pk=program), by=request.actor, at=request.now)
    messages.success(request, _("The key of %(name)s opens nothing from now on.") % {"name": row.name})
    return redirect("clinic:programs", clinic=request.clinic.slug)
