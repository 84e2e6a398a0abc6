"""What was measured on photographs, each row with the version that made it; and what a second, blinded rater saw."""

from uuid import uuid4

from django.db import models

from percutis.web.records.models.basis import Record
from percutis.web.records.models.course import Course
from percutis.web.records.models.photographs import Photo


class PhotoJudgement(Record):
    """Whether a picture can be measured, and why not: verdict, reasons, and the figures behind them."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="judgements")
    version = models.CharField(max_length=40)
    said = models.JSONField()

    class Meta:
        ordering = ["-at", "-id"]


class PhotoMeasure(Record):
    """One measure of one zone in one picture as it was taken; `error` is the spread between two of the same skin."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="measures")
    version = models.CharField(max_length=40)
    zone = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    value = models.FloatField()
    error = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["photo", "measure", "zone"])]


class PhotoComparison(Record):
    """Two pictures of one view compared: may they be, why not, and the change of every measure in every zone.

    The newest of a pair holds. `problem` says why there is none. `kept` names the aligned copies in the store.
    """

    patient = models.ForeignKey("records.Patient", models.PROTECT, related_name="comparisons")
    before = models.ForeignKey(Photo, models.PROTECT, related_name="compared_as_before")
    after = models.ForeignKey(Photo, models.PROTECT, related_name="compared_as_after")
    version = models.CharField(max_length=40)
    comparable = models.BooleanField()
    because = models.JSONField(default=list, help_text="reasons, each with what was found and the bound")
    problem = models.CharField(max_length=200, blank=True)
    alignment = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    kept = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["before", "after"])]


class BlindPair(Record):
    """Two pictures shown to one rater as A and B; `is_swapped` says that A is the later. Drawn before it is shown."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="blind_pairs")
    before = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    after = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    is_swapped = models.BooleanField()
    concern = models.CharField(max_length=60, blank=True)
    scale = models.CharField(max_length=60)


class BlindGrade(Record):
    """What the rater said of A and of B, once: then the order is told, and nothing can be said again."""

    pair = models.OneToOneField(BlindPair, models.PROTECT, related_name="grade")
    grade_a = models.FloatField()
    grade_b = models.FloatField()
    note = models.CharField(max_length=400, blank=True)
