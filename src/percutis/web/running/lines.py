"""The lines of the log: one event each, for people or as one JSON object, and never anything about a person.

Of our own lines the sentence is written. Of a request: the route with its holes unfilled, so that no key of a patient,
no token and no query is kept. Of another library: its sentence with the holes unfilled, since what fills them may be a
telephone number. Of an exception: its kind and the places it went through, not its sentence.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OURS = ("percutis", "_granian", "django_tasks")
EXTRAS = ("method", "route", "status", "ms")
PLACES = 12  # the innermost of an exception
request_id: ContextVar[str] = ContextVar("request_id", default="")


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What may be written of an event: when, how grave, from whom, what, in which request, and where it broke."""
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "from": record.name,
        "said": _said(record),
    }
    if asked := request_id.get():
        facts["request"] = asked
    facts |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
    if record.exc_info and record.exc_info[1]:
        facts["error"] = error_of(record.exc_info[1])
    return facts


def error_of(error: BaseException) -> dict[str, Any]:
    """The kind of an exception and the places it went through, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": f"{type(error).__module__}.{type(error).__qualname__}", "places": places}


class JsonLine(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


class TextLine(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; an exception indented below it."""
        facts = facts_of(record)
        error = facts.pop("error", None)
        head = " ".join(str(facts.pop(name)) for name in ("at", "level", "from", "said") if name in facts)
        line = " ".join((head, *(f"{name}={value}" for name, value in facts.items())))
        return line if error is None else "\n  ".join((line, error["kind"], *error["places"]))


def _said(record: logging.LogRecord) -> str:
    if record.name.startswith(OURS):
        return record.getMessage()
    if hasattr(record, "status_code"):
        return f"answered {record.status_code}"
    return str(record.msg) if record.args else "a line that is not written here, since it may name a person"
