"""The log names nobody, whatever breaks while somebody is being written down; and nobody writes a line into it."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from percutis.web.running.lines import JsonLine, TextLine
from tests.web.cast import Cast
from tests.web.portal.own import enter_as

NAME, NUMBER, NOTE = "Testname Sayednever", "0300 7654321", "a note that nobody may read"
PERSON = {"name": NAME, "phone": NUMBER, "born": "1990-01-11", "language": "en", "note": NOTE}
PRIVATE = (*NAME.split(), NUMBER, "+923007654321", "7654321", NOTE, "1990-01-11")


@pytest.fixture(params=[TextLine, JsonLine], ids=["text", "json"])
def lines(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Every line of every logger, from here on, as it is written in earnest."""
    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    handler = Kept()
    handler.setFormatter(request.param())
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


def breaking(said: object) -> Callable[..., None]:
    """A service that fails with a sentence that holds what it was given, as those of databases do."""

    def broken(*given: Any, **named: Any) -> None:
        try:
            raise KeyError(str(named))
        except KeyError as inner:
            raise DatabaseError(f"Failing row contains {given} {named} {said}") from inner

    return broken


def test_failure_writes_nothing_that_was_sent(
    lines: list[str], enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the form, nor what the exception or the one before it says; the places in the program are there."""
    monkeypatch.setattr("percutis.web.clinic.views.patients.register_patient", breaking(PERSON))
    desk = enter("desk")
    desk.raise_request_exception = False
    answer = desk.post(f"/tests/patients/new/?q={NAME}", PERSON)
    log = "\n".join(lines)
    assert answer.status_code >= 500
    assert "DatabaseError" in log
    assert "test_silence.py" in log
    assert [one for one in PRIVATE if one in log or one in answer.content.decode()] == []


def test_failure_of_a_patients_page_writes_nothing_of_them(
    lines: list[str], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not their key, name or number, nor the session of their browser."""
    monkeypatch.setattr("percutis.web.patient.views.coming_in.let_out", breaking(NAME))
    monkeypatch.setattr("percutis.web.patient.views.today.situation_of", breaking(NAME))
    browser = enter_as(cast.patient)
    browser.raise_request_exception = False
    statuses = [browser.get("/me/").status_code, browser.post("/me/leave/", {"note": NOTE}).status_code]
    log = "\n".join(lines)
    private = (str(cast.patient.key), cast.patient.name, cast.patient.phone, browser.cookies["me"].value, NOTE, NAME)
    assert min(statuses) >= 500
    assert [one for one in private if one in log] == []


def test_refusal_says_who_was_refused_what(lines: list[str], cast: Cast, enter: Callable[[str], Client]) -> None:
    """By the number of the member and the right; no name, and nothing of whose page it was."""
    assert enter("desk").get(f"/tests/patients/{cast.patient.key}/photographs/").status_code == 403
    [told] = [line for line in lines if "refused" in line]
    assert f"member {cast.desk.pk} has no right to see_photographs" in told
    assert [one for one in (cast.desk.user.username, cast.desk.user.name, str(cast.patient.key)) if one in told] == []


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/tests/day/%0a2026-01-01T00:00:00 info percutis.request forged/", {}),
        ("/nowhere/%0d%0aforged?q=%0aforged", {}),
        ("/login/", {"x-request-id": "12345678\nforged"}),
        ("/login/", {"host": "forged\n.example"}),
        ("/login/", {"user-agent": "\nforged", "referer": "http://forged/\nforged", "x-forwarded-for": "\nforged"}),
    ],
)
def test_line_is_one_line_whatever_was_asked(
    path: str, headers: dict[str, str], lines: list[str], enter: Callable[[str], Client]
) -> None:
    """No break of a line in an address or a header makes a second one."""
    enter("desk").generic("FORGED", path, headers=headers)
    enter("desk").get(path, headers=headers)
    assert lines
    assert [line for line in lines if "\n" in line or "forged" in line.lower()] == []
