"""Every address has its door: for every page and every part of the cast, who may and who may not open it.

The table is made from the addresses themselves, so a new page without a door, or with another right than it says, is
found without anybody remembering to test it.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from percutis.web.accounts.rights import Right
from percutis.web.clinic.urls import urlpatterns as staff_pages
from percutis.web.patient.urls import urlpatterns as own_pages
from tests.web.cast import TODAY, Cast

PARTS = ("doctor", "aesthetician", "nurse", "desk", "lapsed", "stranger", "nobody")
OPEN = {
    "login", "logout", "language", "gallery", "home", "password_change",
    "enter", "code", "handed", "stranger", "leave",
    "assess", "plan", "gate", "aftercare", "triage", "sun", "openapi-json", "api-root",  # programs: tests/web/api
    "calendar_feed",  # a secret address: tests/web/desk/test_calendars.py
}  # fmt: skip
WORDS = {
    "section": "concerns",
    "subject": "procedure",
    "language": "en",
    "step": "check",
    "rule": "none",
    "lot": "NONE",
    "entry": "none",
    "day": "2026-11-25",
    "edition": "2026.1",
    "question": "concerns",
    "token": "none",
    "size": "small",
}


def given_for(pattern: URLPattern, cast: Cast) -> dict[str, object]:
    """Something to fill the holes of an address with: the patient of the cast, and rows that are not there."""
    found: dict[str, object] = {}
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        if name == "clinic":
            found[name] = cast.clinic.slug
        elif name == "patient":
            found[name] = cast.patient.key
        elif kind == "UUIDConverter":
            found[name] = uuid4()
        elif kind == "IntConverter":
            found[name] = 999_999
        else:
            found[name] = WORDS.get(name, "none")
    return found


def opened(client: Client, pattern: URLPattern, cast: Cast, method: str = "get") -> int:
    """The status with which an address answers."""
    route = pattern.pattern._route
    path = "/" + route
    for name, value in given_for(pattern, cast).items():
        path = path.replace(next(p for p in _holes(route) if p.rstrip(">").endswith(f":{name}")), str(value))
    return getattr(client, method)(path).status_code


def _holes(route: str) -> Iterator[str]:
    yield from (f"<{part.partition('>')[0]}>" for part in route.split("<")[1:])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("pattern", staff_pages, ids=lambda pattern: pattern.name)
def test_page_of_the_staff_opens_for_whoever_has_its_right(
    pattern: URLPattern, method: str, cast: Cast, enter: object
) -> None:
    """A stranger to the clinic finds nothing, whoever is not logged in is asked who they are, a colleague without the
    right is refused, and one with it gets past the door (what lies behind may be missing or want more).
    """
    right: Right = pattern.callback.right
    for part in PARTS:
        status = opened(enter(part), pattern, cast, method)  # type: ignore[operator]
        if part == "nobody":
            assert status == 302, (part, status)
        elif part == "stranger":
            assert status == 404, (part, status)
        elif right in cast.staff[part].rights_on(TODAY):
            assert status not in (403, 500), (part, status)
        else:
            assert status == 403, (part, status)


@pytest.mark.parametrize("pattern", [p for p in own_pages if p.name not in OPEN], ids=lambda pattern: pattern.name)
def test_own_page_of_a_patient_is_closed_to_everybody_else(pattern: URLPattern, cast: Cast, enter: object) -> None:
    """Without the link and the code nobody comes in, whatever they are in a clinic."""
    assert getattr(pattern.callback, "is_own", False)
    for part in PARTS:
        client: Client = enter(part)  # type: ignore[operator]
        path = "me/" + pattern.pattern._route
        for hole in _holes(path):
            kind, _, name = hole.strip("<>").partition(":")
            path = path.replace(
                hole, "1" if kind == "int" else str(uuid4()) if kind == "uuid" else WORDS.get(name, "none")
            )
        assert client.get(f"/{path}").status_code in (302, 403, 405), part


def test_every_address_has_a_door_or_is_meant_to_be_open() -> None:
    """Nothing stands outside the two doors but what is listed here."""
    outside = set()
    for pattern in _all(get_resolver()):
        callback = pattern.callback
        if not hasattr(callback, "right") and not getattr(callback, "is_own", False):
            outside.add(pattern.name)
    assert outside <= OPEN, outside - OPEN


def _all(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _all(one)
        else:
            yield one
