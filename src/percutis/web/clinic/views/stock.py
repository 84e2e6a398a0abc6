"""The stock: what is there, what comes in, what leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.interop.wording import label
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import BecauseForm
from percutis.web.clinic.forms.stock import CartridgesForm, DeviceForm, ProductForm
from percutis.web.clinic.presenters.stock import lot_views, product_views
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.stock import (
    devices_of,
    get_cartridge,
    get_device,
    get_product,
    is_lot,
    lots_of,
    products_of,
)
from percutis.web.records.services.stock import (
    discard_cartridge,
    finish_product,
    receive_cartridges,
    receive_product,
    register_device,
    retire_device,
)


def index(request: StaffRequest) -> HttpResponse:
    """Cartridges, products and devices; a lot that is typed in opens its page."""
    wanted = request.GET.get("lot", "").strip()
    if wanted and is_lot(request.clinic, wanted):
        return redirect("clinic:lot", clinic=request.clinic.slug, lot=wanted)
    if wanted:
        messages.warning(
            request, _("No lot %(lot)s was ever received here. Compare it with the label.") % {"lot": wanted}
        )
    texts = texts_of(edition_of(request.clinic))
    lots = lot_views(lots_of(request.clinic, request.today), texts)
    products = product_views(products_of(request.clinic), request.today)
    context = {
        "lots": lots,
        "products": products,
        "devices": [(one, label("device", one.model, texts)) for one in devices_of(request.clinic)],
        "warnings": sum(
            state in ("stop", "warn") for state, _word in (*(o.state for o in lots), *(o.state for o in products))
        ),
    }
    return render(request, "clinic/stock/index.html", context)


def _filled_in(request: StaffRequest, form: Any, service: Any, done: str, heading: str) -> HttpResponse:
    """A form that receives something: shown, or sent to its service and back to the stock."""
    if request.method == "POST" and form.is_valid():
        given = form.as_received() if hasattr(form, "as_received") else form.cleaned_data
        try:
            service(**given, by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("clinic:stock", clinic=request.clinic.slug)
    context = {"form": form, "heading": heading}
    return render(request, "clinic/stock/form.html", context, status=422 if form.errors else 200)


def new_device(request: StaffRequest) -> HttpResponse:
    """Register a device."""
    edition = edition_of(request.clinic)
    form = DeviceForm(edition, texts_of(edition), request.POST or None)
    return _filled_in(request, form, register_device, _("The device is registered."), _("Register a device"))


def new_cartridges(request: StaffRequest) -> HttpResponse:
    """Receive cartridges."""
    edition = edition_of(request.clinic)
    form = CartridgesForm(edition, texts_of(edition), request.POST or None)
    return _filled_in(request, form, receive_cartridges, _("The cartridges are in stock."), _("Receive cartridges"))


def new_product(request: StaffRequest) -> HttpResponse:
    """Receive a product."""
    edition = edition_of(request.clinic)
    form = ProductForm(edition, texts_of(edition), request.POST or None)
    return _filled_in(request, form, receive_product, _("The product is in stock."), _("Receive a product"))


def _with_reason(request: StaffRequest, service: Any, context: dict[str, Any], back: Any) -> HttpResponse:
    """A page that asks why something leaves the stock."""
    form = BecauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service(because=form.cleaned_data["because"], by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("On record."))
            return back
    return render(request, "clinic/stock/leave.html", {"form": form, **context}, status=422 if form.errors else 200)


def retire(request: StaffRequest, device: int) -> HttpResponse:
    """Take a device out of use."""
    found = get_device(clinic=request.clinic, pk=device)

    def service(**given: Any) -> None:
        retire_device(device=found, **given)

    context = {"heading": _("Take the device out of use"), "what": f"{found.label}, {found.serial}"}
    return _with_reason(request, service, context, redirect("clinic:stock", clinic=request.clinic.slug))


def discard(request: StaffRequest, cartridge: int) -> HttpResponse:
    """Throw a cartridge away."""
    found = get_cartridge(clinic=request.clinic, pk=cartridge)

    def service(**given: Any) -> None:
        discard_cartridge(cartridge=found, **given)

    context = {"heading": _("Throw the cartridge away"), "what": f"{found.lot} {found.number}"}
    back = redirect("clinic:lot", clinic=request.clinic.slug, lot=found.lot)
    return _with_reason(request, service, context, back)


@require_POST
def finish(request: StaffRequest, product: int) -> HttpResponse:
    """A lot of a product is used up."""
    found = get_product(clinic=request.clinic, pk=product)
    finish_product(product=found, by=request.actor, at=request.now)
    messages.success(request, _("Used up, and out of the stock."))
    return redirect("clinic:stock", clinic=request.clinic.slug)
