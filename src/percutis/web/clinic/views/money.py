"""A patient's money: packages as a balance, payments, receipts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.forms.money import PackageForm, PaymentForm
from percutis.web.clinic.forms.problems import add_problems
from percutis.web.clinic.forms.visits import WhyForm
from percutis.web.clinic.presenters.money import METHODS
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.receipt import receipt_pdf
from percutis.web.records.models import Patient
from percutis.web.records.selectors.money import balances_of, get_package, get_receipt, receipts_of
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.money import cancel_receipt, give_back, sell_package, take_payment

LANGUAGES = ("en", "ur")


def show(request: StaffRequest, patient: UUID) -> HttpResponse:
    """What was bought, used and paid, and the two forms."""
    return _page(request, get_patient(clinic=request.clinic, key=patient))


def sell(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Sell a package."""
    found = get_patient(clinic=request.clinic, key=patient)
    form = PackageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sell_package(patient=found, **form.cleaned_data, by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("The package is sold. Take the payment for it below."))
            return redirect("clinic:money", clinic=request.clinic.slug, patient=found.key)
    return _page(request, found, package_form=form)


def pay(request: StaffRequest, patient: UUID) -> HttpResponse:
    """Take a payment; the receipt is made at once."""
    found = get_patient(clinic=request.clinic, key=patient)
    form = PaymentForm(request.POST or None, balances=balances_of(patient=found))
    if request.method == "POST" and form.is_valid():
        try:
            receipt = take_payment(patient=found, **form.payment(), by=request.actor, at=request.now)
        except InputError as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Receipt %(number)s is made.") % {"number": receipt.number})
            return redirect("clinic:money", clinic=request.clinic.slug, patient=found.key)
    return _page(request, found, payment_form=form)


def receipt(request: StaffRequest, receipt: int, language: str) -> HttpResponse:
    """The receipt as PDF."""
    found = get_receipt(clinic=request.clinic, receipt=receipt)
    if language not in LANGUAGES:
        raise Http404
    name = f'inline; filename="receipt-{found.number}-{language}.pdf"'
    pdf = receipt_pdf(found, language)
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def cancel(request: StaffRequest, receipt: int) -> HttpResponse:
    """Cancel a receipt by a second one."""
    found = get_receipt(clinic=request.clinic, receipt=receipt)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        second = cancel_receipt(receipt=found, why=form.cleaned_data["why"], by=request.actor, at=request.now)
        said = _("Receipt %(number)s is cancelled by receipt %(second)s.")
        messages.success(request, said % {"number": found.number, "second": second.number})
        return redirect("clinic:money", clinic=request.clinic.slug, patient=found.patient.key)
    context = {"form": form, "receipt": found, "patient": found.patient, "names": names(found.patient)}
    return render(request, "clinic/money/cancel.html", context, status=422 if form.errors else 200)


def back(request: StaffRequest, package: int) -> HttpResponse:
    """Give a session back to a package."""
    found = get_package(clinic=request.clinic, package=package)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_back(package=found, why=form.cleaned_data["why"], by=request.actor, at=request.now)
        messages.success(request, _("One session is given back."))
        return redirect("clinic:money", clinic=request.clinic.slug, patient=found.patient.key)
    context = {"form": form, "package": found, "patient": found.patient, "names": names(found.patient)}
    return render(request, "clinic/money/give_back.html", context, status=422 if form.errors else 200)


def _page(
    request: StaffRequest,
    patient: Patient,
    *,
    package_form: PackageForm | None = None,
    payment_form: PaymentForm | None = None,
) -> HttpResponse:
    balances = balances_of(patient=patient)
    wrong = bool((package_form and package_form.errors) or (payment_form and payment_form.errors))
    context: dict[str, Any] = {
        "patient": patient,
        "names": names(patient),
        "balances": balances,
        "receipts": [{"row": one, "method": METHODS[one.method]} for one in receipts_of(patient=patient)],
        "package_form": package_form or PackageForm(),
        "payment_form": payment_form or PaymentForm(balances=balances),
    }
    return render(request, "clinic/money/money.html", context, status=422 if wrong else 200)
