"""Consent: the text that was read, in which language, and what the patient answered."""

from django.db import models

from percutis.web.records.models.basis import Record
from percutis.web.records.models.people import Patient


class Consent(Record):
    """One answer. The last one given to a subject holds, by its number: a clock set back, or two hosts whose clocks
    differ, must not let an older signature stand over a withdrawal. `text` is kept whole: what was signed prints.
    """

    SUBJECTS = (("procedure", "procedure"), ("photographs", "photographs"))
    STATES = (("signed", "signed"), ("declined", "declined"), ("withdrawn", "withdrawn"))
    TIERS = (("none", "none"), ("record_only", "record_only"), ("clinic", "clinic"), ("publish", "publish"))

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="consents")
    subject = models.CharField(max_length=12, choices=SUBJECTS)
    state = models.CharField(max_length=10, choices=STATES)
    tier = models.CharField(max_length=12, choices=TIERS, blank=True, help_text="of photographs")
    plan = models.ForeignKey("records.Plan", models.PROTECT, null=True, blank=True, related_name="consents")
    version = models.CharField(max_length=40, help_text="of the text: edition and digest")
    language = models.CharField(max_length=2)
    text = models.JSONField(help_text="headings and paragraphs as they were read")
    signed_name = models.CharField(max_length=120, blank=True, help_text="as the patient wrote it")
    witness = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=400, blank=True, help_text="given when declined or withdrawn")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="signed") | ~models.Q(signed_name=""), name="signed_with_a_name"
            )
        ]
