"""Who may open which address, read from the doors themselves: an address a row, a kind of visitor a column.

docs/access.md shows it (`tests.docs.access`), and tests/web/test_doors.py asks every address as every visitor.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from percutis.web.accounts.rights import Right, rights_of

HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
EVERYBODY, STAFF_ANYWHERE, PROGRAMS, OWN = "everybody", "whoever is logged in", "programs by key", "the patient"
SECRET = "whoever holds the secret address"  # noqa: S105 - not a secret but its description

# What stands outside both doors, and for whom.
OPEN: dict[str, str] = {
    "": STAFF_ANYWHERE,
    "login/": EVERYBODY,
    "login/code/": EVERYBODY,
    "logout/": EVERYBODY,
    "password/": STAFF_ANYWHERE,
    "prove/": STAFF_ANYWHERE,
    "log-ins/": STAFF_ANYWHERE,
    "factor/": STAFF_ANYWHERE,
    "factor/paper/": STAFF_ANYWHERE,
    "factor/remove/": STAFF_ANYWHERE,
    "language/": EVERYBODY,
    "gallery/": EVERYBODY,
    ".well-known/security.txt": EVERYBODY,
    "me/in/<str:token>/": EVERYBODY,
    "me/code/": EVERYBODY,
    "me/here/": EVERYBODY,
    "me/closed/": EVERYBODY,
    "me/leave/": EVERYBODY,
    "calendar/<str:token>.ics": SECRET,  # tests/web/desk/test_calendars.py
    "api/1/openapi.json": EVERYBODY,
    "api/1/": EVERYBODY,
    "api/1/assess": PROGRAMS,
    "api/1/plan": PROGRAMS,
    "api/1/gate": PROGRAMS,
    "api/1/aftercare": PROGRAMS,
    "api/1/triage": PROGRAMS,
    "api/1/sun": PROGRAMS,
    "api/1/intake/from-fhir": PROGRAMS,
}


def _role(role: str, *, licensed: bool = True, director: bool = False, administrator: bool = False) -> frozenset[Right]:
    return rights_of(role, licensed=licensed, medical_director=director, administrator=administrator)


# Everybody who works in the clinic, by what they are.
STAFF: dict[str, frozenset[Right]] = {
    "medical director": _role("dermatologist", director=True),
    "doctor": _role("dermatologist"),
    "doctor, licence lapsed": _role("dermatologist", licensed=False),
    "nurse": _role("nurse"),
    "aesthetician": _role("aesthetician"),
    "front desk": _role("front_desk"),
    "administrator": _role("front_desk", administrator=True),
}
PATIENT, PROGRAM, ELSEWHERE, STRANGER = "patient", "program", "staff of another clinic", "stranger"
VISITORS = (*STAFF, PATIENT, PROGRAM, ELSEWHERE, STRANGER)


@dataclass(frozen=True)
class Address:
    """An address with its holes, and its door: a right, the patient's own, or one of the open kinds."""

    route: str
    name: str
    view: Callable[..., object]
    door: str

    @property
    def right(self) -> Right | None:
        """The right that opens it; None where it is no page of the staff."""
        return getattr(self.view, "right", None)

    @property
    def is_fresh(self) -> bool:
        """Whether it asks once more who one is."""
        return bool(getattr(self.view, "fresh", False))

    @property
    def holes(self) -> list[tuple[str, str]]:
        """Each hole: its kind (int, uuid, slug, str, path) and its name."""
        return HOLE.findall(self.route)

    def filled(self, fill: Callable[[str, str], object]) -> str:
        """The address with every hole filled by what `fill` gives for its kind and name."""
        return "/" + HOLE.sub(lambda hole: str(fill(hole[1], hole[2])), self.route)


def addresses() -> list[Address]:
    """Every address of the application, in its own order.

    Raises:
        KeyError: one that stands behind no door and is not said to be open.
    """
    return [_address(route, pattern) for route, pattern in _all(get_resolver(), "")]


def _address(route: str, pattern: URLPattern) -> Address:
    view = pattern.callback
    right: Right | None = getattr(view, "right", None)
    door = right.value if right else OWN if getattr(view, "is_own", False) else OPEN[route]
    return Address(route, pattern.name or "", view, door)


def _all(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _all(one, route)
        else:
            yield route, one


def may(address: Address, visitor: str) -> bool:
    """Whether that visitor gets past the door; what lies behind may still be somebody else's, and then is not there."""
    if address.right is not None:
        return address.right in STAFF.get(visitor, frozenset())
    match address.door:
        case "everybody" | "whoever holds the secret address":
            return True
        case "whoever is logged in":
            return visitor in STAFF or visitor == ELSEWHERE
        case "programs by key":
            return visitor == PROGRAM
        case _:
            return visitor == PATIENT
