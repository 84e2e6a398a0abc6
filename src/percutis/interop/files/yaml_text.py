"""YAML as inputs may use it: the safe subset, without aliases, tags, deep nesting or repeated keys.

Dates stay text: YAML itself knows only some ways to write them, and says nothing of those that it does not. Numbers are
written as people and JSON write them. To YAML 1.1, `060` is 48, `1:30` is 90 and `1_0` is 10: here they are text, and
a field that wants a number refuses them.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from percutis.domain.errors import InputError, Problem
from percutis.interop.files.limits import ALLOWED, DEEPEST

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_EXPONENT = r"(?:[eE][-+][0-9]+)?"
_DECIMAL = rf"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+){_EXPONENT}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_NUMBERS = {"int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"), "float": re.compile(rf"(?:{_DECIMAL})\Z")}


def _resolvers() -> dict[str, list[tuple[str, Any]]]:
    """What a plain value is, by its first character, as PyYAML keeps it: without timestamps, with plain numbers."""
    return {
        first: [(tag, _NUMBERS.get(kind, pattern)) for tag, pattern in each if (kind := _kind(tag)) != "timestamp"]
        for first, each in _Base.yaml_implicit_resolvers.items()
    }


def _kind(tag: str) -> str:
    return tag.removeprefix("tag:yaml.org,2002:")


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader, with the values that an input may hold."""

    yaml_implicit_resolvers = _resolvers()


def parse_yaml(text: str) -> Any:
    """What the YAML text holds.

    Raises:
        InputError: it is not YAML, or uses what `read_mapping` refuses; the message holds line and column.
    """
    try:
        _refuse_floods(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            _refuse_repeats(node)
            return None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except InputError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError((Problem("file", _said(error, text), ALLOWED),)) from error


def _said(error: Exception, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    reason = getattr(error, "problem", None) or getattr(error, "reason", "a value is too long or too deep")
    if mark and _character(text, mark.line, mark.column) == "\t":
        reason = "a tab: YAML indents with spaces"
    return f"text that cannot be read{place} ({reason})"


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    return lines[line][column : column + 1] if line < len(lines) else ""


def _refuse_floods(text: str) -> None:
    """Aliases let ten lines mean a billion values, and depth can exhaust a reader: both end the reading."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            alias = f"the YAML alias *{event.anchor}"
            raise InputError((Problem(_line(event), alias, "each value written out"),))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            nesting = f"more than {DEEPEST} levels of nesting"
            raise InputError((Problem(_line(event), nesting, ALLOWED),))


def _refuse_repeats(node: Any) -> None:
    problems = tuple(_repeats(node, ""))
    if problems:
        raise InputError(problems)


def _repeats(node: Any, place: str) -> Iterator[Problem]:
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _repeats(item, f"{place}[{number}]")
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = f"{place}.{key.value}".lstrip(".") if isinstance(key, yaml.ScalarNode) else place
            if here in seen:
                yield Problem(here, f"the same key twice ({_line(key)})", "each key once")
            seen.add(here)
            yield from _repeats(value, here)


def _line(at: Any) -> str:
    return f"line {at.start_mark.line + 1}"
