"""A clinic: where it is, when it is open, how it books."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models

from percutis.protocol.load import LATEST


class Clinic(models.Model):
    """One place of work. Records belong to exactly one clinic and are never seen from another."""

    name = models.CharField(max_length=120)
    name_ur = models.CharField(max_length=120, blank=True)
    slug = models.SlugField(max_length=40, unique=True)
    place = models.CharField(max_length=80, default="Islamabad", help_text="a place that the sun model knows")
    jurisdiction = models.CharField(max_length=8, default="PK-ICT")
    timezone = models.CharField(max_length=40, default="Asia/Karachi")
    language = models.CharField(max_length=2, default="en")
    phone = models.CharField(max_length=20, blank=True)
    emergency_phone = models.CharField(max_length=20, blank=True, help_text="whom a patient calls at night")
    address = models.CharField(max_length=240, blank=True)
    edition = models.CharField(max_length=20, default=LATEST, help_text="the edition that new plans are made under")
    opens = models.TimeField(default="10:00")
    closes = models.TimeField(default="20:00")
    closed_weekdays = models.JSONField(default=list, help_text="0 is Monday")
    session_minutes = models.PositiveSmallIntegerField(default=60)
    consultation_minutes = models.PositiveSmallIntegerField(default=30)
    numbing_minutes = models.PositiveSmallIntegerField(default=45, help_text="in the room before the first pass")
    retention_years = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how long the law of the place keeps a record; empty is not known"
    )
    cleaning_minutes = models.PositiveSmallIntegerField(default=15, help_text="of the room after a visit")
    last_number = models.PositiveIntegerField(default=0, editable=False, help_text="given to a patient")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its days are counted in."""
        return ZoneInfo(self.timezone)

    def day_of(self, moment: datetime) -> date:
        """The day of its calendar on which a moment lies."""
        return moment.astimezone(self.zone).date()


class Room(models.Model):
    """A room of a clinic; one visit at a time."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    is_used = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "name"], name="room_named_once")]

    def __str__(self) -> str:
        return self.name
