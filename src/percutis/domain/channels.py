"""Micro-channels: how many per cm² a pass makes, how many passes that asks for, and how deep they really reach.

A pen's needles strike `needles · rate` times a second while its head of width w moves at v: needles · rate / (w · v)
channels per cm² and pass. A roller's density is its needles over the area of its drum.
"""

from math import ceil, floor
from typing import NamedTuple

from percutis.domain.edition.basis import Range
from percutis.domain.edition.body import Thickness
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.depth import Density
from percutis.domain.edition.devices import Device
from percutis.domain.edition.edition import Edition


class Passes(NamedTuple):
    """How often the device goes over the skin, from channel density."""

    min: int
    max: int


def channels_per_pass(device: Device, density: Density) -> float | None:
    """Channels per cm² that one pass makes; None where the device's numbers do not say.

    Twelve needles at 117 Hz on a head 0.9 cm wide moved at 2 cm/s make 780.
    """
    if device.channels_per_cm2_per_pass is not None:
        return device.channels_per_cm2_per_pass
    width = device.width_cm or density.width_cm
    if not (device.needles and device.rate_hz and width and density.hand_speed_cm_s):
        return None
    return device.needles * device.rate_hz.high / (width * density.hand_speed_cm_s)


def passes_for(device: Device, case: Case, edition: Edition) -> tuple[Passes, Range] | None:
    """Least and most passes, and the channels per cm² they give; None where it cannot be worked out."""
    density = next((entry for entry in edition.densities if entry.when.applies(case)), None)
    each = channels_per_pass(device, density) if density else None
    if density is None or each is None:
        return None
    least = max(1, ceil(density.least_per_cm2 / each))
    most = max(least, floor(density.most_per_cm2 / each))
    return Passes(min=least, max=most), Range(round(least * each), round(most * each))


def depth_reached(depth_mm: float, device: Device, edition: Edition) -> Range | None:
    """How deep the needles get for a set depth: published reached/set ratios of the device's class, mm."""
    for entry in edition.device_classes:
        if entry.device_class == device.device_class and entry.reached:
            return Range(round(depth_mm * entry.reached.low, 2), round(depth_mm * entry.reached.high, 2))
    return None


def skin_thickness(zone: str, sex: str | None, edition: Edition) -> Thickness | None:
    """The published thickness of the zone's skin; the thinner sex's when the sex is not female or male."""
    base = edition.zone[zone].base
    rows = [row for row in edition.thickness if row.zone == base]
    return min((row for row in rows if row.sex == sex), key=_total, default=min(rows, key=_total, default=None))


def _total(row: Thickness) -> float:
    return row.total_mm
