"""Templates of one line, rendered as a page would render them."""

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


def drawn(source: str, language: str = "en", **context: object) -> str:
    """What the line becomes in that language."""
    with translation.override(language):
        return Template(source).render(Context({"request": RequestFactory().get("/"), **context})).strip()
