"""Who is at work on this home: servers and workers together, or one command that must be alone, such as a restore.

The lock is the operating system's: whoever is killed lets go of it.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from percutis.domain.errors import InputError
from percutis.web.home import home

FILE = "at-work.lock"


@contextmanager
def at_work() -> Iterator[None]:
    """At work beside others that are.

    Raises:
        InputError: a command is alone with the records just now.
    """
    with _locked(fcntl.LOCK_SH, "a restore or a move under way", "to wait until it is done"):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Alone with the records of this home.

    Raises:
        InputError: the application is running.
    """
    with _locked(fcntl.LOCK_EX, "in use by a running application", "to stop it first: percutis serve, percutis worker"):
        yield


@contextmanager
def _locked(kind: int, given: str, allowed: str) -> Iterator[None]:
    with (home() / FILE).open("w") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError.one(str(home()), given, allowed) from None
        yield
