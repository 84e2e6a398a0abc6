"""The log: who did what, and whether it is as it was written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.selectors.staff import members
from percutis.web.clinic.forms.office import LogForm
from percutis.web.clinic.presenters.log import action_choices, log_rows
from percutis.web.records.models import Patient
from percutis.web.records.selectors.audit import (
    LogFilter,
    check_chain,
    find_audit,
    patients_of,
)
from percutis.web.ui.asked import whole_number


def index(request: StaffRequest) -> HttpResponse:
    """The rows that are asked for, the newest first; `?check=yes` reads the whole chain."""
    clinic = request.clinic
    form = LogForm(members(clinic=clinic), action_choices(), request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    number = given.get("patient", "").strip()
    patient = Patient.objects.filter(clinic=clinic, number__iexact=number).first() if number else None
    if number and patient is None:
        form.add_error("patient", _("No patient has this number."))
    wanted = LogFilter(
        member=given.get("member"),
        patient=patient.key if patient else None,
        action=given.get("action") or "",
        day=given.get("day"),
    )
    page = find_audit(clinic=clinic, wanted=wanted, below=whole_number(request.GET.get("below")) or None)
    asked = request.GET.copy()
    asked.pop("below", None)
    asked.pop("check", None)
    context = {
        "rows": log_rows(page.events, page.said, patients_of(clinic=clinic, events=page.events))
        if not form.errors
        else [],
        "below": page.below,
        "form": form,
        "asked": asked.urlencode(),
        "is_filtered": any((given.get("member"), number, given.get("action"), given.get("day"))),
        "chain": check_chain(clinic=clinic) if request.GET.get("check") else None,
    }
    return render(request, "clinic/log/index.html", context)
