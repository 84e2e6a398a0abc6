"""Proving who one is: by password, and by a code. Every try is counted before it is looked at, and noted."""

import logging
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _

from percutis.web.accounts.login_names import login_name_of
from percutis.web.accounts.models import Try, User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.entering import note_entering
from percutis.web.accounts.services.second_factor import is_right_code
from percutis.web.accounts.services.tries import CODE, PASSWORD, begin_try, forget_tries, is_last

GIVEN_FOR = timedelta(days=7)  # a password that somebody else gave
log = logging.getLogger(__name__)


def check_password(*, username: str, password: str, address: str, at: datetime) -> User:
    """The user who has this name and password; the same refusal, after the same work, whether or not there is one.

    Raises:
        HeldError: there were too many wrong tries.
        RefusedError: they do not belong together, or the password was given too long ago by somebody else.
    """
    name = login_name_of(username)
    tried = begin_try(kind=PASSWORD, name=name, address=address, at=at)
    user = authenticate(username=name, password=password)
    if not isinstance(user, User):
        _note_wrong(User.objects.filter(username=name).first(), tried)
        raise RefusedError(_("This name and password do not belong together. Please try again."))
    if user.password_given and at - user.password_given > GIVEN_FOR:
        _note_wrong(user, tried)
        raise RefusedError(_("This password was given to you too long ago, and has ended. Ask for another."))
    forget_tries(tried)
    return user


def check_code(*, user: User, code: str, address: str, at: datetime) -> None:
    """Let a right code pass, once.

    Raises:
        HeldError: there were too many wrong tries.
        RefusedError: it is not the code of now, or was used before.
    """
    tried = begin_try(kind=CODE, name=user.username, address=address, at=at)
    if not is_right_code(user=user, code=code, at=at):
        _note_wrong(user, tried)
        raise RefusedError(_("This code is not right, or was used before. Take the one that is shown now."))
    forget_tries(tried)


def _note_wrong(user: User | None, tried: Try) -> None:
    """In the clinic's log where the name is known; a name that nobody has is not written down, it may be a password."""
    if user is None:
        log.warning("log-in refused: nobody of that name")
        return
    action = "member.held" if is_last(tried) else "member.refused"
    note_entering(user=user, action=action, at=tried.at, by=tried.kind)
