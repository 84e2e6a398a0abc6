"""Packages as a counted balance, and receipts. Amounts are whole rupees."""

from django.db import models
from django.db.models import Q

from percutis.web.records.models.basis import Record
from percutis.web.records.models.people import Patient


class Package(Record):
    """So many sessions sold for one price."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="packages")
    name = models.CharField(max_length=120)
    sessions = models.PositiveSmallIntegerField()
    price_pkr = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=Q(sessions__gt=0), name="package_of_some_sessions")]


class PackageEntry(Record):
    """One session taken from a package, or given back (with why)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="entries")
    change = models.SmallIntegerField(help_text="-1 taken, 1 given back")
    session = models.ForeignKey(
        "records.Session", models.PROTECT, null=True, blank=True, related_name="package_entries"
    )
    why = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(change__in=(-1, 1)), name="one_session_at_a_time"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(change=-1, session__isnull=False), name="a_session_is_taken_once"
            ),
        ]


class Receipt(Record):
    """Money taken. A wrong receipt is cancelled by a second one that names it, never changed."""

    METHODS = (("cash", "cash"), ("transfer", "transfer"), ("card", "card"))

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="receipts")
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="receipts")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=160)
    amount_pkr = models.IntegerField(help_text="negative when it cancels another")
    method = models.CharField(max_length=10, choices=METHODS)
    reference = models.CharField(max_length=80, blank=True, help_text="of a transfer")
    cancels = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="cancelled_by")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number"], name="receipt_number_once"),
            models.CheckConstraint(
                condition=Q(cancels__isnull=True, amount_pkr__gt=0) | Q(cancels__isnull=False, amount_pkr__lt=0),
                name="receipt_takes_or_cancels",
            ),
        ]
