"""Whose calendar a link is, and the visits that it tells."""

from datetime import datetime, timedelta

from percutis.web.accounts.models import Membership
from percutis.web.records.models import Appointment, CalendarFeed, Patient
from percutis.web.records.services.links import hash_of

BACK = timedelta(days=30)
MOST = 500


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar that a link opens; None for one that opens nothing, or no longer. Whoever left has none."""
    found = CalendarFeed.objects.select_related("clinic", "patient__clinic", "member__clinic", "member__user")
    return found.filter(token_hash=hash_of(token), revoked__isnull=True).exclude(member__is_active=False).first()


def has_feed(of: Patient | Membership) -> bool:
    """Whether a link stands."""
    return of.feeds.filter(revoked__isnull=True).exists()


def visits_told(of: Patient | Membership, now: datetime) -> list[Appointment]:
    """The visits of the last month and all to come that stand."""
    found = of.appointments.filter(starts__gt=now - BACK).exclude(state__in=("cancelled", "no_show"))
    return list(found.select_related("room", "clinic").order_by("starts")[:MOST])
