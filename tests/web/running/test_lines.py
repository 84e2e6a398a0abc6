"""The lines of the log: what is ours is said, what others say is not trusted with names."""

import json
import logging
import sys

from percutis.web.running.lines import JsonLine, TextLine

NAME = "Test Patient, +923001234567"


def record(logger: str, message: str, *given: object, **more: object) -> logging.LogRecord:
    """An event as the log gets it."""
    found = logging.LogRecord(logger, logging.WARNING, "file.py", 1, message, given, None)
    vars(found).update(more)
    return found


def said(event: logging.LogRecord) -> str:
    """What is written of it."""
    found: str = json.loads(JsonLine().format(event))["said"]
    return found


def test_our_own_sentence_is_written_whole() -> None:
    """It names nobody, because we wrote it so."""
    assert said(record("percutis.worker", "%s tasks", 3)) == "3 tasks"


def test_sentence_of_another_library_keeps_its_holes() -> None:
    """What would fill them may be somebody; a sentence that is filled already is left out."""
    assert said(record("apprise", "sent to %s", NAME)) == "sent to %s"
    assert said(record("apprise", f"sent to {NAME}")) == "a line that is not written here, since it may name a person"
    assert said(record("django.request", "Not Found: %s", f"/me/{NAME}", status_code=404)) == "answered 404"


def test_exception_says_where_and_not_what() -> None:
    """The sentence of an exception may hold what somebody typed."""
    try:
        raise ValueError(NAME)
    except ValueError:
        event = record("percutis.request", "broken")
        event.exc_info = sys.exc_info()
    for form in (JsonLine(), TextLine()):
        assert NAME not in form.format(event)
        assert "builtins.ValueError" in form.format(event)
        assert "test_exception_says_where_and_not_what" in form.format(event)
