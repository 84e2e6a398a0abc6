"""Patients, and how they come to their own pages: a link and a one-time code."""

from uuid import uuid4

from django.db import models

from percutis.web.accounts.models import Clinic
from percutis.web.records.models.basis import Record, together


class Patient(Record):
    """A person treated in one clinic. `number` is the clinic's own; the key stands in addresses, never a name."""

    SEXES = (("female", "female"), ("male", "male"), ("other", "other"))
    LANGUAGES = (("en", "en"), ("ur", "ur"))
    ERASED_BECAUSE = (
        ("asked", "asked"),
        ("kept_long_enough", "kept_long_enough"),
        ("mistake", "mistake"),
        ("other", "other"),
    )

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    name_ur = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, db_index=True, help_text="E.164, such as +923001234567")
    born = models.DateField()
    sex = models.CharField(max_length=6, choices=SEXES, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    whatsapp = models.BooleanField(default=True, help_text="reached by WhatsApp; else by SMS")
    note = models.CharField(max_length=240, blank=True, help_text="for the desk, nothing clinical")
    version = models.PositiveIntegerField(default=1)
    erased = models.DateTimeField(null=True, blank=True, help_text="when what identifies the patient was deleted")
    erased_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    erased_because = models.CharField(max_length=20, choices=ERASED_BECAUSE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number"], name="patient_number_once"),
            together("erased", "erased_by", "patient_erased_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["clinic", "name"]),
            models.Index(fields=["clinic", "phone", "born"]),
            models.Index(fields=["clinic", "-at"]),
            models.Index(fields=["clinic", "born"], name="patient_born"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class PatientWord(models.Model):
    """A part of a patient's name, whatever its case: what a search finds a patient by."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="words")
    word = models.CharField(max_length=360, help_text="folded, it may be thrice as long as written")

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "word", "patient"],
                name="patient_words",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],  # else PostgreSQL finds no beginnings
            )
        ]

    def __str__(self) -> str:
        return self.word


class PatientLink(Record):
    """A link sent to a patient. Only the hash of its token is kept."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)


class OneTimeCode(models.Model):
    """Six digits sent to the patient's telephone; only the hash is kept. Wrong tries are counted."""

    link = models.ForeignKey(PatientLink, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=160)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code of {self.at:%d %b %H:%M}"
