"""What no single field can see: things said twice, or said two ways.

Works on the raw file, so that it is reported together with the problems of the fields.
"""

from collections.abc import Iterator
from typing import Any

from percutis.domain.errors import Problem

Raw = dict[str, Any]


def repeated_concern_zones(raw: Raw) -> Iterator[Problem]:
    """A zone asked for twice for the same concern, anywhere in the file."""
    seen: dict[tuple[Any, Any], str] = {}
    for place, concern in _mappings(raw, "concerns"):
        for number, zone in enumerate(_list(concern.get("zones"))):
            here = f"{place}.zones[{number}]"
            key = (str(concern.get("concern")), str(zone))
            if key in seen:
                yield Problem(here, repr(key[1]), f"each zone once for {key[0]} (also at {seen[key]})")
            seen.setdefault(key, here)


def repeated_words(raw: Raw, *lists: str) -> Iterator[Problem]:
    """A word that stands twice in one of these lists."""
    for name in lists:
        words = [str(word) for word in _list(raw.get(name))]
        for number, word in enumerate(words):
            if word in words[:number]:
                yield Problem(f"{name}[{number}]", repr(word), f"each once (also at {name}[{words.index(word)}])")


def repeated_keys(raw: Raw, items: str, *keys: str) -> Iterator[Problem]:
    """A mapping of the list `items` whose `keys` are those of an earlier one."""
    seen: dict[tuple[str, ...], str] = {}
    for place, item in _mappings(raw, items):
        name = tuple(str(item.get(key)) for key in keys)
        if name in seen:
            yield Problem(place, " / ".join(name), f"each once (also at {seen[name]})")
        seen.setdefault(name, place)


def contradicted_findings(raw: Raw) -> Iterator[Problem]:
    """A finding said to be never there in one entry and there in another."""
    found = list(_mappings(raw, "findings"))
    there = {str(item.get("finding")) for _, item in found if item.get("status") in ("active", "past")}
    for place, item in found:
        if item.get("status") == "never" and str(item.get("finding")) in there:
            yield Problem(f"{place}.status", "'never'", "not never: another entry says active or past")


def _mappings(raw: Raw, name: str) -> Iterator[tuple[str, Raw]]:
    for number, item in enumerate(_list(raw.get(name))):
        if isinstance(item, dict):
            yield f"{name}[{number}]", item


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
