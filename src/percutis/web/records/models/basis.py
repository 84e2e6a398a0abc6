"""What every record carries: whose clinic, when, and who wrote it."""

from django.db import models

from percutis.web.accounts.models import Clinic, Membership


class Record(models.Model):
    """A row of one clinic, written at a moment by somebody; `by` is empty when a patient or the system wrote it."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def together(first: str, second: str, name: str) -> models.CheckConstraint:
    """Two columns that are both given or both empty, such as who signed and when."""
    neither = models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = models.Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)
