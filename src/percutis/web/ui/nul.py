"""The letter NUL is no part of any word: what holds one is answered 400, before a database is asked for it.

PostgreSQL refuses it in any text; SQLite takes it, and would hand it on.
"""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class NulMiddleware:
    """Looks into the address and the cookies of every request, and into query and form of those that reach a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse((request.path, *request.COOKIES.values()))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_given: Any) -> None:
        """Before the page reads them. The door of programs asks no database for words, and judges them itself."""
        if not getattr(view, "csrf_exempt", False):
            _refuse(chain(_words_of(request.GET), _words_of(request.POST)))


def _words_of(asked: QueryDict) -> Iterable[str]:
    return chain.from_iterable((name, *map(str, values)) for name, values in asked.lists())


def _refuse(words: Iterable[str]) -> None:
    if any(NUL in word for word in words):
        raise BadRequest
