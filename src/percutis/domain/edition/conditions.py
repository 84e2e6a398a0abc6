"""The one condition language of the protocol: which patients, zones, devices and moments an entry is about.

Every field that is given must hold; a field that is not given holds for everyone. Conditions are data, none is code.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

from percutis.domain.edition.basis import Window
from percutis.domain.words import Status


@dataclass(frozen=True, kw_only=True)
class When:
    """Whom and what an entry is about.

    `zones` takes zone ids, base zones (`cheek` is both cheeks) or groups (`face`, `neck_and_body`).
    `findings` holds when any of them (or a child) is active; `history` when any is active or past;
    `without` when none of them is active. Ages in completed years. Depths in millimetres as set on the device.
    """

    __pydantic_config__ = {"extra": "forbid"}

    skin_types: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    anaesthetics: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    device_classes: tuple[str, ...] = ()
    bony: bool | None = None
    roles: tuple[str, ...] = ()
    supervised: bool | None = None
    jurisdictions: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    age_below: int | None = None
    age_from: int | None = None
    grade_from: int | None = None
    concern_younger_than: Window | None = None
    depth_from_mm: float | None = None
    depth_below_mm: float | None = None
    uv_index_from: float | None = None
    session: Literal["first", "later"] | None = None

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The names of the fields that ask for something."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) not in ((), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A test of a finding's value: `above` 8 %, `at_least` …; the unit must be the finding's own.

    `if_unsaid`: a value that nobody gave counts as `met` and is asked for; `unmet` is for findings most of whose cases
    have no such value (an INR tells nothing of most anticoagulants).
    """

    __pydantic_config__ = {"extra": "forbid"}

    unit: str
    if_unsaid: Literal["met", "unmet"] = "met"
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The finding that a screening rule is keyed by, and what must be true of that finding.

    `within`: less than this has passed since the finding's last date; `beyond`: at least this has passed.
    A date, value or zone that the finding lacks counts as met and asks a question.
    `zones`: the finding must lie in one of these (base zones and groups allowed).
    """

    __pydantic_config__ = {"extra": "forbid"}

    finding: str
    status: tuple[Status, ...]
    within: Window | None = None
    beyond: Window | None = None
    value: Amount | None = None
    zones: tuple[str, ...] = ()
