"""Closed photographs, opened again under a new signature: which of them, for which use."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.forms.photographs import ReopenForm
from percutis.web.clinic.presenters.photographs import closed_rows
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.tiers import within
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.photographs import closed_photographs, photographs_consent
from percutis.web.records.services.photo_uses import reopen_photographs


def reopen(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Every closed picture in words, for nobody is shown it, and what the patient has signed since."""
    found = get_patient(clinic=request.clinic, key=patient)
    consent, photos = photographs_consent(found), closed_photographs(found)
    texts = texts_of(edition_of(request.clinic))
    rows = closed_rows(photos, texts)
    form = ReopenForm(rows, within(consent.tier) if consent else (), texts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [photo for photo in photos if str(photo.key) in form.chosen()]
        given = {name: form.cleaned_data[name] for name in ("tier", "why")}
        reopen_photographs(patient=found, photos=chosen, by=request.actor, at=request.now, **given)
        said = ngettext("%(count)s picture is open again.", "%(count)s pictures are open again.", len(chosen))
        messages.success(request, said % {"count": len(chosen)})
        return redirect("clinic:photographs", clinic=request.clinic.slug, patient=patient)
    context = {"patient": found, "names": names(found), "consent": consent, "closed": rows, "form": form}
    return render(request, "clinic/photographs/reopen.html", context, status=422 if form.errors else 200)
