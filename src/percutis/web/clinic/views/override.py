"""A doctor's choice of the permissive value of a rule, and its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.assessment import Assessment
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.signing import OverrideForm
from percutis.web.clinic.presenters.override import choice_view
from percutis.web.clinic.presenters.verdict import standing_choices
from percutis.web.clinic.views.consulting import desk_of
from percutis.web.records.core.overrides import choice_of
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consultations import record_override, withdraw_override
from percutis.web.ui.views import came_from


def new(request: StaffRequest, patient: UUID, rule: str) -> HttpResponse:
    """What the rule says of this patient, what may be chosen instead, and the form for it."""
    desk = desk_of(request, patient)
    choice = choice_of(rule, desk.edition)
    if choice is None:
        raise Http404
    form = OverrideForm(request.membership.user, request.POST or None)
    finish = reverse("clinic:consultation_finish", kwargs={"clinic": request.clinic.slug, "patient": patient})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reason", "note")}
        try:
            record_override(patient=desk.patient, rule=rule, **given, by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your choice is on record. A plan made before it does not know it."))
            return redirect(came_from(request) or finish)
    context = {
        "patient": desk.patient,
        "form": form,
        "back": came_from(request),
        "choice": choice_view(choice, desk.checked if isinstance(desk.checked, Assessment) else None, desk.texts),
        "choices": standing_choices(desk.overrides, desk.texts, desk.edition),
        "protocol_url": f"/{request.clinic.slug}/protocol/entry/",
        "override_url": f"/{request.clinic.slug}/patients/{desk.patient.key}/override/",
    }
    return render(request, "clinic/override/new.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: StaffRequest, patient: UUID, override: int) -> HttpResponse:
    """Take a choice back."""
    found = get_patient(clinic=request.clinic, key=patient)
    row = found.overrides.filter(pk=override).first()
    if row is None:
        raise Http404
    withdraw_override(override=row, by=request.actor, at=request.now)
    messages.success(request, _("The choice has been withdrawn."))
    return redirect("clinic:consultation_finish", clinic=request.clinic.slug, patient=patient)
