"""The device register: label limits, geometry and cleared uses of each device, and what each class does."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry, Range
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedUse(Entry):
    """One cleared use: number, date, and whom it covers (`when`: concerns, zones, skin types, ages)."""

    number: str
    cleared: str | None = None
    when: When
    depth_at_most_mm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Entry):
    """A needling device as its label describes it. None where no source states the number.

    Args:
        depth_mm: settable range; `step_mm` the smallest change; a fixed-length roller has low == high.
        evaluated_at_most_mm: the depth beyond which safety was not evaluated, if the label says so.
        tolerance_mm: ± accuracy of the set depth.
        needles, rate_hz, width_cm: geometry of the cartridge, for channel density.
        jurisdictions_barred: where its sale or use is not authorised.
    """

    device_class: Literal["pen", "roller", "stamp", "radiofrequency"]
    depth_mm: Range | None = None
    step_mm: float | None = None
    tolerance_mm: float | None = None
    evaluated_at_most_mm: float | None = None
    needles: int | None = None
    needle_diameter_mm: float | None = None
    rate_hz: Range | None = None
    width_cm: float | None = None
    channels_per_cm2_per_pass: float | None = None
    cartridge: str | None = None
    uses: tuple[ClearedUse, ...] = ()
    jurisdictions_barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceClass(Entry):
    """What a class of device does. `reached` is reached depth / set depth; `preference` orders the choice, 1 first.

    A class with `refused` true is never planned: it needs another protocol.
    """

    device_class: Literal["pen", "roller", "stamp", "radiofrequency"]
    reached: Range | None = None
    preference: int
    refused: bool = False
