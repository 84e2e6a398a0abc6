"""Settings for every test. Properties draw the same examples on every machine, so that a red build stays red.

`HYPOTHESIS_PROFILE=search make test` looks further, with new examples each time.
"""

import os
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from tests.web.tampering import tampering

settings.register_profile("same", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests first; the others as they stand."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied() -> None:
    """Tests that commit empty every table at their end. A clinic never does, so the log's refusal is laid aside."""
    emptied = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        with tampering():
            emptied(case)

    TransactionTestCase._fixture_teardown = teardown
