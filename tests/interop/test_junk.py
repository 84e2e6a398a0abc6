"""Nothing that a file can hold makes the reader or the engine crash: it is refused in words, or answered."""

import copy
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.errors import InputError
from percutis.domain.gate import pass_gate
from percutis.domain.plan import plan_course
from percutis.domain.triage import triage
from percutis.interop.answers import as_json
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from percutis.protocol.load import load_edition, load_texts
from tests.examples import ON, example

EDITION, ENGLISH = load_edition(), load_texts()
JUNK: list[Any] = [
    None, True, -1, 0, 10**400, 1e308, math.nan, math.inf, "", " ", "x" * 300, "\x00", "\ud800", "0001-01-01",
    "9999-12-31", "9999-12-31T23:59+00:00", "2199-12-31", b"bytes", [], [None], [[]], {}, {"a": 1}, {1: 2}, {None: []},
]  # fmt: skip


def answer_intake(raw: dict[str, Any]) -> None:
    """Plan it."""
    as_json(plan_course(read_intake(raw, EDITION, ON), EDITION, ON), ENGLISH)


def answer_session(raw: dict[str, Any]) -> None:
    """Gate it and care for it."""
    session = read_session(raw, EDITION)
    as_json(pass_gate(session, EDITION), ENGLISH)
    as_json(plan_aftercare(session, EDITION), ENGLISH)


def answer_checkin(raw: dict[str, Any]) -> None:
    """Triage it."""
    as_json(triage(read_checkin(raw, EDITION), EDITION), ENGLISH)


ANSWERS: dict[str, Callable[[dict[str, Any]], None]] = {
    "intake": answer_intake,
    "session": answer_session,
    "checkin": answer_checkin,
}


def spoilt(raw: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a file."""
    yield path
    items = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for key, value in items:
        yield from spoilt(value, (*path, key))


def with_junk(raw: dict[str, Any], path: tuple[Any, ...], junk: Any) -> dict[str, Any]:
    """The file with one value replaced."""
    spoiled = copy.deepcopy(raw)
    holder: Any = spoiled
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = junk
    return spoiled


def problems(kind: str, raw: dict[str, Any]) -> list[str]:
    """What is refused, as it is printed; nothing when there is an answer."""
    try:
        ANSWERS[kind](raw)
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_junk_in_any_place_crashes_an_answer(kind: str) -> None:
    """Every value of the example in turn is replaced by every piece of junk; what is said of it can be printed."""
    raw = example(kind)
    for path in spoilt(raw):
        for junk in JUNK if path else ():
            for problem in problems(kind, with_junk(raw, path, junk)):
                assert problem.isprintable(), (path, junk)
                assert len(problem) < 600, (path, junk)


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_key_that_is_missing_crashes_an_answer(kind: str) -> None:
    """What nobody said is unknown, or asked for as required."""
    for key in example(kind):
        assert all("required" in problem for problem in problems(kind, example(kind, **{key: None})))
