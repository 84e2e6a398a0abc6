"""The one condition language of the protocol: which patients, zones, devices and moments an entry is about.

Every field that is given must hold; a field that is not given holds for everyone. Conditions are data, none is code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from percutis.domain.edition.basis import Window
from percutis.domain.words import Status


class Case(NamedTuple):
    """One patient, or one zone of one session, as conditions see it. None is unknown. Depth in mm as set.

    Sets hold every name that fits: `zones` has the zone, its base and its group; `active` has each active finding
    with all its ancestors. A named tuple, because planning makes a narrower copy for every zone and that must be quick.
    """

    on: date
    age: int
    sex: str | None = None
    skin_type: str | None = None
    active: frozenset[str] = frozenset()
    history: frozenset[str] = frozenset()
    concerns: frozenset[str] = frozenset()
    grade: float | None = None
    concern_since: date | None = None
    zones: frozenset[str] = frozenset()
    bony: bool = False
    additions: frozenset[str] = frozenset()
    anaesthetics: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    device_classes: frozenset[str] = frozenset()
    role: str | None = None
    supervised: bool | None = None
    jurisdictions: frozenset[str] = frozenset()
    depth_mm: float | None = None
    uv_index: float | None = None
    session: str | None = None


OF_ONE_PLACE = frozenset(("bony", "grade_from", "concern_younger_than"))
OF_A_PLACE = OF_ONE_PLACE | {"concerns", "zones"}


class Place(NamedTuple):
    """One requested zone under one concern: the part of a case that differs from zone to zone."""

    on: date
    concerns: frozenset[str]
    zones: frozenset[str]
    bony: bool
    grade: float | None
    concern_since: date | None


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

    @cached_property
    def applies(self) -> "Callable[[Case], bool]":
        """Whether an entry is to be used for a case: what cannot be told counts as met, the conservative reading."""
        return _all([_test(self, name, Case, unsaid=True) for name in self.given])

    @cached_property
    def surely_applies(self) -> "Callable[[Case], bool]":
        """As `applies`, but what cannot be told counts as not met."""
        return _all([_test(self, name, Case, unsaid=False) for name in self.given])

    @cached_property
    def may_apply(self) -> "Callable[[Case], bool]":
        """Whether it can apply in some zone of a case that has several: all but what one zone alone could answer."""
        return _all([_test(self, name, Case, unsaid=True) for name in self.given if name not in OF_ONE_PLACE])

    @cached_property
    def applies_at(self) -> "Callable[[Place], bool]":
        """As `applies`, of what it asks about a concern or a zone only."""
        return _all([_test(self, name, Place, unsaid=True) for name in self.given if name in OF_A_PLACE])

    @cached_property
    def names_a_place(self) -> bool:
        """Whether it asks about a concern or a zone, and so may hold for some zones and not for others."""
        return not OF_A_PLACE.isdisjoint(self.given)


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


Test = Callable[[Any], bool]  # of a Case, or of a Place where it asks about a place only


def _all(tests: Sequence[Test]) -> Test:
    """One test out of several: all of them hold."""
    if not tests:
        return lambda about: True
    if len(tests) == 1:
        return tests[0]
    first, others = tests[0], _all(tests[1:])
    return lambda about: first(about) and others(about)


def _test(when: When, name: str, about: type[Case | Place], unsaid: bool) -> Test:
    """The test of one given field, compiled once; `unsaid` is its answer where nobody said."""
    attribute, compile_test = _TESTS[name]
    return compile_test(about._fields.index(attribute), getattr(when, name), unsaid)


def _is_one_of(at: int, wanted: tuple[Any, ...], unsaid: bool) -> Test:
    fitting = frozenset((*wanted, None) if unsaid else wanted)
    return lambda about: about[at] in fitting


def _equals(at: int, wanted: object, unsaid: bool) -> Test:
    return _is_one_of(at, (wanted,), unsaid)


def _shares(at: int, wanted: tuple[str, ...], unsaid: bool) -> Test:
    lacks = frozenset(wanted).isdisjoint
    return lambda about: not lacks(about[at])


def _lacks(at: int, unwanted: tuple[str, ...], unsaid: bool) -> Test:
    lacks = frozenset(unwanted).isdisjoint
    return lambda about: lacks(about[at])


def _from(at: int, least: float, unsaid: bool) -> Test:
    return lambda about: unsaid if about[at] is None else about[at] >= least


def _below(at: int, limit: float, unsaid: bool) -> Test:
    return lambda about: unsaid if about[at] is None else about[at] < limit


def _is_younger(at: int, window: Window, unsaid: bool) -> Test:
    return lambda about: unsaid if about[at] is None else about.on < window.after(about[at])


_TESTS: dict[str, tuple[str, Callable[[int, Any, bool], Test]]] = {
    "skin_types": ("skin_type", _is_one_of),
    "concerns": ("concerns", _shares),
    "zones": ("zones", _shares),
    "findings": ("active", _shares),
    "history": ("history", _shares),
    "without": ("active", _lacks),
    "additions": ("additions", _shares),
    "anaesthetics": ("anaesthetics", _shares),
    "devices": ("devices", _shares),
    "device_classes": ("device_classes", _shares),
    "bony": ("bony", _equals),
    "roles": ("role", _is_one_of),
    "supervised": ("supervised", _equals),
    "jurisdictions": ("jurisdictions", _shares),
    "sexes": ("sex", _is_one_of),
    "age_below": ("age", _below),
    "age_from": ("age", _from),
    "grade_from": ("grade", _from),
    "concern_younger_than": ("concern_since", _is_younger),
    "depth_from_mm": ("depth_mm", _from),
    "depth_below_mm": ("depth_mm", _below),
    "uv_index_from": ("uv_index", _from),
    "session": ("session", _equals),
}
