"""From one lot to every patient in one step, and a message to all of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.stock import cartridge_views, product_views, touched_by
from percutis.web.records.selectors.stock import (
    cartridges_of_lot,
    is_lot,
    products_of_lot,
    recall_messages,
    uses_of_lot,
)
from percutis.web.records.services.stock import recall_lot


def show(request: StaffRequest, lot: str) -> HttpResponse:
    """What came of the lot, and every patient whom it touched, with telephone and message."""
    if not is_lot(request.clinic, lot):
        raise Http404
    cartridges = cartridges_of_lot(request.clinic, lot)
    patients = touched_by(uses_of_lot(request.clinic, lot), recall_messages(request.clinic, lot))
    context = {
        "lot": lot,
        "cartridges": cartridge_views(cartridges, request.today),
        "expires": cartridges[0].expires if cartridges else None,
        "products": product_views(products_of_lot(request.clinic, lot), request.today),
        "patients": patients,
        "unasked": sum(1 for one in patients if not one.message[0] and not one.patient.erased),
    }
    return render(request, "clinic/stock/lot.html", context)


@require_POST
def recall(request: StaffRequest, lot: str) -> HttpResponse:
    """Ask every patient of the lot to call; nobody is asked twice."""
    if not is_lot(request.clinic, lot):
        raise Http404
    count = recall_lot(lot=lot, by=request.actor, at=request.now)
    words = ngettext("%(count)s patient is asked to call.", "%(count)s patients are asked to call.", count)
    messages.success(request, words % {"count": count})
    return redirect("clinic:lot", clinic=request.clinic.slug, lot=lot)
