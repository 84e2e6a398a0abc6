"""What the session used up: cartridges, products with their lots, and the package."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import CartridgeForm, ProductForm
from percutis.web.clinic.presenters.session.lots import advice_on_lots
from percutis.web.clinic.views.session.cartridges import stock_for, take_cartridge
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.selectors.money import balances_of
from percutis.web.records.selectors.stock import get_product, products_to_use
from percutis.web.records.services.returns import return_cartridge
from percutis.web.records.services.uses import use_product
from percutis.web.ui.asked import whole_number


def screen(work: Work, *, tray: CartridgeForm | None = None, status: int = 200) -> HttpResponse:
    """Everything that is on record, and what can be added."""
    session, today = work.session, work.request.today
    used = list(session.products.select_related("product").order_by("id"))
    stock = [one for one in products_to_use(session.clinic, today) if one.pk not in {use.product_id for use in used}]
    context = {
        "uses": list(session.cartridges.select_related("cartridge").order_by("id")),
        "products": used,
        "tray": tray or CartridgeForm(stock_for(session, today)),
        "product": ProductForm(stock) if stock else None,
        "advice": advice_on_lots(session, [use.product for use in used], work.texts),
        "taken": session.package_entries.filter(change=-1).select_related("package").first(),
        "balance": next((one for one in balances_of(patient=session.patient) if one.left > 0), None),
    }
    return shown(work, "lots", context, status=status)


@require_POST
def cartridge(request: StaffRequest, session: int) -> HttpResponse:
    """Another cartridge."""
    work = work_on(request, session)
    tray = CartridgeForm(stock_for(work.session, request.today), request.POST)
    if take_cartridge(work, tray) is None:
        return screen(work, tray=tray, status=409)
    messages.success(request, _("The cartridge is on record, and belongs to this session alone."))
    return to_step(work, "lots")


@require_POST
def take_back(request: StaffRequest, session: int, use: int) -> HttpResponse:
    """Take a cartridge off the tray, before the session starts."""
    work = work_on(request, session)
    row = get_object_or_404(work.session.cartridges.select_related("session__appointment__clinic"), pk=use)
    sealed, because = request.POST.get("sealed") == "yes", request.POST.get("because", "")
    try:
        return_cartridge(use=row, sealed=sealed, because=because, by=request.actor, at=request.now)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return to_step(work, "check", "#device")
    said = _("The cartridge is back in the stock.") if sealed else _("The cartridge is thrown away; nobody can use it.")
    messages.success(request, said)
    return to_step(work, "check", "#device")


@require_POST
def product(request: StaffRequest, session: int) -> HttpResponse:
    """A lot of a product."""
    work = work_on(request, session)
    chosen = whole_number(request.POST.get("product"))
    if not chosen:
        messages.warning(request, _("Choose a product."))
        return to_step(work, "lots")
    found = get_product(clinic=request.clinic, pk=chosen)
    try:
        amount = request.POST.get("amount", "")
        use_product(session=work.session, product=found, amount=amount, by=request.actor, at=request.now)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return screen(work, status=409)
    messages.success(request, _("The lot is on record."))
    return to_step(work, "lots")
