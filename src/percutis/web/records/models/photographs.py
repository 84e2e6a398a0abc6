"""Photographs: the original byte for byte, kept private, with the consent under which it was taken.

What was decided about each since (its use, its points, its end) are rows of their own.
"""

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
    original = models.FileField(upload_to=place_of, max_length=160, help_text="empty once it was erased")
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["patient", "at"])]


class PhotoTrial(Record):
    """A picture that somebody looks at before it is kept or taken again; gone with either answer."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    session = models.ForeignKey("records.Session", models.CASCADE, null=True, blank=True, related_name="+")
    view = models.CharField(max_length=16, choices=Photo.VIEWS)
    original = models.FileField(upload_to=place_of, max_length=160)
    judged = models.JSONField(help_text="verdict and reasons, or why there is none")


class PhotoTier(Record):
    """What one picture may be used for from this moment; the newest row holds, within what the patient has signed."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="tiers")
    tier = models.CharField(max_length=12, choices=Consent.TIERS)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-at", "-id"]


class PhotoPoints(Record):
    """Points that somebody placed by hand: by name, across and down in parts of the picture's width and height."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="points")
    placed = models.JSONField()

    class Meta:
        ordering = ["-at", "-id"]


class PhotoErasure(Record):
    """A picture that is no more: why, on whose word, and every file that was removed with it."""

    photo = models.OneToOneField(Photo, models.PROTECT, related_name="erasure")
    why = models.CharField(max_length=400)
    files = models.JSONField(help_text="each removed file: what it was, and its size in bytes")
