"""The outbox: what waits, was sent or failed; sent by hand, tried again or taken back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.messages import message_rows, shelf_links
from percutis.web.records.selectors.messages import SHELVES, get_message, outbox_of
from percutis.web.records.services.outbox import cancel_message, mark_sent, retry_message
from percutis.web.ui.asked import whole_number


def show(request: StaffRequest) -> HttpResponse:
    """One shelf of the outbox."""
    asked, page = request.GET.get("shelf", ""), max(1, whole_number(request.GET.get("page"), 1))
    shelf = asked if asked in SHELVES else "now"
    found = outbox_of(clinic=request.clinic, shelf=shelf, page=page, at=request.now)
    context = {
        "shelves": shelf_links(found),
        "shelf": shelf,
        "rows": message_rows(found, shows_secrets=settings.DEMO),
        "page": page,
        "next_page": found.next_page,
        "has_gateway": bool(settings.MESSAGES),
        "is_demo": settings.DEMO,
    }
    return render(request, "clinic/outbox.html", context)


@require_POST
def sent(request: StaffRequest, message: int) -> HttpResponse:
    """Somebody has sent it by hand."""
    mark_sent(message=get_message(clinic=request.clinic, pk=message), by=request.actor, at=request.now)
    return _back(request, _("Noted as sent."))


@require_POST
def again(request: StaffRequest, message: int) -> HttpResponse:
    """A failed message, once more."""
    retry_message(message=get_message(clinic=request.clinic, pk=message), by=request.actor, at=request.now)
    return _back(request, _("It is tried again now."))


@require_POST
def cancel(request: StaffRequest, message: int) -> HttpResponse:
    """A message that is not to be sent."""
    cancel_message(message=get_message(clinic=request.clinic, pk=message), by=request.actor, at=request.now)
    return _back(request, _("Taken back; it will not be sent."))


def _back(request: StaffRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("clinic:outbox", clinic=request.clinic.slug)
