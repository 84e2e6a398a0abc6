"""What was said at the consultation, what the core answered, and what a doctor chose otherwise on the record."""

from django.db import models

from percutis.web.records.models.basis import Record, together
from percutis.web.records.models.people import Patient


class Intake(Record):
    """One version of what patient and professional said: `said` is an intake of the public format, without patient,
    operator, place, devices and overrides, which other tables hold (`percutis.web.records.core.intakes` joins them).
    """

    SOURCES = (("patient", "patient"), ("staff", "staff"), ("fhir", "fhir"))

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="intakes")
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=SOURCES)
    weight_kg = models.FloatField(null=True, blank=True)
    said = models.JSONField(default=dict)
    why = models.CharField(max_length=240, blank=True, help_text="why it was corrected")

    class Meta:
        ordering = ["patient", "version"]
        constraints = [models.UniqueConstraint(fields=["patient", "version"], name="intake_version_once")]


class IntakeDraft(models.Model):
    """What has been answered so far and not yet handed in; one for the patient, one for the staff."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="drafts")
    source = models.CharField(max_length=10, choices=Intake.SOURCES)
    said = models.JSONField(default=dict)
    saved = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "source"], name="one_draft_each")]

    def __str__(self) -> str:
        return f"draft of the {self.source}"


class Assessment(Record):
    """The core's answer for one intake on one day, as it was given; `asked` is the whole intake file."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="assessments")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=20)
    on = models.DateField()
    verdict = models.CharField(max_length=10)
    until = models.DateField(null=True, blank=True)
    asked = models.JSONField()
    answer = models.JSONField(help_text="the public answer, in English")

    class Meta:
        ordering = ["-at"]


class Override(Record):
    """A doctor's choice of the permissive value of one rule for one patient, with a coded reason; until withdrawn."""

    REASONS = (
        ("specialist_letter", "specialist_letter"),
        ("test_result", "test_result"),
        ("discussed_and_accepted", "discussed_and_accepted"),
        ("local_practice", "local_practice"),
        ("other", "other"),
    )

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=120)
    reason = models.CharField(max_length=30, choices=REASONS)
    note = models.CharField(max_length=400)
    edition = models.CharField(max_length=20)
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            together("withdrawn", "withdrawn_by", "override_withdrawn_by_somebody"),
            models.UniqueConstraint(
                fields=["patient", "rule"],
                condition=models.Q(withdrawn__isnull=True),
                name="one_standing_override_a_rule",
            ),
        ]
