"""Addresses of the staff's pages."""

from django.urls import NoReverseMatch, reverse

from percutis.web.accounts.models import Clinic


def link(clinic: Clinic, name: str, **kwargs: object) -> str:
    """The address of a page of that clinic; empty where this installation has no such page."""
    try:
        return reverse(f"clinic:{name}", kwargs={"clinic": clinic.slug, **kwargs})
    except NoReverseMatch:
        return ""
