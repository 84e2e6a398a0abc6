"""Addresses of the staff's pages."""

from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from percutis.web.accounts.models import Clinic


def link(clinic: Clinic, name: str, **kwargs: object) -> str:
    """The address of a page of that clinic; empty where this installation has no such page."""
    return _address(name, clinic=clinic.slug, **kwargs)


@lru_cache(maxsize=8192)  # a page has dozens, mostly the same as the page before
def _address(name: str, **kwargs: object) -> str:
    try:
        return reverse(f"clinic:{name}", kwargs=kwargs)
    except NoReverseMatch:
        return ""
