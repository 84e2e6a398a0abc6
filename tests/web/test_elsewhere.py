"""What is another clinic's, or another patient's, is not there: a real row of theirs under one's own address."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as Kept
from django.test import Client

from tests.web.cast import Cast
from tests.web.doors import OWN, Address, addresses
from tests.web.portal.own import enter_as
from tests.web.rows import Rows, elsewhere, make_rows
from tests.web.test_doors import WORDS

# Holes that name no row: a word of the application, or the number of a session within its course.
NO_ROW = {"clinic", "number"} | WORDS.keys() - {"lot", "entry"}
METHODS = ("get", "post")
EVERY = addresses()


def names_a_row(kind: str, name: str) -> bool:
    """Whether the hole is filled by the number, key or lot of a row; an entry that is a word is the protocol's."""
    return name not in NO_ROW and (kind, name) != ("str", "entry")


def rows_named(address: Address) -> list[str]:
    """The holes of the address that name a row."""
    return [name for kind, name in address.holes if names_a_row(kind, name)]


ASKED = [one for one in EVERY if (one.right or one.door == OWN) and rows_named(one)]


def tables() -> dict[str, list[Any]]:
    """Every row of every table, but for the visits of browsers."""
    models = (model for model in apps.get_models() if model is not Kept)
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}


@pytest.fixture
def both(cast: Cast, settings: Any, tmp_path: Any) -> tuple[Rows, Rows]:
    """A row of everything here, and there."""
    settings.MEDIA_ROOT = tmp_path / "photographs"
    return make_rows(cast), make_rows(elsewhere(cast))


def fillings(address: Address, here: Rows, there: Rows) -> Iterator[Callable[[str, str], object]]:
    """The address with everything theirs; and, where it names several rows, with each one of them theirs in turn."""
    named = rows_named(address)
    for theirs in {frozenset(named), *(frozenset((name,)) for name in named)}:

        def fill(kind: str, name: str, theirs: frozenset[str] = theirs) -> object:
            if name == "clinic":
                return here.cast.clinic.slug
            if not names_a_row(kind, name):
                return 1 if kind == "int" else WORDS.get(name, "none")
            return (there if name in theirs else here)[name]

        yield fill


def answers(browser: Client, paths: list[str]) -> dict[str, tuple[int, ...]]:
    """With which status each address answers to reading and to writing."""
    return {path: tuple(getattr(browser, method)(path).status_code for method in METHODS) for path in paths}


def found(asked: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The addresses that answer otherwise than that there is nothing; reading or writing may not be offered at all."""
    nothing = ({404}, {404, 405})
    return {path: statuses for path, statuses in asked.items() if set(statuses) not in nothing}


def test_there_is_a_row_of_everything_an_address_can_name(both: tuple[Rows, Rows]) -> None:
    """A new kind of address fails here until somebody makes a row of it in tests/web/rows.py."""
    named = {name for address in EVERY for name in rows_named(address)}
    here, there = both
    assert named <= here.named.keys(), named - here.named.keys()
    assert [name for name in named if here[name] == there[name]] == []


def test_row_of_another_clinic_is_not_there(both: tuple[Rows, Rows]) -> None:
    """Neither to read nor to write, alone or beside rows of one's own; and nothing is changed by asking."""
    here, there = both
    browser = Client()
    browser.force_login(here.cast.doctor.user)
    before = tables()
    paths = sorted(
        {address.filled(fill) for address in ASKED if address.right for fill in fillings(address, here, there)}
    )
    assert found(answers(browser, paths)) == {}
    assert tables() == before


@pytest.mark.parametrize("whose", ["another clinic", "this clinic"])
def test_row_of_another_patient_is_not_there(whose: str, both: tuple[Rows, Rows], cast: Cast) -> None:
    """A patient who is in finds only their own, wherever the other is treated."""
    here, there = both
    other = there if whose == "another clinic" else here
    me = here.cast.patient if other is there else make_patient_beside(cast)
    browser = enter_as(me)
    before = tables()
    paths = [address.filled(next(fillings(address, here, other))) for address in ASKED if address.door == OWN]
    assert found(answers(browser, paths)) == {}
    assert tables() == before


def make_patient_beside(cast: Cast) -> Any:
    """Somebody else of the same clinic."""
    from tests.web.cast import make_patient

    return make_patient(cast.clinic, "P-0002", "Test Patient Two")
