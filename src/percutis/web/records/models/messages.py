"""The outbox: what is to be said to a patient, when, and whether it was."""

from django.db import models

from percutis.web.records.models.basis import Record
from percutis.web.records.models.people import Patient


class Message(Record):
    """One message. What it says is worked out at the moment of sending, from the record as it stands then; `text`
    keeps what was said. The key makes sure that the same thing is said once.

    From `waiting` it is `handing` (a gateway has it, and has not answered), then `sent`; or `waiting` again, and in
    the end `failed`, where the gateway refused it; or `unsure`, where nobody said whether it arrived.
    """

    STATES = (
        ("waiting", "waiting"),
        ("handing", "handing"),
        ("unsure", "unsure"),
        ("sent", "sent"),
        ("failed", "failed"),
        ("cancelled", "cancelled"),
    )
    CHANNELS = (("whatsapp", "whatsapp"), ("sms", "sms"), ("email", "email"))

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=160)
    about = models.JSONField(default=dict, help_text="ids that the text is worked out from")
    due = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=CHANNELS)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["-due"]
        indexes = [
            models.Index(fields=["state", "due"]),
            models.Index(fields=["clinic", "state", "sent", "due", "id"], name="message_shelves"),
        ]
        constraints = [models.UniqueConstraint(fields=["clinic", "key"], name="message_said_once")]
