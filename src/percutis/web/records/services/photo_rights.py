"""May this member do this with photographs of this clinic? Asked by every service that touches one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right


def require_here(clinic: Clinic, right: Right, by: Actor, at: datetime) -> None:
    """Let a member of that clinic who has the right go on.

    Raises:
        RefusedError: no such right on that day, or a right in another clinic, which counts for nothing here.
    """
    by.require(right, at.astimezone(clinic.zone).date())
    if by.clinic.pk != clinic.pk:
        raise RefusedError(_("This patient is not of this clinic."))
