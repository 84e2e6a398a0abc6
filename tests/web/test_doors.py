"""Every address has its door: for every page and every kind of visitor, who may and who may not open it.

The table (tests/web/doors.py, shown in docs/access.md) is made from the addresses themselves, so a new page without a
door, or with another right than it says, is found without anybody remembering to test it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from percutis.web.accounts.actors import staff
from percutis.web.accounts.models import Membership, Program, User
from percutis.web.accounts.services.programs import admit_program
from tests.web.cast import NOW, PASSWORD, TODAY, Cast
from tests.web.doors import (
    ELSEWHERE,
    OWN,
    PATIENT,
    PROGRAM,
    PROGRAMS,
    STAFF,
    STAFF_ANYWHERE,
    STRANGER,
    VISITORS,
    Address,
    addresses,
    may,
)
from tests.web.portal.own import enter_as

EVERY = addresses()
BEHIND = [one for one in EVERY if one.right]
OF_PATIENT = [one for one in EVERY if one.door == OWN]
BY_KEY = [one for one in EVERY if one.door == PROGRAMS]
LOGGED_IN = [one for one in EVERY if one.door == STAFF_ANYWHERE]
WORDS = {
    "section": "concerns",
    "subject": "procedure",
    "language": "en",
    "step": "check",
    "rule": "none",
    "lot": "NONE",
    "entry": "none",
    "day": "2026-11-25",
    "question": "concerns",
    "token": "none",
    "size": "small",
    "view": "front",
    "side": "before",
    "what": "original",
}
Browsers = Callable[[str], Client]


def none_of(cast: Cast) -> Callable[[str, str], object]:
    """Fills the holes with the patient of the cast, and with rows that are not there."""

    def fill(kind: str, name: str) -> object:
        given = {"clinic": cast.clinic.slug, "patient": cast.patient.key}
        return given.get(name) or {"int": 999_999, "uuid": uuid4()}.get(kind) or WORDS.get(name, "none")

    return fill


@pytest.fixture
def people(cast: Cast) -> dict[str, Membership]:
    """Who works where, by the columns of the table."""
    cast.doctor.is_administrator = False
    cast.doctor.save()
    return {
        "medical director": cast.doctor,
        "doctor": _hired(cast, "dermatologist"),
        "doctor, licence lapsed": _hired(cast, "dermatologist", licence_expires=date(2026, 1, 31)),
        "nurse": cast.nurse,
        "aesthetician": cast.aesthetician,
        "front desk": cast.desk,
        "administrator": _hired(cast, "front_desk", is_administrator=True),
        ELSEWHERE: cast.stranger,
    }


def _hired(cast: Cast, role: str, **given: Any) -> Membership:
    user = User.objects.create_user(username=f"{role} {given}", password=PASSWORD, name="Test Other")
    licence = {"licence_number": "TEST", "licence_expires": date(2030, 1, 1)} if role != "front_desk" else {}
    return Membership.objects.create(clinic=cast.clinic, user=user, role=role, **{**licence, **given})


@pytest.fixture
def visit(cast: Cast, people: dict[str, Membership]) -> Browsers:
    """The browser of any visitor of the table."""

    def entered(visitor: str) -> Client:
        if visitor == PATIENT:
            return enter_as(cast.patient)
        if visitor == PROGRAM:
            key = admit_program(name=f"Test {Program.objects.count()}", by=staff(cast.stranger), at=NOW).key
            return Client(headers={"Authorization": f"Bearer {key}"})
        client = Client()
        if visitor != STRANGER:
            client.force_login(people[visitor].user)
        return client

    return entered


def test_visitors_have_the_rights_that_the_table_says(people: dict[str, Membership]) -> None:
    """The people of these tests are what their columns are called."""
    assert {visitor: people[visitor].rights_on(TODAY) for visitor in STAFF} == STAFF


@pytest.mark.parametrize("address", BEHIND, ids=lambda address: address.name)
def test_page_of_the_staff_opens_for_whoever_has_its_right(address: Address, cast: Cast, visit: Browsers) -> None:
    """A stranger to the clinic finds nothing, whoever is not logged in is asked who they are, a colleague without the
    right is refused, and one with it gets past the door (what lies behind may be missing or want more).
    """
    path = address.filled(none_of(cast))
    for visitor in VISITORS:
        browser = visit(visitor)
        for status in (browser.get(path).status_code, browser.post(path).status_code):
            if visitor in (STRANGER, PATIENT, PROGRAM):
                assert status == 302, (visitor, status)
            elif visitor == ELSEWHERE:
                assert status == 404, (visitor, status)
            elif may(address, visitor):
                assert status not in (403, 500), (visitor, status)
            else:
                assert status == 403, (visitor, status)


@pytest.mark.parametrize("address", OF_PATIENT, ids=lambda address: address.name)
def test_own_page_of_a_patient_is_closed_to_everybody_else(address: Address, cast: Cast, visit: Browsers) -> None:
    """Without the link and the code nobody comes in, whatever they are in a clinic; the patient does."""
    path = address.filled(none_of(cast))
    for visitor in VISITORS:
        browser = visit(visitor)
        for answer in (browser.get(path), browser.post(path)):
            is_sent_away = getattr(answer, "url", "") == "/me/closed/"
            assert is_sent_away is not may(address, visitor) or answer.status_code == 405, visitor
            assert answer.status_code not in (403, 500), visitor


@pytest.mark.parametrize("address", BY_KEY, ids=lambda address: address.name)
def test_question_of_a_program_is_closed_to_everybody_else(address: Address, cast: Cast, visit: Browsers) -> None:
    """A key opens it; no log-in does."""
    path = address.filled(none_of(cast))
    for visitor in VISITORS:
        browser = visit(visitor)
        statuses = {browser.get(path).status_code, browser.post(path).status_code} - {405}
        assert statuses == ({422} if may(address, visitor) else {401}), visitor


@pytest.mark.parametrize("address", LOGGED_IN, ids=lambda address: address.name)
def test_way_to_ones_clinic_asks_who_one_is(address: Address, cast: Cast, visit: Browsers) -> None:
    """Whoever is not logged in is sent to the log-in."""
    path = address.filled(none_of(cast))
    for visitor in VISITORS:
        answer = visit(visitor).get(path)
        is_asked = getattr(answer, "url", "").startswith("/login/")
        assert is_asked is not may(address, visitor), visitor
        assert answer.status_code < 400 or answer.status_code == 405, visitor
