"""What follows a session: check-ins with their answer, adverse events, and tasks that the patient ticked."""

from django.db import models

from percutis.web.accounts.models import Membership
from percutis.web.records.models.basis import Record, together
from percutis.web.records.models.people import Patient
from percutis.web.records.models.stock import Cartridge, Device
from percutis.web.records.models.treatment import Session


class CheckIn(Record):
    """What a patient reported, the core's triage of it, and who answered. `said` is the whole check-in file."""

    SOURCES = (("patient", "patient"), ("staff", "staff"))

    session = models.ForeignKey(Session, models.PROTECT, related_name="checkins")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="checkins")
    source = models.CharField(max_length=10, choices=SOURCES)
    day = models.SmallIntegerField(help_text="days since the session")
    said = models.JSONField()
    edition = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField(help_text="of the urgency, 0 the most urgent")
    hold_course = models.BooleanField()
    answer = models.JSONField()
    responder = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    taken = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["clinic", "answered", "rank", "at"])]
        constraints = [
            together("responder", "taken", "checkin_taken_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(answered__isnull=True) | models.Q(responder__isnull=False),
                name="checkin_answered_by_somebody",
            ),
        ]


class Event(Record):
    """An adverse event or incident, tied to session, device and lot, open until somebody says how it ended."""

    KINDS = (("reaction", "reaction"), ("incident", "incident"), ("needle_stick", "needle_stick"), ("device", "device"))

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="adverse_events")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="adverse_events")
    checkin = models.ForeignKey(CheckIn, models.PROTECT, null=True, blank=True, related_name="adverse_events")
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="adverse_events")
    cartridge = models.ForeignKey(Cartridge, models.PROTECT, null=True, blank=True, related_name="adverse_events")
    kind = models.CharField(max_length=14, choices=KINDS)
    urgency = models.CharField(max_length=20)
    symptoms = models.JSONField(default=list)
    what = models.CharField(max_length=400)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    ended_as = models.CharField(max_length=30, blank=True, help_text="healed, healed_with_mark, referred, unknown")

    class Meta:
        ordering = ["-at"]
        constraints = [together("closed", "closed_by", "event_closed_by_somebody")]


class EventNote(Record):
    """What was seen or done about an event, in order."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="notes")
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["at"]


class TaskTick(Record):
    """A task of the plan that the patient (or the clinic for them) says is done."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="ticks")
    course = models.ForeignKey("records.Course", models.PROTECT, related_name="ticks")
    number = models.PositiveSmallIntegerField(help_text="of the session")
    task = models.CharField(max_length=120, help_text="the entry of the edition")
    is_done = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
