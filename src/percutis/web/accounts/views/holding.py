"""Whom to make wait, and the page that says so."""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from percutis.web.accounts.services.tries import HeldError
from percutis.web.ui.failing import too_often


def address_of(request: HttpRequest) -> str:
    """The network address of the visitor, as far as we can know it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def held(request: HttpRequest, error: HeldError) -> HttpResponse:
    """429: wait, and until when."""
    return too_often(request, str(error), max(1, ceil((error.until - timezone.now()).total_seconds())))
