"""A page of the staff: an address, the view behind it, and the right that opens it."""

from django.urls import URLPattern, path

from percutis.web.accounts.entry import View, entering
from percutis.web.accounts.rights import Right


def page(route: str, view: View, right: Right, name: str, *, fresh: bool = False) -> URLPattern:
    """The address below the clinic's own, behind the door; `fresh` asks once more who one is."""
    return path(f"<slug:clinic>/{route}", entering(view, right, fresh=fresh), name=name)
