"""How often somebody may try to prove who they are. Passwords and codes are counted apart.

A try is written down before it is looked at, so that two hundred at once count as two hundred. One name from one
address has few tries. One name from everywhere has more: few enough that nobody guesses on, and never for longer than
the window, so that a stranger who knows a doctor's name cannot keep the doctor out for a day. One address has many: a
whole clinic may sit behind it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from percutis.web.accounts.login_names import login_name_of
from percutis.web.accounts.models import Try
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.sealing import digest
from percutis.web.networks import line_of

PASSWORD, CODE = "password", "code"
WINDOW = timedelta(minutes=15)
MOST_TOGETHER, MOST_OF_A_NAME, MOST_OF_AN_ADDRESS = 5, 30, 100
KEPT = timedelta(days=1)


class HeldError(RefusedError):
    """Too many wrong tries; `until` is when the next will be looked at."""

    def __init__(self, until: datetime) -> None:
        moment = date_format(timezone.localtime(until), "H:i")
        super().__init__(_("Too many tries. Wait until %(time)s, then try again.") % {"time": moment})
        self.until = until


def begin_try(*, kind: str, name: str, address: str, at: datetime) -> Try:
    """The try, written down; it counts as wrong until `forget_tries`.

    Raises:
        HeldError: there were too many; this one is not looked at, and does not make the wait longer.
    """
    Try.objects.filter(at__lt=at - KEPT).delete()
    named, addressed = _named(name), digest(line_of(address), "address")
    row = Try.objects.create(kind=kind, name=named, address=addressed, at=at)
    until = max(_waits(row), default=None)
    if until is not None:
        row.delete()
        raise HeldError(until)
    return row


def is_last(row: Try) -> bool:
    """Whether no other would be looked at after this one, if it was wrong."""
    return any(True for _until in _waits(row, spare=1))


def forget_tries(row: Try) -> None:
    """Nothing more of this name from this address: the try was right."""
    Try.objects.filter(kind=row.kind, name=row.name, address=row.address).delete()


def forget_every_try(name: str) -> None:
    """Nothing more of this name from anywhere."""
    Try.objects.filter(name=_named(name)).delete()


def _named(name: str) -> str:
    return digest(login_name_of(name), "name")


def _waits(row: Try, spare: int = 0) -> Iterator[datetime]:
    """Until when, for each count that is over its limit; or that would be, with so many more."""
    lately = Try.objects.filter(kind=row.kind, at__gt=row.at - WINDOW, at__lte=row.at + WINDOW)
    together = lately.filter(name=row.name, address=row.address)
    for found, most in (
        (together, MOST_TOGETHER),
        (lately.filter(name=row.name), MOST_OF_A_NAME),
        (lately.filter(address=row.address), MOST_OF_AN_ADDRESS),
    ):
        yield from _wait(found, most - spare)


def _wait(found: QuerySet[Try], most: int) -> Iterator[datetime]:
    newest = list(found.order_by("-at", "-pk").values_list("at", flat=True)[: most + 1])
    if len(newest) > most:
        yield newest[-1] + WINDOW
