"""Which log-ins are open."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from percutis.web.accounts.models import LogIn, User
from percutis.web.prepared import Prepared

OPEN = Prepared(lambda mark: LogIn.objects.filter(mark=mark, ended__isnull=True)[:1])


def is_open(mark: str) -> bool:
    """Whether nobody ended the log-in with that mark."""
    return OPEN.first(mark) is not None


def usable(now: datetime) -> Q:
    """Log-ins that somebody could still use: not ended, begun and used lately enough."""
    return Q(ended__isnull=True, begun__gte=now - settings.LOGGED_IN_FOR, seen__gte=now - settings.IDLE_FOR)


def open_log_ins(*, user: User, now: datetime) -> list[LogIn]:
    """What somebody could use in the user's name, the last used first."""
    return list(user.log_ins.filter(usable(now)).order_by("-seen", "-id"))
