"""Photographs of these tests lie in a folder of their own, and the queue is worked through for real."""

from collections.abc import Callable
from typing import Any

import pytest
from django_tasks_db.management.commands.db_worker import Worker

from tests.web.cast import Cast
from tests.web.treat.stage import agree


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Any:
    """The store."""
    settings.MEDIA_ROOT = tmp_path / "photographs"
    return settings.MEDIA_ROOT


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast, whose patient has agreed to photographs inside the clinic."""
    agree(cast, cast.patient, "photographs", tier="clinic")
    return cast


@pytest.fixture
def work(transactional_db: None) -> Callable[[], None]:
    """Do everything that waits in the queue, by the worker itself."""

    def done() -> None:
        Worker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
            worker_id="tests", excluded_queue_names=[],
        ).run()  # fmt: skip

    return done


@pytest.fixture
def texts() -> Any:
    """The newest edition's wording in English."""
    from percutis.protocol.load import load_texts

    return load_texts()
