"""Fixtures of the application's tests."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from percutis.web.running.laying import note_changes
from tests.web.cast import Cast, make_cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tables of a new clinic: laid out at once, with every change noted as had."""
    with django_db_blocker.unblock():
        note_changes()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, in a fresh database."""
    return make_cast()


@pytest.fixture
def enter(cast: Cast):
    """A browser logged in as a member of the cast, by part; `stranger` and `nobody` too."""

    def entered(name: str) -> Client:
        client = Client()
        if name != "nobody":
            client.force_login(cast.staff[name].user)
        return client

    return entered


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line of the log, as it is written in earnest, from here on."""
    from percutis.web.running.lines import TextLine

    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    handler = Kept()
    handler.setFormatter(TextLine())
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)
