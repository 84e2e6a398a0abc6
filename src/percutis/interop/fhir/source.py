"""A FHIR record out of a file: JSON, one resource or one bundle of them."""

import json
from typing import Any

from percutis.domain.errors import InputError
from percutis.interop.fhir.elements import Json
from percutis.interop.opening import Opening

RECORD = Opening(100_000_000, "a FHIR R4 resource or bundle as JSON in UTF-8, of at most 100 MB")


def read_resource(path: str) -> Json:
    """The resource that a file holds; `-` reads standard input.

    Raises:
        InputError: the file is missing, too large, not UTF-8, not JSON, holds a key twice, or no FHIR resource.
    """
    return parse_resource(RECORD.read(path))


def parse_resource(raw: bytes) -> Json:
    """As `read_resource`, from bytes."""
    return resource_in(_parse(RECORD.text(raw)))


def resource_in(value: Any) -> Json:
    """The value itself where it is a resource.

    Raises:
        InputError: it is not.
    """
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(kind, str) and kind.isalpha() and kind[0].isupper():
        return value
    raise RECORD.refused("JSON that is no FHIR resource: it names no resourceType")


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RECORD.refused(f"text that is not JSON ({place})") from error
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise RECORD.refused("JSON nested too deep or with a number too long") from error


def _each_once(pairs: list[tuple[str, Any]]) -> Json:
    """The object; of a key that stands twice the later would win silently."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise RECORD.refused(f"the key {twice!r} twice in one object")
    return found
