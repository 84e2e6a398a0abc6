"""A FHIR record out of a file: JSON, one resource or one bundle of them."""

import json
import sys
from pathlib import Path
from typing import Any

from percutis.domain.errors import InputError, Problem
from percutis.interop.fhir.elements import Json

LARGEST_BYTES = 100_000_000
STANDARD_INPUT = "-"
ALLOWED = "a FHIR R4 resource or bundle as JSON in UTF-8, of at most 100 MB"


def read_resource(path: str) -> Json:
    """The resource that a file holds; `-` reads standard input.

    Raises:
        InputError: the file is missing, too large, not UTF-8, not JSON, or holds no FHIR resource.
    """
    return parse_resource(_read(path))


def parse_resource(raw: bytes) -> Json:
    """As `read_resource`, from bytes."""
    if len(raw) > LARGEST_BYTES:
        raise _refused(f"more than {LARGEST_BYTES:,} bytes")
    return resource_in(_parse(raw))


def resource_in(value: Any) -> Json:
    """The value itself where it is a resource.

    Raises:
        InputError: it is not.
    """
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(kind, str) and kind.isalpha() and kind[0].isupper():
        return value
    raise _refused("JSON that is no FHIR resource: it names no resourceType")


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
        raise InputError.one(path, reason.lower(), "the path of a readable file, or - for standard input") from error


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(f"bytes that are not UTF-8 (at byte {error.start})") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refused(f"text that is not JSON ({place})") from error
    except (ValueError, RecursionError) as error:
        raise _refused("JSON nested too deep or with a number too long") from error
