"""What changes something is sent by a form of our own page; what is only read changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as Kept
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from tests.web.cast import Cast
from tests.web.doors import OWN, Address, addresses
from tests.web.portal.own import enter_as
from tests.web.rows import Rows, make_rows
from tests.web.test_doors import WORDS

EVERY = addresses()
OF_STAFF, OF_PATIENT = [one for one in EVERY if one.right], [one for one in EVERY if one.door == OWN]
# Written by looking: that somebody looked, when a browser was last seen, and when a mistake in a code was made.
BY_LOOKING = {AuditEvent, Kept}


@pytest.fixture
def rows(cast: Cast, settings: Any, tmp_path: Any) -> Rows:
    """A row of everything an address can name."""
    settings.MEDIA_ROOT = tmp_path / "photographs"
    return make_rows(cast)


def tables() -> dict[str, list[Any]]:
    """Every row of every table, but for those that looking writes."""
    models = (model for model in apps.get_models() if model not in BY_LOOKING)
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}


def fill_of(rows: Rows) -> Callable[[str, str], object]:
    """Fills an address with rows of the clinic."""

    def fill(kind: str, name: str) -> object:
        if name == "clinic":
            return rows.cast.clinic.slug
        if name in rows and (kind, name) != ("str", "entry"):
            return rows[name]
        return 1 if kind == "int" else WORDS.get(name, "none")

    return fill


def visitors(rows: Rows) -> list[tuple[Client, list[Address]]]:
    """The doctor and the patient, each with their addresses."""
    doctor, patient = Client(), enter_as(rows.cast.patient)
    doctor.force_login(rows.cast.doctor.user)
    return [(doctor, OF_STAFF), (patient, OF_PATIENT)]


def test_form_without_its_token_changes_nothing(rows: Rows) -> None:
    """Sent from a page of somebody else's, with the cookies of whoever is logged in: refused, at every address."""
    come, statuses = visitors(rows), set()
    before = tables()
    for browser, asked in come:
        browser.handler.enforce_csrf_checks = True
        statuses |= {browser.post(one.filled(fill_of(rows))).status_code for one in asked}
    assert statuses == {403}
    assert tables() == before


def test_reading_changes_nothing(rows: Rows) -> None:
    """However an address is opened, nothing is written but that somebody looked."""
    come = visitors(rows)
    before = tables()
    for browser, asked in come:
        for one in asked:
            assert browser.get(one.filled(fill_of(rows))).status_code < 500, one.route
    found = tables()
    assert {name: rows for name, rows in found.items() if rows != before[name]} == {}
