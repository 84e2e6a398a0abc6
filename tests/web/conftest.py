"""Fixtures of the application's tests."""

import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.web.cast import Cast, make_cast


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
