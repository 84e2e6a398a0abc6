"""The log of who did what. Rows are added only; each carries the hash of the one before, so a change shows."""

from django.db import models

from percutis.web.accounts.models.clinic import Clinic
from percutis.web.accounts.models.staff import Membership


class AuditEvent(models.Model):
    """One thing that somebody did. `number` counts without a gap in each clinic."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="audit_events")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True)
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, help_text="table and key, such as session:12")
    patient = models.UUIDField(null=True, blank=True, db_index=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["clinic", "number"]
        constraints = [models.UniqueConstraint(fields=["clinic", "number"], name="audit_number_once")]
        indexes = [  # in a log of years it is looked up who did something, to whom, and on which day
            models.Index(fields=["clinic", "membership", "number"], name="audit_member"),
            models.Index(fields=["clinic", "patient", "number"], name="audit_patient"),
            models.Index(fields=["clinic", "at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Add the row; a row that stands is never changed."""
        if not self._state.adding:
            raise TypeError("the log is only added to")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Refuse: nothing leaves the log."""
        raise TypeError("the log is only added to")
