"""The pages of what went wrong, in our own dress: nothing of the machine is shown, only what to do.

What may be drawn before anybody knows who asks, in which language, or whether there is a database, speaks both.
"""

import errno
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
FULL = ("database or disk is full", "no space left on device")
AWAY = ("locked", "busy", "unable to open", "disk i/o error", "readonly")  # of SQLite; PostgreSQL means nothing else
TRY_AFTER = {503: "5", 507: "300"}
CONTACT_HOLDS = timedelta(days=180)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read: 413 where it is too much, else 400."""
    is_too_much = isinstance(exception, TOO_MUCH)
    name, status = ("413.html", 413) if is_too_much else ("400.html", 400)
    return HttpResponse(render_to_string(name), status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """Something failed on our side: 507 where there is no room, 503 where the database is busy or away, else 500."""
    status = _status(sys.exc_info()[1])
    answer = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if status in TRY_AFTER:
        answer.headers["Retry-After"] = TRY_AFTER[status]
    return answer


def _status(problem: BaseException | None) -> int:
    for one in _chain(problem):
        if isinstance(one, OSError) and one.errno in NO_ROOM:
            return 507
        if isinstance(one, DatabaseError | InterfaceError) and any(word in str(one).lower() for word in FULL):
            return 507
        if isinstance(one, OperationalError | InterfaceError) and _is_away(str(one).lower()):
            return 503
    return 500


def _is_away(said: str) -> bool:
    return connection.vendor != "sqlite" or any(word in said for word in AWAY)


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    """The problem and what it came of."""
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def too_often(request: HttpRequest, sentence: str, seconds: int) -> HttpResponse:
    """Asked too often: 429, with the seconds after which it may be tried again."""
    answer = render(request, "429.html", {"sentence": sentence}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


@require_safe
def contact(request: HttpRequest, **_rest: Any) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); not there where the clinic named nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + CONTACT_HOLDS).replace(microsecond=0)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, ur",
        f"Canonical: {settings.ADDRESS}/.well-known/security.txt",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
