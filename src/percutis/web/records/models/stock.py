"""What the clinic has: devices, single-use cartridges, products with their lots."""

from django.db import models

from percutis.web.records.models.basis import Record


class Device(Record):
    """One device on the clinic's shelf; `model` is a device of the edition."""

    model = models.CharField(max_length=60)
    serial = models.CharField(max_length=60)
    label = models.CharField(max_length=60, help_text="as the staff call it")
    retired = models.DateField(null=True, blank=True)
    retired_because = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "model", "serial"], name="device_once")]

    def __str__(self) -> str:
        return self.label


class Cartridge(Record):
    """One sealed cartridge. It is used in one session or discarded; `CartridgeUse` says which."""

    model = models.CharField(max_length=60, help_text="the device model that it fits")
    lot = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    expires = models.DateField()
    discarded = models.DateTimeField(null=True, blank=True)
    discarded_because = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "lot", "number"], name="cartridge_once")]
        indexes = [models.Index(fields=["clinic", "lot"])]

    def __str__(self) -> str:
        return f"{self.lot} {self.number}"


class Product(Record):
    """One lot of something that touches the skin; `code` is the edition's word for it."""

    KINDS = (("anaesthetic", "anaesthetic"), ("antiseptic", "antiseptic"), ("addition", "addition"), ("other", "other"))

    kind = models.CharField(max_length=12, choices=KINDS)
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120)
    lot = models.CharField(max_length=40)
    expires = models.DateField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "name", "lot"], name="product_lot_once")]
        indexes = [models.Index(fields=["clinic", "lot"])]

    def __str__(self) -> str:
        return f"{self.name}, {self.lot}"
