"""Pages of one process are made one after the other; nobody who writes stands behind them, and nobody stands long."""

import threading
import time
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from percutis.web.running.in_turn import PATIENCE, InTurnMiddleware
from percutis.web.turns import Turns

MANY = 5
ASK = RequestFactory()


class Made:
    """What a process is asked for: how many requests it was at, at most, and in which order they began."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.order: list[str] = []
        self.now = self.most = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.order.append(request.path)
        self.now += 1
        self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        self.now -= 1
        return HttpResponse()


def ask(process: Callable[[HttpRequest], HttpResponse], *asked: HttpRequest) -> None:
    """All at once, each a little after the one before; until all are answered."""
    people = [threading.Thread(target=process, args=(one,)) for one in asked]
    for person in people:
        person.start()
        time.sleep(0.01)
    for person in people:
        person.join()


def test_pages_are_made_one_after_the_other() -> None:
    """In the order in which they were asked for."""
    made = Made(0.04)
    pages = [f"/{number}" for number in range(MANY)]
    ask(InTurnMiddleware(made), *[ASK.get(page) for page in pages])
    assert (made.most, made.order) == (1, pages)


def test_who_writes_does_not_wait_behind_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits at the database, and must not keep readers out while it does; however patient they are."""
    monkeypatch.setattr("percutis.web.running.in_turn.PATIENCE", 60)
    together = threading.Barrier(MANY, timeout=10)

    def write(_request: HttpRequest) -> HttpResponse:
        together.wait()  # until all of them are here at once
        return HttpResponse()

    ask(InTurnMiddleware(write), *[ASK.post(f"/{number}") for number in range(MANY)])
    assert not together.broken


def test_page_that_takes_long_keeps_nobody_out() -> None:
    """Who has waited long enough goes beside it; what comes after all of them goes at once."""
    made = Made(2 * PATIENCE)
    process = InTurnMiddleware(made)
    ask(process, ASK.get("/long"), ASK.get("/beside"))
    assert made.most == 2
    made.seconds = 0
    since = time.monotonic()
    process(ASK.get("/after"))
    assert time.monotonic() - since < PATIENCE


def test_page_that_breaks_gives_its_turn_back() -> None:
    """The next page is made."""

    def process(request: HttpRequest) -> HttpResponse:
        if request.path == "/breaks":
            raise LookupError
        return HttpResponse()

    pages = InTurnMiddleware(process)
    for _ in range(2):
        try:
            pages(ASK.get("/breaks"))
        except LookupError:
            since = time.monotonic()
            assert pages(ASK.get("/")).status_code == 200
            assert time.monotonic() - since < PATIENCE


def test_turn_that_comes_to_one_who_has_left_goes_on_to_the_next() -> None:
    """A wait given up in the queue's middle leaves no hole in it."""
    turns, came = Turns(), []

    def wait(name: str, seconds: float) -> None:
        if turns.take(seconds):
            came.append(name)
            turns.give()

    assert turns.take(0)
    people = [threading.Thread(target=wait, args=one) for one in (("first", 30), ("hasty", 0.1), ("last", 30))]
    for person in people:
        person.start()
        time.sleep(0.05)
    people[1].join()
    turns.give()
    for person in people:
        person.join()
    assert came == ["first", "last"]
    assert turns.take(0)
