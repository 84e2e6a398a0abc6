"""The protocol's own text on a page: its holes marked, and whatever is Latin kept together in a line from the right."""

import re

from django import template
from django.utils.translation import get_language

from percutis.interop.wording import END_ISOLATE, ISOLATE, RIGHT_TO_LEFT

register = template.Library()
HOLE = re.compile(r"\{([a-z0-9_]+)\}")
LATIN = re.compile(r"[<>≤≥±~+⟨]?[A-Za-z0-9](?:[A-Za-z0-9 .,:;/@%°²µ+±_()⟨⟩–-]*[A-Za-z0-9%°²⟩)])?")


@register.filter
def prose(text: str | None) -> str:
    """`until {until}` as `until ⟨until⟩`: what is filled in for each patient is marked."""
    marked = HOLE.sub(r"⟨\1⟩", text or "")
    if get_language() not in RIGHT_TO_LEFT:
        return marked
    return LATIN.sub(lambda found: f"{ISOLATE}{found[0]}{END_ISOLATE}", marked)
