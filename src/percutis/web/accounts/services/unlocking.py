"""Letting somebody in again who is locked out, by whoever runs the machine."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.login_names import login_name_of
from percutis.web.accounts.models import Membership, User
from percutis.web.accounts.services.second_factor import forget_factor_of
from percutis.web.accounts.services.staff import temporary_password
from percutis.web.accounts.services.tries import forget_every_try


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who may come in again, and the new password: shown once and kept nowhere; None where the old one holds."""

    user: User
    password: str | None


@transaction.atomic
def unlock(*, username: str, new_password: bool, at: datetime) -> Unlocked:
    """The user without a second factor and without a wait, logged out everywhere; each of their clinics reads it.

    Raises:
        InputError: nobody has this log-in name.
    """
    user = User.objects.select_for_update().filter(username=login_name_of(username)).first()
    if user is None:
        raise InputError.one("login", username, "the log-in name of one of the staff")
    password = temporary_password() if new_password else None
    if password:
        user.set_password(password)
        user.password_given = at
        user.save(update_fields=["password", "password_given"])
    forget_factor_of(user=user, at=at)
    forget_every_try(user.username)
    for row in Membership.objects.filter(user=user).select_related("clinic", "user"):
        details = {"user": user.username, "new_password": new_password}
        write_audit(by=system(row.clinic), at=at, action="member.unlocked", subject=row, details=details)
    return Unlocked(user, password)
