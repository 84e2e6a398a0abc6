"""What a session must have proved before a view runs: a second factor where one is required, and lately who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from percutis.web.accounts.staying import has_marked_factor, is_fresh
from percutis.web.ui.views import is_ours


def is_factor_required() -> bool:
    """Whether this installation lets nobody of the staff in by a password alone."""
    return bool(settings.SECOND_FACTOR == "required")


def lacks_factor(request: HttpRequest) -> bool:
    """Whether a second factor is required, and this log-in showed none."""
    return is_factor_required() and not has_marked_factor(request)


def lacking(request: HttpRequest, *, fresh: bool) -> HttpResponse | None:
    """The way to what is still to be proved or chosen; None where nothing is. What was sent is not saved then, which is
    said.
    """
    if lacks_factor(request):
        return _to("factor", request)
    if getattr(request.user, "password_given", None):
        return HttpResponseRedirect(reverse("password_change"))
    if fresh and not is_fresh(request, timezone.now()):
        if request.method == "POST":
            messages.warning(request, _("Nothing was saved yet. Say who you are, then do it again."))
        return _to("prove", request)
    return None


def proved(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for whoever has shown a second factor, where one is required."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return lacking(request, fresh=False) or view(request, *args, **kwargs)

    return shown


def entered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same, but whoever still has the password that they were given comes in too, to choose their own."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if lacks_factor(request):
            return _to("factor", request)
        return view(request, *args, **kwargs)

    return shown


def freshly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for whoever has lately proved who they are; it may be what sets the second factor up."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request, timezone.now()) else _to("prove", request)

    return shown


def _to(name: str, request: HttpRequest) -> HttpResponse:
    way = request.get_full_path() if request.method in ("GET", "HEAD") else _page_before(request)
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': way})}")


def _page_before(request: HttpRequest) -> str:
    """The page whose form was sent; the first page where the browser does not say."""
    told = request.headers.get("Referer", "")
    if not is_ours(request, told):
        return reverse("home")
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or reverse("home")
