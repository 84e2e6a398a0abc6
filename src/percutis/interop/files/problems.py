"""What pydantic found wrong, said as problems of the file: place, given, allowed."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from percutis.domain.errors import Problem
from percutis.interop.files.fields import Kind

LONGEST_GIVEN = 60
NEAR = 0.75  # how like a key must be to be the one meant, of 1
_KINDS = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "string_type": "text (a number in quotes)",
    "invalid_key": "text as a key; a decimal number takes a point, such as 0.5",
}


def problems_of(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Each error of the validation, in the order of the file's shape."""
    return [_problem(item, model) for item in error.errors(include_url=False)]


def place_of(location: tuple[int | str, ...]) -> str:
    """`("findings", 2, "status")` as `findings[2].status`."""
    joined = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return joined.removeprefix(".")


def shown(value: Any) -> str:
    """A given value in the words of the file, cut where it is long."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            text = repr(value)
        case dict():
            return "a mapping"
        case list():
            return "an empty list" if not value else f"a list of {len(value)}"
        case _:
            text = str(value)
    return text if len(text) <= LONGEST_GIVEN else f"{text[: LONGEST_GIVEN - 1]}…"


def _problem(item: Any, model: type[BaseModel]) -> Problem:
    location = item["loc"]
    place = place_of(location)
    match item["type"]:
        case "missing":
            return Problem(place, "nothing", _required(_shape_at(model, location).model_fields[location[-1]]))
        case "extra_forbidden":
            key = str(location[-1])[:LONGEST_GIVEN]
            return Problem(
                place, f"the unknown key {key!r}", _keys(key, tuple(_shape_at(model, location).model_fields))
            )
        case kind:
            return Problem(place, shown(item["input"]), _KINDS.get(kind, item["msg"]))


def _keys(given: str, keys: tuple[str, ...]) -> str:
    """The keys that may stand there, after the one that was probably meant."""
    near = "".join(f"{key}? " for key in get_close_matches(given.casefold(), keys, n=1, cutoff=NEAR))
    return near + ", ".join(keys)


def _required(field: FieldInfo) -> str:
    kind = next((item for item in field.metadata if isinstance(item, Kind)), None)
    return f"required, {kind.allowed}" if kind else "required"


def _shape_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    """The shape that holds the last key of `location`."""
    for part in location[:-1]:
        if isinstance(part, str):
            model = _shape_in(model.model_fields[part].annotation) or model
    return model


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((shape for part in get_args(annotation) if (shape := _shape_in(part))), None)
