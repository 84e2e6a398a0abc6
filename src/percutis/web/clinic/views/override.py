"""A doctor's choice of the permissive value of a rule, and its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.decision import Sentence
from percutis.interop.wording import label, say
from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.forms.signing import REASONS, OverrideForm
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.consultations import standing_overrides
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consultations import record_override, withdraw_override


def new(request: StaffRequest, patient: UUID, rule: str) -> HttpResponse:
    """What the rule says, what may be chosen instead, and the form for it."""
    found = get_patient(clinic=request.clinic, key=patient)
    edition = edition_of(request.clinic)
    texts = texts_of(edition)
    entry = next((one for one in edition.entries() if one.id == rule), None)
    if entry is None:
        raise Http404
    form = OverrideForm(request.membership.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_override(
            patient=found,
            rule=rule,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            by=request.actor,
            at=request.now,
        )
        messages.success(request, _("Your choice is on record."))
        return redirect("clinic:consultation_finish", clinic=request.clinic.slug, patient=patient)
    permissive = getattr(entry, "permissive", None)
    standing = [
        {"pk": one.pk, "rule": one.rule, "by": one.by, "at": one.at, "note": one.note, "reason": REASONS[one.reason]}
        for one in standing_overrides(found)
    ]
    context = {
        "patient": found,
        "form": form,
        "rule": rule,
        "sentence": say(Sentence(entry.key), texts),
        "instead": label("action", permissive.action.value, texts) if permissive else "",
        "standing": standing,
        "protocol_url": f"/{request.clinic.slug}/protocol/entry/",
    }
    return render(request, "clinic/override.html", context, status=422 if form.errors else 200)


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
