"""One's own password."""

from datetime import datetime

from django.db import transaction

from percutis.web.accounts.models import User
from percutis.web.accounts.services.entering import note_entering


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> User:
    """The user with another password; every clinic where they work reads in its log that it was changed."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.set_password(password)
    row.save()
    note_entering(user=row, action="member.password_changed", at=at)
    return row
