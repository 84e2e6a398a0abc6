"""Between password and code: who gave the password, kept in a session that is logged in as nobody."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from percutis.web.accounts.models import User

HALF_IN, HOLDS = "half_in", timedelta(minutes=10)


def step_half_in(request: HttpRequest, user: User, way: str, now: datetime) -> None:
    """Remember that this user gave the right password, and where they were going."""
    request.session.cycle_key()
    request.session[HALF_IN] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "way": way,
        "at": now.isoformat(),
    }


def who_is_half_in(request: HttpRequest, now: datetime) -> User | None:
    """The user, where it was a few minutes ago and their password is still the same."""
    kept = request.session.get(HALF_IN)
    if not kept or not timedelta(0) <= now - datetime.fromisoformat(kept["at"]) <= HOLDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user if user and constant_time_compare(kept["hash"], user.get_session_auth_hash()) else None


def leave_half_in(request: HttpRequest) -> str:
    """Forget it; gives where they were going, empty for the first page."""
    kept = request.session.pop(HALF_IN, None) or {}
    return str(kept.get("way", ""))
