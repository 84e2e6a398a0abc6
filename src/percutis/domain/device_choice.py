"""Which of the clinic's devices is used, and why: a cleared use first, then the class that controls depth best.

Radiofrequency is refused (another protocol), and so is a device that may not be used in the jurisdiction.
"""

from typing import Literal, NamedTuple

from percutis.domain.decision import Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.devices import Device, DeviceClass
from percutis.domain.edition.edition import Edition


class DeviceChoice(NamedTuple):
    """One device the clinic has: chosen, possible or refused, and why."""

    device: str
    stance: Literal["chosen", "possible", "refused"]
    text: Sentence
    cites: tuple[Cite, ...]


def class_of(device: Device, edition: Edition) -> DeviceClass:
    """What the edition says of the device's class."""
    return next(entry for entry in edition.device_classes if entry.device_class == device.device_class)


def is_usable(device: Device, case: Case, edition: Edition) -> bool:
    """Whether the device may be used at all: its class has a protocol here, and the jurisdiction allows it."""
    return device.device_class not in edition.refused_classes and case.jurisdictions.isdisjoint(
        device.jurisdictions_barred
    )


def refusal(device: Device, case: Case, edition: Edition) -> Sentence | None:
    """Why the device may not be used at all, or None when it may."""
    if is_usable(device, case, edition):
        return None
    refused = device.device_class in edition.refused_classes
    key = "answers.device_refused" if refused else "answers.device_barred"
    return Sentence(key, (("device", f"labels.device.{device.id}"),))


def is_cleared(device: Device, case: Case) -> bool:
    """Whether some cleared use of the device covers this concern, zone, skin type and age.

    What nobody said is not covered: a clearance for skin types I to IV says nothing of an unknown one.
    """
    return any(use.when.surely_applies(case) for use in device.uses)


def ranked(devices: tuple[Device, ...], case: Case, edition: Edition) -> list[Device]:
    """The usable devices, best first: cleared for this use, then by class, then in the clinic's own order."""
    usable = [device for device in devices if is_usable(device, case, edition)]
    return sorted(usable, key=lambda device: (not is_cleared(device, case), class_of(device, edition).preference))


def choices(
    devices: tuple[Device, ...], used: frozenset[str], case: Case, edition: Edition
) -> tuple[DeviceChoice, ...]:
    """The stance on every device of the clinic, in the clinic's order."""
    return tuple(_choice(device, used, case, edition) for device in devices)


def _choice(device: Device, used: frozenset[str], case: Case, edition: Edition) -> DeviceChoice:
    refused = refusal(device, case, edition)
    if refused:
        return DeviceChoice(device=device.id, stance="refused", text=refused, cites=device.cites)
    return DeviceChoice(
        device=device.id,
        stance="chosen" if device.id in used else "possible",
        text=Sentence(f"devices.{device.id}"),
        cites=device.cites,
    )
