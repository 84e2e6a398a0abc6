"""What is open in somebody's name: begun with a log-in, noted while it is used, ended by them or with it."""

import secrets
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from ua_parser import parse

from percutis.web.accounts.models import LogIn, User
from percutis.web.accounts.selectors.log_ins import usable
from percutis.web.accounts.services.entering import note_entering


@transaction.atomic
def begin_log_in(*, user: User, browser: str, at: datetime) -> str:
    """The mark that the session keeps. What nobody can use any more is forgotten."""
    user.log_ins.exclude(usable(at)).delete()
    made = LogIn.objects.create(user=user, mark=secrets.token_hex(16), begun=at, seen=at, device=_device(browser))
    return made.mark


def note_used(*, mark: str, at: datetime) -> None:
    """It was used just now."""
    LogIn.objects.filter(mark=mark).update(seen=at)


def end_marked(*, mark: str, at: datetime) -> None:
    """It is over: its session ended."""
    LogIn.objects.filter(mark=mark, ended__isnull=True).update(ended=at)


@transaction.atomic
def end_log_in(*, user: User, log_in: int, at: datetime) -> bool:
    """Whether one of the user's own was open and is ended now; whoever uses it is asked to log in."""
    ended = LogIn.objects.filter(user=user, pk=log_in, ended__isnull=True).update(ended=at)
    if ended:
        note_entering(user=user, action="member.log_in_ended", at=at)
    return bool(ended)


@transaction.atomic
def end_others(*, user: User, mark: str, at: datetime) -> int:
    """How many of the user's own were open beside the one with that mark; all are ended now."""
    ended = LogIn.objects.filter(user=user, ended__isnull=True).exclude(mark=mark).update(ended=at)
    if ended:
        note_entering(user=user, action="member.log_in_ended", at=at, number=ended)
    return ended


def end_sessions(*, user: User, at: datetime) -> None:
    """Every session of theirs ends, whatever it keeps; whoever calls writes it into the log."""
    LogIn.objects.filter(user=user, ended__isnull=True).update(ended=at)
    User.objects.filter(pk=user.pk).update(ended_sessions=F("ended_sessions") + 1)
    user.refresh_from_db(fields=["ended_sessions"])


def forget_unusable(*, at: datetime) -> None:
    """Take out the log-ins and the sessions that nobody can use any more."""
    LogIn.objects.exclude(usable(at)).delete()
    Session.objects.filter(expire_date__lt=at).delete()


def _device(browser: str) -> str:
    """Browser and system, as far as the browser tells them."""
    told = parse(browser[:500])
    families = (part.family for part in (told.user_agent, told.os) if part)
    return ", ".join(families)[:80]
