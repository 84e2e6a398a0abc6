"""How long something takes, and how long somebody has waited, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_OF_AN_HOUR, HOURS_OF_A_DAY = 60, 24


def waiting_in_words(since: datetime, now: datetime) -> str:
    """`less than a minute`, `12 minutes`, `3 hours 5 minutes`, `2 days`: whole units, rounded down."""
    minutes = int((now - since).total_seconds() // 60)
    hours = minutes // MINUTES_OF_AN_HOUR
    if minutes < 1:
        return _("less than a minute")
    if not hours:
        return in_minutes(minutes)
    if hours < HOURS_OF_A_DAY:
        said = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
        left = minutes - hours * MINUTES_OF_AN_HOUR
        return f"{said} {in_minutes(left)}" if left else said
    days = hours // HOURS_OF_A_DAY
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def in_minutes(count: int) -> str:
    """`1 minute`, `25 minutes`."""
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
