"""Fixtures of the application's tests."""

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
