"""Fixtures of the application's tests."""

from typing import Any

import pytest
from django.test import Client, TransactionTestCase

from tests.web.cast import Cast, make_cast
from tests.web.tampering import tampering


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied() -> None:
    """Tests that commit empty every table at their end. A clinic never does, so the log's refusal is laid aside."""
    emptied = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        with tampering():
            emptied(case)

    TransactionTestCase._fixture_teardown = teardown


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
