"""Calendars that somebody's telephone reads again and again: a link with a secret, of which only the hash is kept."""

from django.db import models
from django.db.models import Q

from percutis.web.accounts.models import Membership
from percutis.web.records.models.basis import Record
from percutis.web.records.models.people import Patient


class CalendarFeed(Record):
    """A calendar's link, of a patient or of a practitioner, until it is revoked. One that stands for each."""

    patient = models.ForeignKey(Patient, models.PROTECT, null=True, blank=True, related_name="feeds")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(patient__isnull=False, member__isnull=True) | Q(patient__isnull=True, member__isnull=False),
                name="feed_of_a_patient_or_a_member",
            ),
            models.UniqueConstraint(fields=["patient"], condition=Q(revoked__isnull=True), name="one_feed_a_patient"),
            models.UniqueConstraint(fields=["member"], condition=Q(revoked__isnull=True), name="one_feed_a_member"),
        ]
