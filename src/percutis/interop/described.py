"""Inputs and answers as JSON Schema: what a program may send, and what it gets, read off the types themselves.

An answer's schema follows `as_json` line by line, so the two stand or fall together; every golden answer is held
against it. Nothing here is needed to give an answer.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from percutis.domain.decision import Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Effects
from percutis.interop.answers import RENAMED
from percutis.interop.files.fields import WORDS
from percutis.interop.files.words import words_of

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NOTHING: Schema = {"type": "null"}
PLAIN: dict[Any, Schema] = {
    str: TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Cite: {"type": "string", "description": "the key of a source"},
    Sentence: {"type": ["string", "null"], "description": "worded; null where the reader never sees it"},
    Effects: {"type": "object", "description": "what a modification changes"},
    NoneType: NOTHING,
    Any: {},
}
ABOUT: Schema = {"language": TEXT, "wording_reviewed": {"type": "boolean"}}


def input_schema(shape: type[BaseModel], edition: Edition) -> Schema:
    """What a file of that shape may hold, with the words of the edition where it asks for one."""
    words = words_of(edition)
    treated = tuple(zone.id for zone in edition.zones if zone.group != "never")
    found: Schema = _worded(shape.model_json_schema(), {**words, "treated_zone": treated})
    return found


def _worded(node: Any, words: Mapping[str, tuple[str, ...]]) -> Any:
    if isinstance(node, list):
        return [_worded(item, words) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _worded(item, words) for name, item in node.items() if name != WORDS}
    return {**found, "enum": list(words[node[WORDS]])} if WORDS in node else found


@cache
def answer_schema(kind: type) -> Schema:
    """What `as_json` makes of an answer of that type."""
    whole = _object(kind)
    if "expected" in whole["properties"]:
        whole["properties"]["expected"] = _closed({"outcomes": whole["properties"]["expected"]})
    whole["properties"] |= {"notice": {**TEXT, "description": "until a medical director approved the edition"}, **ABOUT}
    whole["required"] = [*whole["required"], *ABOUT]
    return whole


def _object(kind: type) -> Schema:
    renamed = RENAMED.get(kind.__name__, {})
    hints = get_type_hints(kind)
    found = _closed({renamed.get(name, name): _schema(hint) for name, hint in hints.items()})
    if "cites" in hints:
        found["properties"]["cites_at"] = {"type": "array", "items": TEXT}
    return found


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(hint: Any) -> Schema:
    if hint in PLAIN:
        return dict(PLAIN[hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(arg) for arg in args]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (tuple, list):
        return _sequence(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return _object(hint)


def _sequence(args: tuple[Any, ...]) -> Schema:
    """A row of one kind of value, or, where each place has its own, exactly those."""
    if len(args) == 1 or args[1:] == (...,):
        return {"type": "array", "items": _schema(args[0])}
    places = [_schema(arg) for arg in args]
    is_alike = all(place == places[0] for place in places)  # then in the words that every generator of clients knows
    held = {"items": places[0]} if is_alike else {"prefixItems": places}
    return {"type": "array", **held, "minItems": len(args), "maxItems": len(args)}
