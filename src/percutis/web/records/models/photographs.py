"""Photographs: the original byte for byte, kept private, with the consent under which it was taken."""

from uuid import uuid4

from django.db import models

from percutis.web.records.models.basis import Record
from percutis.web.records.models.consent import Consent
from percutis.web.records.models.people import Patient


def place_of(photo: "Photo", _name: str) -> str:
    """Where the file lies: by keys only, never under a name that somebody gave it."""
    return f"{photo.clinic_id}/{photo.patient.key}/{photo.key}"


class Photo(Record):
    """One picture. `view` is the pose asked for; the file is served through the access check only."""

    VIEWS = (
        ("front", "front"),
        ("left_oblique", "left_oblique"),
        ("right_oblique", "right_oblique"),
        ("left_profile", "left_profile"),
        ("right_profile", "right_profile"),
        ("close_up", "close_up"),
    )

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="photographs")
    session = models.ForeignKey("records.Session", models.PROTECT, null=True, blank=True, related_name="photographs")
    checkin = models.ForeignKey("records.CheckIn", models.PROTECT, null=True, blank=True, related_name="photographs")
    view = models.CharField(max_length=16, choices=VIEWS)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="photographs")
    original = models.FileField(upload_to=place_of, max_length=160)
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["patient", "at"])]
