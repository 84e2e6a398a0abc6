"""Logging in: who is let in, who is made to wait, where one is led, and what the log says of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from percutis.web.accounts.models import AuditEvent, Try
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.logging_in import check_password
from percutis.web.accounts.services.tries import MOST_OF_AN_ADDRESS, MOST_TOGETHER, WINDOW, HeldError
from tests.web.cast import NOW, PASSWORD, Cast

HERE, THERE = "192.0.2.1", "192.0.2.2"


def give(client: Client, cast: Cast, typed: str = PASSWORD, way: str = "") -> object:
    """The log-in form of the front desk, sent."""
    return client.post("/login/", {"username": cast.desk.user.username, "password": typed, "next": way})


def said() -> list[str]:
    """The actions in the log, oldest first."""
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def tried(name: str, password: str, *, address: str = HERE, at: datetime = NOW) -> type[Exception] | None:
    """How a try ends: None where it was right."""
    try:
        check_password(username=name, password=password, address=address, at=at)
    except RefusedError as refused:
        return type(refused)
    return None


def test_name_and_password_lead_to_where_one_was_going(cast: Cast) -> None:
    """The log says who came, and who went; the session then opens nothing."""
    client = Client()
    sent_away = client.get("/tests/waits/")
    page = client.get(sent_away.url)
    assert b'name="next" value="/tests/waits/"' in page.content
    assert give(client, cast, way="/tests/waits/").url == "/tests/waits/"
    assert client.get("/tests/waits/").status_code == 200
    assert client.post("/logout/").url == "/login/"
    assert client.get("/tests/waits/").status_code == 302
    assert said() == ["member.logged_in", "member.logged_out"]
    assert AuditEvent.objects.order_by("pk")[0].details == {"second_factor": False}


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "/\\evil.example"])
def test_log_in_leads_nowhere_else(cast: Cast, way: str) -> None:
    """An address of another host is not followed, before or after the log-in."""
    client = Client()
    assert way.encode() not in client.get("/login/", {"next": way}).content
    assert give(client, cast, way=way).url == "/"
    assert client.get("/login/", {"next": way}).url == "/"


def test_name_is_found_however_it_is_written(cast: Cast) -> None:
    """Capital letters of a telephone's keyboard, and a blank after the name."""
    assert tried(f" {cast.desk.user.username.upper()} ", PASSWORD) is None


def test_wrong_answers_look_alike_and_are_written_down(cast: Cast) -> None:
    """Nobody learns which names there are; what was typed as a name that nobody has is in no log."""
    client = Client()
    wrong = give(client, cast, "not-this-one")
    unknown = client.post("/login/", {"username": "my password by mistake", "password": "not-this-one"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    problem = b"This name and password do not belong together."
    assert problem in wrong.content
    assert problem in unknown.content
    assert said() == ["member.refused"]
    assert AuditEvent.objects.get().details == {"by": "password"}


def test_whoever_left_is_not_let_in(cast: Cast) -> None:
    """An inactive user has no log-in, with the right password too."""
    cast.desk.user.is_active = False
    cast.desk.user.save()
    assert tried(cast.desk.user.username, PASSWORD) is RefusedError


def test_five_wrong_tries_hold_the_name_from_that_address(cast: Cast) -> None:
    """Not even the right password is looked at, until the window is over; from elsewhere it is."""
    name = cast.desk.user.username
    assert [tried(name, "wrong") for _turn in range(MOST_TOGETHER)] == [RefusedError] * MOST_TOGETHER
    assert [tried(name, PASSWORD) for _turn in range(9)] == [HeldError] * 9
    assert tried(name, PASSWORD, address=THERE) is None
    assert tried(name, PASSWORD, at=NOW + WINDOW + timedelta(seconds=1)) is None
    assert said() == ["member.refused"] * (MOST_TOGETHER - 1) + ["member.held"]


def test_right_password_forgets_the_wrong_ones(cast: Cast) -> None:
    """Four slips of the finger a day never add up."""
    name = cast.desk.user.username
    for _day in range(3):
        assert [tried(name, "wrong") for _turn in range(MOST_TOGETHER - 1)] == [RefusedError] * (MOST_TOGETHER - 1)
        assert tried(name, PASSWORD) is None


def test_one_address_tries_a_hundred_names_at_most(db: None) -> None:
    """Whoever goes through a list of names with one password is held, whatever names they are."""
    found = [tried(f"name{number}", "wrong") for number in range(MOST_OF_AN_ADDRESS + 1)]
    assert found == [RefusedError] * MOST_OF_AN_ADDRESS + [HeldError]


@pytest.mark.parametrize(
    "address", ["2001:db8:1:2::{:x}", "2001:db8:1:2:{:x}::1", "fe80::{:x}%eth0", "::ffff:192.0.2.1"]
)
def test_one_line_has_many_addresses_and_few_tries(cast: Cast, address: str) -> None:
    """Whoever has a line of IPv6 may take another address for each try; the held line is the same."""
    name = cast.desk.user.username
    found = [tried(name, "wrong", address=address.format(turn + 1)) for turn in range(MOST_TOGETHER + 1)]
    assert found == [RefusedError] * MOST_TOGETHER + [HeldError]
    assert tried(name, PASSWORD, address="2001:db8:1:3::1") is None


def test_held_page_says_until_when(cast: Cast) -> None:
    """429, the time, and the seconds for a program that asks."""
    client = Client()
    for _turn in range(MOST_TOGETHER):
        give(client, cast, "wrong")
    answer = give(client, cast)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["Retry-After"]) <= WINDOW.total_seconds()
    assert "Too many tries." in answer.content.decode()


def test_old_password_is_not_guessed_on_an_open_page(cast: Cast, enter: Callable[[str], Client]) -> None:
    """Where it is changed, wrong ones are counted too."""
    client, new = enter("desk"), "a-wholly-other-phrase-7"
    sent = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    found = [client.post("/password/", sent).status_code for _turn in range(MOST_TOGETHER + 1)]
    assert found == [422] * MOST_TOGETHER + [429]


def test_tries_hold_no_name_and_no_address(cast: Cast) -> None:
    """What is kept of a wrong try tells nobody who it was; and it is gone after a day."""
    tried("somebody", "wrong")
    kept = Try.objects.get()
    assert "somebody" not in f"{kept.name}{kept.address}"
    assert HERE not in f"{kept.name}{kept.address}"
    tried("another", "wrong", at=NOW + timedelta(days=2))
    assert Try.objects.filter(pk=kept.pk).exists() is False


@pytest.mark.parametrize(
    ("apart", "used", "is_in"),
    [
        (timedelta(hours=1), timedelta(hours=1), True),
        (timedelta(hours=3), timedelta(hours=3), False),
        (timedelta(hours=13), timedelta(hours=1), False),
    ],
)
def test_log_in_ends_when_left_alone_or_after_a_day_of_work(
    cast: Cast, enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch,
    apart: timedelta, used: timedelta, is_in: bool,
) -> None:  # fmt: skip
    """Two hours unused, or twelve in any case."""
    client, start = enter("desk"), timezone.now()
    moment = start
    while moment < start + apart:
        moment += used
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        status = client.get("/tests/day/").status_code
    assert (status == 200) is is_in
