"""What the log says of logging in: in every clinic where the user works."""

from datetime import datetime
from typing import Any

from django.db import transaction

from percutis.web.accounts.actors import staff
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership, User


@transaction.atomic
def note_entering(*, user: User, action: str, at: datetime, **details: Any) -> None:
    """A line in the log of each clinic: `member.logged_in`, `logged_out`, `refused`, `held`, or what became of their
    second factor.
    """
    for membership in Membership.objects.filter(user=user, is_active=True).select_related("clinic", "user"):
        write_audit(by=staff(membership), at=at, action=action, subject=membership, details=details)
