"""Users who log in, and what each is in each clinic."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models

from percutis.domain.words import PHYSICIANS
from percutis.web.accounts.models.clinic import Clinic
from percutis.web.accounts.rights import Right, rights_of


class User(AbstractUser):
    """Somebody of the staff. Patients have no user: they come by a link and a one-time code."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)
    name_ur = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True, help_text="of the pages; empty follows the browser")
    password_given = models.DateTimeField(
        null=True, blank=True, help_text="when somebody else gave them their password; empty once it is their own"
    )
    ended_sessions = models.PositiveIntegerField(default=0, help_text="how often every open session was ended at once")

    def __str__(self) -> str:
        return self.name or self.username

    def get_session_auth_hash(self) -> str:
        """What an open session must know: it changes with the password, and with the second factor."""
        return f"{super().get_session_auth_hash()}{self.ended_sessions}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under keys of this installation that are no longer the newest."""
        return (f"{old}{self.ended_sessions}" for old in super().get_session_auth_fallback_hash())


class Membership(models.Model):
    """What a user is in a clinic: role, licence and under whom. A changed licence is a change of this row, audited."""

    ROLES = (
        ("dermatologist", "dermatologist"),
        ("physician", "physician"),
        ("nurse", "nurse"),
        ("aesthetician", "aesthetician"),
        ("front_desk", "front_desk"),
    )

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    licence_number = models.CharField(max_length=60, blank=True)
    licence_expires = models.DateField(null=True, blank=True)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supervised")
    is_medical_director = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    takes_visits = models.BooleanField(default=False, help_text="has a column on the diary")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "user"], name="member_once_in_a_clinic"),
            models.CheckConstraint(
                condition=models.Q(is_medical_director=False) | models.Q(role__in=PHYSICIANS),
                name="medical_director_is_a_physician",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"

    @property
    def is_physician(self) -> bool:
        """Whether the role may decide and override."""
        return self.role in PHYSICIANS

    def is_licensed_on(self, day: date) -> bool:
        """Whether a licence is on record and in date; no date on record is no licence."""
        return bool(self.licence_number) and self.licence_expires is not None and day <= self.licence_expires

    def rights_on(self, day: date) -> frozenset[Right]:
        """What this person may do on that day."""
        if not self.is_active:
            return frozenset()
        return rights_of(
            self.role,
            licensed=self.is_licensed_on(day),
            medical_director=self.is_medical_director,
            administrator=self.is_administrator,
        )
