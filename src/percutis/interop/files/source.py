"""Text in, one mapping out. What a file could do to its reader (bombs, floods, double meanings) is refused."""

import json
from typing import Any

from percutis.interop.files.limits import INPUT

Mapping = dict[str, Any]


def read_mapping(path: str) -> Mapping:
    """The mapping that a YAML or JSON file holds; `-` reads standard input.

    Raises:
        InputError: the file is missing, too large, not UTF-8, not YAML or JSON, not a mapping, nested deeper
            than 20 levels, or holds a key twice or a YAML alias. Dates stay text.
    """
    return parse_mapping(INPUT.read(path))


def parse_mapping(raw: bytes) -> Mapping:
    """As `read_mapping`, from bytes."""
    value = _parse(INPUT.text(raw))
    if not isinstance(value, dict):
        raise INPUT.refused(_kind(value))
    return value


def _parse(text: str) -> Any:
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _parse_json(text)
        except (ValueError, RecursionError):
            pass  # a YAML flow mapping begins with a brace too, and the YAML reader says where a fault is
    from percutis.interop.files.yaml_text import parse_yaml

    return parse_yaml(text)


def _parse_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> Mapping:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a single value"
