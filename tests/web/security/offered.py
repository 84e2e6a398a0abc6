"""What a page offers to fill in, as a browser would send it; and the names of what an address reads beside that."""

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

READ = re.compile(r"""\b(?:GET|POST|asked|named|data|post)\b(?:\.get|\.getlist)?[(\[]\s*"(\w+)""")
UNSENT = {"submit", "button", "image", "reset"}


@dataclass
class Offer:
    """One form: where it goes, by which method, and what stands in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.by_id: dict[str, Offer] = {}
        self.offers: list[Offer] = []
        self.open: Offer | None = None
        self.select: tuple[Offer, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Offer(urljoin(self.address, at.get("action", "")), at.get("method", "get").lower())
            self.offers.append(self.open)
            self.by_id[at.get("id", "")] = self.open
        elif tag == "option" and self.select:
            offer, name = self.select
            if "selected" in at or (at.get("value") and not any(offer.fields[name])):
                offer.fields[name] = [at.get("value", "")]
        elif tag in ("input", "select", "textarea", "button"):
            self._field(tag, at)

    def _field(self, tag: str, at: dict[str, str]) -> None:
        offer, name = self.by_id.get(at.get("form", "-")) or self.open, at.get("name", "")
        kind = "submit" if tag == "button" else at.get("type", "")
        if offer is None or not name or name == "csrfmiddlewaretoken":
            return
        if kind == "file":
            offer.files.add(name)
        elif kind in ("checkbox", "radio") and "checked" not in at:
            offer.fields.setdefault(name, [])
        elif kind in UNSENT:
            offer.fields.setdefault(name, [at.get("value", "")])
        else:
            offer.fields.setdefault(name, []).append(at.get("value", ""))
        self.select = (offer, name) if tag == "select" else self.select

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None


def forms_of(page: str, address: str) -> list[Offer]:
    """Every form of a page."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.offers


def path_of(action: str) -> str:
    """The address of a form, on this host, with its query."""
    parts = urlsplit(action)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@cache
def names_in(module: str) -> frozenset[str]:
    """What the code of a module reads out of a query or a form, by the look of it."""
    source = sys.modules[module].__file__
    return frozenset(READ.findall(Path(source).read_text("utf-8"))) if source else frozenset()


def names_read_by(view: Callable[..., object]) -> list[str]:
    """What the view's module reads."""
    return sorted(names_in(inspect.unwrap(view).__module__))


def names_read_anywhere() -> list[str]:
    """What any page reads."""
    pages = (name for name in list(sys.modules) if name.startswith("percutis.web.") and ".views" in name)
    return sorted(frozenset().union(*map(names_in, pages)))
