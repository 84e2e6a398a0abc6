"""Telephone numbers on a page."""

from django import template

from percutis.web.records.core import phones

register = template.Library()


@register.filter
def as_read(number: str) -> str:
    """The number in groups, as it is read aloud."""
    return phones.as_read(number)
