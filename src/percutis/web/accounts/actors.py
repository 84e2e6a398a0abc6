"""Who does something: a member of the staff, a patient on their own pages, or the system. Every write names one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.models import Clinic, Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who, in which clinic. `patient` is the patient's own key when it is the patient."""

    clinic: Clinic
    kind: Literal["staff", "patient", "system"]
    membership: Membership | None = None
    patient: UUID | None = None

    @property
    def name(self) -> str:
        """How the log calls them; a patient by key, never by name."""
        if self.membership:
            return f"{self.membership.user.username} ({self.membership.role})"
        return f"patient {self.patient}" if self.patient else "system"

    def require(self, right: Right, clinic: Clinic, at: datetime) -> Membership:
        """The member of that clinic who has the right on its day. Pages ask too; a service does not rely on it.

        Raises:
            RefusedError: the right is missing (patients and the system have none), or it is one in another clinic,
                which counts for nothing here.
        """
        if self.membership is None or right not in self.membership.rights_on(clinic.day_of(at)):
            raise RefusedError(_("Your role in this clinic, or your licence, does not allow this."))
        if self.clinic.pk != clinic.pk:
            raise RefusedError(_("That does not belong to this clinic."))
        return self.membership


def staff(membership: Membership) -> Actor:
    """A member of the staff."""
    return Actor(clinic=membership.clinic, kind="staff", membership=membership)


def system(clinic: Clinic) -> Actor:
    """The system itself: reminders, clocks."""
    return Actor(clinic=clinic, kind="system")
