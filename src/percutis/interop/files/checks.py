"""One pass over a file: its shape, and what only the whole file shows. All problems leave together."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from pydantic import ValidationError

from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError, Problem
from percutis.interop.files.fields import Reading
from percutis.interop.files.limits import ALLOWED
from percutis.interop.files.problems import problems_of, shown
from percutis.interop.files.shapes import Shape, born_of
from percutis.interop.files.words import words_of

A_Shape = TypeVar("A_Shape", bound=Shape)


def mapping(raw: object) -> dict[str, Any]:
    """The raw file, which is a mapping.

    Raises:
        InputError: it is anything else, as an empty file is to a YAML reader.
    """
    if not isinstance(raw, dict):
        raise InputError((Problem("file", shown(raw), ALLOWED),))
    return raw


def checked(
    kind: type[A_Shape], raw: dict[str, Any], edition: Edition, on: date | None, *others: Iterable[Problem]
) -> A_Shape:
    """The file as its shape.

    Raises:
        InputError: the problems of the shape in the order of its fields, then the others.
    """
    reading = Reading(edition=edition, words=words_of(edition), on=on, born=born_of(raw))
    shape: A_Shape | None = None
    problems: list[Problem] = []
    try:
        shape = kind.model_validate(raw, context=reading)
    except ValidationError as error:
        problems = problems_of(error, kind)
    problems.extend(chain.from_iterable(others))
    if problems or shape is None:
        raise InputError(tuple(dict.fromkeys(problems)))
    return shape
