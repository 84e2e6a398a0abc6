"""Programs of other systems that ask this clinic's Percutis: each by a key of its own, kept only as its hash."""

from django.db import models

from percutis.web.accounts.models.clinic import Clinic
from percutis.web.accounts.models.staff import Membership


class Program(models.Model):
    """Another system that may ask the core. It sees no record of the clinic; it sends what it asks about."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="programs")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    admitted_at = models.DateTimeField()
    admitted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    last_used = models.DateField(null=True, blank=True, help_text="to the day: enough to find a forgotten key")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["clinic", "-admitted_at"]

    def __str__(self) -> str:
        return self.name
