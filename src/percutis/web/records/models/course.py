"""A signed plan and the course that runs under it: what was held, moved or delayed, and what came of it."""

from django.db import models

from percutis.web.records.models.basis import Record, together
from percutis.web.records.models.consultation import Intake
from percutis.web.records.models.people import Patient


class Plan(Record):
    """The core's plan for one intake on one day under one edition, as it was shown; signed by a doctor or not yet.

    `asked` is the whole intake file of the public format that it answers: the same file, edition and day give the same
    plan for ever, so pages make it anew from them; `digest` of the answer shows when they no longer agree.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="plans")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="plans")
    operator = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    edition = models.CharField(max_length=20)
    on = models.DateField()
    asked = models.JSONField()
    answer = models.JSONField(help_text="the public answer, in English")
    digest = models.CharField(max_length=64, help_text="of the answer; a change of it after signing shows")
    signed = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        constraints = [together("signed", "signed_by", "plan_signed_by_somebody")]


class Course(Record):
    """All sessions under one signed plan. One open course at a time for a patient."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="courses")
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="course")
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    closed_because = models.CharField(max_length=20, blank=True, help_text="complete, stopped, moved_away, new_plan")
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            together("closed", "closed_by", "course_closed_by_somebody"),
            models.UniqueConstraint(
                fields=["patient"], condition=models.Q(closed__isnull=True), name="one_open_course_a_patient"
            ),
        ]


class CourseEvent(Record):
    """What happened to the dates, in order: a session held or moved, or a reaction that asks for time."""

    KINDS = (("held", "held"), ("moved", "moved"), ("reaction", "reaction"))

    course = models.ForeignKey(Course, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=KINDS)
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the session; none for a reaction")
    on = models.DateField(help_text="held on, moved to, or no session before")
    interval_at_least_days = models.PositiveSmallIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["course", "id"]


class CoursePause(Record):
    """A hold: no further session until a physician has looked and lifted it."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="pauses")
    because = models.CharField(max_length=240)
    lifted = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.CharField(max_length=400, blank=True, help_text="what the physician found")

    class Meta:
        ordering = ["-at"]
        constraints = [together("lifted", "lifted_by", "pause_lifted_by_somebody")]


class Outcome(Record):
    """A grade on a named scale, or the patient's satisfaction, on one day of a course."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="outcomes")
    concern = models.CharField(max_length=60, blank=True)
    scale = models.CharField(max_length=60)
    grade = models.FloatField()
    on = models.DateField()
    after_session = models.PositiveSmallIntegerField(default=0, help_text="0 is before the first")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["course", "on", "id"]
