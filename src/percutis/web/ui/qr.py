"""An address as a square that a telephone reads."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    """The drawing, as SVG; it holds squares and no text."""
    return mark_safe(segno.make(address, error="m").svg_inline(scale=5, border=4))  # noqa: S308
