"""Text in, one mapping out. What a file could do to its reader (bombs, floods, double meanings) is refused."""

import json
import sys
from pathlib import Path
from typing import Any

from percutis.domain.errors import InputError, Problem
from percutis.interop.files.limits import ALLOWED, LARGEST_BYTES

STANDARD_INPUT = "-"

Mapping = dict[str, Any]


def read_mapping(path: str) -> Mapping:
    """The mapping that a YAML or JSON file holds; `-` reads standard input.

    Raises:
        InputError: the file is missing, too large, not UTF-8, not YAML or JSON, not a mapping, nested deeper
            than 20 levels, or holds a key twice or a YAML alias. Dates stay text.
    """
    return parse_mapping(_read(path))


def parse_mapping(raw: bytes) -> Mapping:
    """As `read_mapping`, from bytes."""
    if len(raw) > LARGEST_BYTES:
        raise _refused(f"more than {LARGEST_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"bytes that are not UTF-8 (at byte {error.start})") from error
    value = _parse(text)
    if not isinstance(value, dict):
        raise _refused(_kind(value))
    return value


def _refused(given: str) -> InputError:
    return InputError((Problem("file", given, ALLOWED),))


def _read(path: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(LARGEST_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        readable = "the path of a readable file, or - for standard input"
        raise InputError((Problem(path, reason.lower(), readable),)) from error


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
