"""A program with its key, and how it asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from percutis.web.accounts.actors import staff
from percutis.web.accounts.services.programs import Admitted, admit_program
from tests.web.cast import NOW, Cast

Ask = Callable[..., HttpResponse]


@pytest.fixture
def admitted(cast: Cast) -> Admitted:
    """A program of the cast's clinic."""
    return admit_program(name="Test System", by=staff(cast.doctor), at=NOW)


@pytest.fixture
def ask(admitted: Admitted) -> Ask:
    """Asks with the program's key; `key=` asks with another."""

    def asked(question: str, body: str | bytes = "", key: str | None = None, **about: Any) -> HttpResponse:
        client = Client(headers={"Authorization": f"Bearer {key or admitted.key}"})
        if question == "sun":
            return client.get("/api/1/sun", about)  # type: ignore[return-value]
        given = {"data": body, "content_type": "application/yaml", "query_params": about}
        return client.post(f"/api/1/{question}", **given)  # type: ignore[arg-type, return-value]

    return asked
