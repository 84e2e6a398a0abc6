"""Choosing the language, and the gallery of components."""

import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

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
    is_ours = url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure())
    return wished if wished and is_ours else default


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages."""
    return render(request, "ui/gallery.html", {"icons": sorted(ICONS)})


ICONS = tuple(re.findall(r'<symbol id="([a-z]+)"', (Path(__file__).parent / "static/ui/icons.svg").read_text()))
