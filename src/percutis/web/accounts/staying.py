"""How long a log-in lasts: it ends when nobody used it for a while, and in any case after a day of work.

The session keeps when somebody last proved who they are, whether with a second factor, and the mark of its log-in: they
see their log-ins, and end any of them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout, update_session_auth_hash, user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from percutis.web.accounts.models import User
from percutis.web.accounts.selectors.log_ins import is_open
from percutis.web.accounts.services.log_ins import begin_log_in, end_marked, note_used

BEGUN, SEEN, PROVED, FACTOR, MARK = "begun", "seen", "proved", "factor", "log_in"
NOTED_EVERY = timedelta(minutes=5)  # the session is written this often at most, not with every page
CLOCKS_APART = timedelta(minutes=5)  # of several hosts
FRESH_FOR, FINISHED_WITHIN = timedelta(minutes=10), timedelta(minutes=30)


class StayingMiddleware:
    """Ends a staff session that was left alone for too long, or has lasted long enough."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            _stay_or_end(request, timezone.now())
        return self.get_response(request)


def _stay_or_end(request: HttpRequest, now: datetime) -> None:
    begun, seen = _kept(request, BEGUN), _kept(request, SEEN)
    if begun is None or seen is None or not _holds(begun, seen, now) or not is_open(mark_of(request)):
        logout(request)
    elif now - seen > NOTED_EVERY:
        _note_seen(request, now)


def _note_seen(request: HttpRequest, now: datetime) -> None:
    """Written at once and apart: a page that only reads is shown where the database cannot be written to. Then the next
    page notes it.
    """
    request.session[SEEN] = now.isoformat()
    try:
        request.session.save()
        note_used(mark=mark_of(request), at=now)
    except OperationalError:
        pass
    except UpdateError as problem:
        if not isinstance(problem.__context__, OperationalError):
            return  # ended meanwhile: Django says so when it saves it itself
    request.session.modified = False


def _holds(begun: datetime, seen: datetime, now: datetime) -> bool:
    """Used lately, and begun within a day of work; not on a clock that has since been set back."""
    ago = -CLOCKS_APART
    return ago <= now - begun <= settings.LOGGED_IN_FOR and ago <= now - seen <= settings.IDLE_FOR


@receiver(user_logged_in)
def _begin(sender: Any, request: HttpRequest, user: User, **_rest: Any) -> None:
    now = timezone.now()
    request.session.update(dict.fromkeys((BEGUN, SEEN, PROVED), now.isoformat()))
    request.session[MARK] = begin_log_in(user=user, browser=request.headers.get("User-Agent", ""), at=now)


@receiver(user_logged_out)
def _end(sender: Any, request: HttpRequest, **_rest: Any) -> None:
    if mark := mark_of(request):
        end_marked(mark=mark, at=timezone.now())


def stay_in(request: HttpRequest, user: User) -> None:
    """Let this session go on where every one of the user's was just ended."""
    update_session_auth_hash(request, user)
    browser = request.headers.get("User-Agent", "")
    request.session[MARK] = begin_log_in(user=user, browser=browser, at=timezone.now())


def mark_of(request: HttpRequest) -> str:
    """The mark of the log-in that this session belongs to; empty where there is none."""
    return str(request.session.get(MARK, ""))


def prove_again(request: HttpRequest, now: datetime) -> None:
    """Note that somebody has just proved who they are; whoever knew the session's name before is not in it any more."""
    request.session.cycle_key()
    request.session[PROVED] = now.isoformat()


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """Whether they proved it lately. What a fresh page offered may be sent a while longer."""
    proved = _kept(request, PROVED)
    within = FRESH_FOR if request.method in ("GET", "HEAD") else FINISHED_WITHIN
    return proved is not None and timedelta(0) <= now - proved <= within


def mark_factor(request: HttpRequest) -> None:
    """Note that a second factor was shown."""
    request.session[FACTOR] = True


def forget_factor(request: HttpRequest) -> None:
    """Note that there is none any more."""
    request.session.pop(FACTOR, None)


def has_marked_factor(request: HttpRequest) -> bool:
    """Whether this log-in showed a second factor."""
    return request.session.get(FACTOR) is True


def _kept(request: HttpRequest, name: str) -> datetime | None:
    kept = request.session.get(name)
    return datetime.fromisoformat(kept) if kept else None
