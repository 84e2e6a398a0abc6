"""What every page knows: its language and direction, the other language, and the way through the application."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from percutis.web.ui.navigation import links_for

OWN_NAMES = {"en": "English", "ur": "اردو"}


def page(request: HttpRequest) -> dict[str, Any]:
    """For the templates: `direction`, `language`, `other_language`, `has_urdu_font`, `navigation`."""
    language = translation.get_language() or "en"
    other = "ur" if language == "en" else "en"
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "other_language": {"code": other, "name": OWN_NAMES[other]},
        "has_urdu_font": (settings.INSTALLED_ASSETS / "fonts" / "nastaliq-urdu.woff2").is_file(),
        "navigation": links_for(request),
    }
