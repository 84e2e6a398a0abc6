"""One request at a time: the server of the journeys answers in many threads, which share the one connection of a
database that lies in memory, and two transactions on one connection undo each other.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_turn, _counting = threading.Lock(), threading.Lock()
_in_hand = [0]


class TurnsMiddleware:
    """Lets the requests through one after the other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _count(1)
        try:
            with _turn:
                return self.get_response(request)
        finally:
            _count(-1)


def wait_for_quiet(seconds: float = 20) -> None:
    """Until no request is in hand: the tables are emptied next."""
    until = time.monotonic() + seconds
    while _in_hand[0] and time.monotonic() < until:
        time.sleep(0.02)


def _count(change: int) -> None:
    with _counting:
        _in_hand[0] += change
