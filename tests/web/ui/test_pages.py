"""The base pages: the gallery, the way through the staff's pages, what went wrong, and how much a page weighs."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from percutis.web.ui.views import ICONS

MOST_BYTES = 150_000
ATTRIBUTES = r"""(?:href|src)=["'](/static/[^"'#]+)"""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_gallery_shows_both_directions(db: None, language: str) -> None:
    """Every component stands there in English and in Urdu, whichever language the reader has."""
    client = Client()
    client.cookies["language"] = language
    page = client.get("/gallery/").content.decode()

    assert re.findall(r'<div class="stack" lang="(\w+)" dir="(\w+)">', page) == [("en", "ltr"), ("ur", "rtl")]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_icon_that_is_named_is_drawn() -> None:
    """No page points at a sign that the sheet does not hold."""
    web = settings.HERE
    named = set()
    for file in (*web.rglob("*.html"), *web.rglob("*.py")):
        named |= set(re.findall(r'{% icon "(\w+)"', file.read_text()))
    assert named - set(ICONS) == set()


def test_navigation_shows_what_the_rights_open(enter: Callable[[str], Client]) -> None:
    """The front desk sees no stock and no log; a director sees all; where one is, is said."""
    ways = {who: _ways(enter(who)) for who in ("desk", "doctor")}

    assert ways["desk"][0] == ("Day", True)
    assert {"Stock", "Log", "Staff", "Inbox"} & {name for name, _ in ways["desk"]} == set()
    assert {"Day", "Patients", "Wait list"} <= {name for name, _ in ways["desk"]}
    assert {name for name, _ in ways["desk"]} < {name for name, _ in ways["doctor"]}


def _ways(client: Client) -> list[tuple[str, bool]]:
    page = client.get("/tests/day/").content.decode()
    nav = page[page.index("<nav") : page.index("</nav>")]
    found = re.findall(r"<a href=\"[^\"]*\"( aria-current=\"page\")?>.*?<span>([^<]*)</span>", nav)
    return [(name, bool(here)) for here, name in found]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_first_page_is_light(db: None, language: str) -> None:
    """The log-in page with all that it brings along stays under its budget, compressed, in either language."""
    client = Client()
    client.cookies["language"] = language
    page = client.get("/login/").content

    assert _weight(page) < MOST_BYTES


@pytest.mark.parametrize("language", ["en", "ur"])
def test_day_is_light(enter: Callable[[str], Client], language: str) -> None:
    """So does the first page of the staff, in either language."""
    client = enter("desk")
    client.cookies["language"] = language

    assert _weight(client.get("/tests/day/").content) < MOST_BYTES


def _weight(page: bytes) -> int:
    """Bytes of the page and of everything it names, as they travel: text compressed, a font as it is."""
    addresses = set(re.findall(ATTRIBUTES, page.decode()))
    files = [Path(found) for address in addresses if (found := finders.find(address.removeprefix("/static/")))]
    sizes = [path.stat().st_size for path in files if path.suffix == ".woff2"]
    return sum(sizes) + sum(len(gzip.compress(text)) for text in (page, *_texts(files)))


def _texts(files: list[Path]) -> list[bytes]:
    return [path.read_bytes() for path in files if path.suffix != ".woff2"]


def test_page_brings_nothing_from_elsewhere_and_nothing_inline(enter: Callable[[str], Client]) -> None:
    """Every address is our own; scripts and styles stand in files, as the policy of the page demands."""
    for client, address in ((Client(), "/gallery/"), (enter("doctor"), "/tests/day/")):
        answer = client.get(address)
        page = answer.content.decode()
        assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']+""", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == []
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_missing_page_says_so_in_the_language_of_the_reader(db: None) -> None:
    """Nothing of the machine is shown, only the way back."""
    client = Client()
    client.cookies["language"] = "ur"
    answer = client.get("/no/such/page/at/all/")

    assert (answer.status_code, b'dir="rtl"' in answer.content) == (404, True)


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_failure_speaks_both_languages_and_needs_nothing(name: str) -> None:
    """The page of a failure is drawn without a request, a database or a language."""
    page = render_to_string(name)

    assert ('lang="en"' in page, 'lang="ur" dir="rtl"' in page) == (True, True)


def test_form_from_an_old_page_is_told_to_be_sent_again() -> None:
    """Without its token nothing is written, and the reader learns what to do."""
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "ur"})

    assert (answer.status_code, b"Please send it again" in answer.content) == (403, True)
