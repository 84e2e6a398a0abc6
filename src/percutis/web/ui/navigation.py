"""The way through the staff's pages: each link with the right that opens it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LINKS = (
    ("see_day", "day", pgettext_lazy("navigation", "Day"), "day"),
    ("see_patient", "patients", _("Patients"), "patients"),
    ("answer", "inbox", _("Inbox"), "inbox"),
    ("see_chart", "events", pgettext_lazy("navigation", "Events"), "warning"),
    ("book", "waitlist", _("Wait list"), "list"),
    ("stock", "stock", _("Stock"), "box"),
    ("outbox", "outbox", _("Messages"), "message"),
    ("read_protocol", "protocol", _("Protocol"), "book"),
    ("staff", "staff", _("Staff"), "people"),
    ("audit", "audit", pgettext_lazy("navigation", "Log"), "log"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the navigation."""

    text: str
    url: str
    icon: str
    is_here: bool


def links_for(request: HttpRequest) -> tuple[Link, ...]:
    """The pages that this member may open, in the order of a working day."""
    clinic = getattr(request, "clinic", None)
    rights: frozenset[str] = getattr(request, "rights", frozenset())
    if clinic is None:
        return ()
    links = _links(clinic.slug, rights, translation.get_language())
    return tuple(replace(link, is_here=request.path.startswith(link.url)) for link in links)


@lru_cache(maxsize=500)
def _links(slug: str, rights: frozenset[str], _language: str | None) -> tuple[Link, ...]:
    found = []
    for right, name, text, icon in LINKS:
        if right in rights:
            try:
                url = reverse(f"clinic:{name}", kwargs={"clinic": slug})
            except NoReverseMatch:
                continue
            found.append(Link(str(text), url, icon, is_here=False))
    return tuple(found)
