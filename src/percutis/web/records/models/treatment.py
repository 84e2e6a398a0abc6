"""A session as it was given: the gate, the zones, the cartridge, the products, the signature."""

from django.db import models
from django.db.models import F, Q

from percutis.web.accounts.models import Membership
from percutis.web.records.models.basis import Record, together
from percutis.web.records.models.consent import Consent
from percutis.web.records.models.diary import Appointment
from percutis.web.records.models.people import Patient
from percutis.web.records.models.stock import Cartridge, Device, Product


class Session(Record):
    """One visit with needling, from preparation to signature. `facts` is a session of the public format as far as it
    is known: findings of today, numbing, antiseptic, additions (the patient, operator, device, zones and consent come
    from their own tables; `percutis.web.records.core.sessions` joins them).

    It cannot have started without a consent and a gate that let it: the database refuses.
    """

    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="session")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="sessions")
    course = models.ForeignKey("records.Course", models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    operator = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="sessions")
    facts = models.JSONField(default=dict)
    photographs_skipped = models.CharField(max_length=240, blank=True, help_text="why none were taken")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="sessions")
    gate = models.ForeignKey("records.GateCheck", models.PROTECT, null=True, blank=True, related_name="+")
    numbing_started = models.DateTimeField(null=True, blank=True)
    started = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    aftercare_given = models.DateTimeField(null=True, blank=True)
    signed = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    abandoned = models.DateTimeField(null=True, blank=True)
    abandoned_because = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started__isnull=True) | Q(consent__isnull=False, gate__isnull=False),
                name="no_session_without_consent_and_gate",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=False, ended__gte=F("started")),
                name="session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(signed__isnull=True) | Q(ended__isnull=False), name="signed_when_it_is_over"
            ),
            together("signed", "signed_by", "session_signed_by_somebody"),
        ]


class GateCheck(Record):
    """One passing of the gate: what was said, and the core's answer as it was given."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="gates")
    facts = models.JSONField(help_text="the whole session file of the public format")
    edition = models.CharField(max_length=20)
    verdict = models.CharField(max_length=8)
    answer = models.JSONField()

    class Meta:
        ordering = ["-at", "-id"]


class ZoneTreatment(Record):
    """What was done in one zone. A correction is a new row that replaces one and says why."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="zones")
    zone = models.CharField(max_length=40)
    concern = models.CharField(max_length=60)
    depth_mm = models.FloatField()
    passes = models.PositiveSmallIntegerField()
    endpoint_reached = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=240, blank=True, help_text="why it differs from the plan")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why = models.CharField(max_length=240, blank=True, help_text="why it was corrected")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(depth_mm__gt=0), name="depth_above_zero"),
            models.CheckConstraint(condition=Q(replaces__isnull=True) | ~Q(why=""), name="correction_says_why"),
        ]


class ZoneLeft(Record):
    """A zone that was planned for this session and left untreated, and why."""

    REASONS = (
        ("gate", "gate"),
        ("wish", "wish"),
        ("pain", "pain"),
        ("skin", "skin"),
        ("incident", "incident"),
        ("time", "time"),
        ("other", "other"),
    )

    session = models.ForeignKey(Session, models.PROTECT, related_name="left")
    zone = models.CharField(max_length=40)
    concern = models.CharField(max_length=60)
    reason = models.CharField(max_length=10, choices=REASONS)
    words = models.CharField(max_length=240)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "zone", "concern"], name="a_zone_is_left_once"),
            models.CheckConstraint(condition=~Q(words=""), name="left_zone_says_why"),
        ]


class CartridgeUse(Record):
    """Which session used a cartridge. Unique: a cartridge is used once, whatever anybody does at the same time."""

    cartridge = models.OneToOneField(Cartridge, models.PROTECT, related_name="use")
    session = models.ForeignKey(Session, models.PROTECT, related_name="cartridges")
    seal_intact = models.BooleanField()


class CartridgeReturn(Record):
    """A cartridge taken back from the tray before a needle touched skin: sealed still, or opened and thrown away."""

    cartridge = models.ForeignKey(Cartridge, models.PROTECT, related_name="returns")
    session = models.ForeignKey(Session, models.PROTECT, related_name="returned_cartridges")
    taken = models.DateTimeField(help_text="when it was put on the tray")
    sealed = models.BooleanField()
    because = models.CharField(max_length=240)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="returned_cartridge_says_why")]


class ProductUse(Record):
    """A lot that touched this patient's skin."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="products")
    product = models.ForeignKey(Product, models.PROTECT, related_name="uses")
    amount = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "product"], name="product_once_in_a_session")]
