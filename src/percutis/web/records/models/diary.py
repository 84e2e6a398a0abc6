"""The diary: visits, the five-minute cells they book, and who waits for one."""

from django.db import models
from django.db.models import F, Q

from percutis.web.accounts.models import Membership, Room
from percutis.web.records.models.basis import Record
from percutis.web.records.models.people import Patient

CELL_MINUTES = 5


class Appointment(Record):
    """One visit of one patient. A moved visit keeps its row; `version` tells two editors apart."""

    KINDS = (
        ("consultation", "consultation"),
        ("session", "session"),
        ("review", "review"),
        ("walk_in", "walk_in"),
    )
    STATES = (
        ("booked", "booked"),
        ("confirmed", "confirmed"),
        ("arrived", "arrived"),
        ("in_room", "in_room"),
        ("done", "done"),
        ("no_show", "no_show"),
        ("cancelled", "cancelled"),
    )
    OPEN = ("booked", "confirmed", "arrived", "in_room")

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12, choices=KINDS)
    course = models.ForeignKey("records.Course", models.PROTECT, null=True, blank=True, related_name="appointments")
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the session in its course")
    practitioner = models.ForeignKey(Membership, models.PROTECT, related_name="appointments")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="appointments")
    device = models.ForeignKey("records.Device", models.PROTECT, null=True, blank=True, related_name="appointments")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES, default="booked")
    state_at = models.DateTimeField()
    note = models.CharField(max_length=240, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts"]
        indexes = [models.Index(fields=["clinic", "starts"]), models.Index(fields=["patient", "starts"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="visit_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["course", "number"],
                condition=~Q(state__in=("cancelled", "no_show")),
                name="one_visit_for_a_session",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is still to come or going on."""
        return self.state in self.OPEN


class BookedCell(models.Model):
    """Five minutes of one person, room or device. The unique pair is what forbids a double booking, on any database."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="cells")
    resource = models.CharField(max_length=24, help_text="person:3, room:2, device:5 or patient:9")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "at"], name="one_place_at_a_time")]

    def __str__(self) -> str:
        return f"{self.resource} {self.at:%H:%M}"


class WaitListEntry(Record):
    """Somebody who would come sooner, or at all, when a place is free."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=12, choices=Appointment.KINDS)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    practitioner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    wish = models.CharField(max_length=240, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at"]
        verbose_name_plural = "wait list entries"
