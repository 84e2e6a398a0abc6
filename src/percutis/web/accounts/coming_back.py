"""Who comes back with a page: their session and themselves, asked for with every page and so put into SQL once."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from percutis.web.accounts.models import User
from percutis.web.prepared import Prepared

SESSIONS = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))
USERS = Prepared(lambda number: User.objects.filter(pk=number))


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSIONS.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found


class StaffBackend(ModelBackend):
    """Django's users with a password."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of that number; None where there is none any more, or they may not log in."""
        found = USERS.first(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
