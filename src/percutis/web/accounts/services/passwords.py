"""One's own password."""

from datetime import datetime

from django.db import transaction

from percutis.web.accounts.actors import staff
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership, User


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> User:
    """The user with another password; every clinic where they work reads in its log that it was changed."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.set_password(password)
    row.save()
    for membership in Membership.objects.filter(user=row, is_active=True).select_related("clinic", "user"):
        write_audit(by=staff(membership), at=at, action="member.password_changed", subject=membership)
    return row
