"""Choosing the language, and the gallery of components."""

import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from percutis.web.ui.gallery import sample
from percutis.web.ui.language import KNOWN

YEAR = 365 * 24 * 60 * 60


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Back to where one was, in the chosen language."""
    response = HttpResponseRedirect(way_back(request))
    chosen = request.POST.get("language", "")
    if chosen in KNOWN:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response


def way_back(request: HttpRequest, default: str = "/") -> str:
    """Where the form said one came from, if that is a page of ours."""
    wished = request.POST.get("next", "")
    return wished if is_ours(request, wished) else default


def came_from(request: HttpRequest) -> str:
    """The page of ours that the address names as the one to go back to; empty where it names none."""
    wished = request.GET.get("next", "")
    return wished if is_ours(request, wished) else ""


def way_on(request: HttpRequest) -> str:
    """Where a page that stands in between leads: as its form says, or as its address does; empty where neither does."""
    return way_back(request, "") if request.method == "POST" else came_from(request)


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of ours; none leads nowhere."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page in both languages, for those who build pages."""
    halves = [half(request, code, direction) for code, direction in (("en", "ltr"), ("ur", "rtl"))]
    return render(request, "ui/gallery.html", {"halves": halves, "icons": ICONS})


def half(request: HttpRequest, language: str, direction: str) -> SafeString:
    """The components in one language."""
    with translation.override(language):
        return render_to_string("ui/_gallery.html", {"half": sample(language, direction)}, request)


ICONS = tuple(sorted(re.findall(r'<symbol id="([a-z]+)"', (Path(__file__).parent / "static/ui/icons.svg").read_text())))
