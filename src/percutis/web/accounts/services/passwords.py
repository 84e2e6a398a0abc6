"""One's own password."""

from datetime import datetime

from django.db import transaction

from percutis.web.accounts.models import User
from percutis.web.accounts.services.entering import note_entering
from percutis.web.accounts.services.log_ins import end_sessions


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> User:
    """The user with another password, logged out everywhere; each of their clinics reads in its log that it changed."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.set_password(password)
    row.password_given = None
    row.save()
    end_sessions(user=row, at=at)
    note_entering(user=row, action="member.password_changed", at=at)
    return row
