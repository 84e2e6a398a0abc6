"""The one condition language of the protocol: which patients, zones, devices and moments an entry is about.

Every field that is given must hold; a field that is not given holds for everyone. Conditions are data, none is code.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from percutis.domain.edition.basis import Window
from percutis.domain.words import Status, Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


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


OF_A_PLACE = frozenset(("concerns", "zones", "bony", "grade_from", "concern_younger_than"))


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
    def _tests(self) -> "tuple[Test, ...]":
        return tuple(_TESTS[name](getattr(self, name)) for name in self.given)

    @cached_property
    def _place_tests(self) -> "tuple[Test, ...]":
        return tuple(_TESTS[name](getattr(self, name)) for name in self.given if name in OF_A_PLACE)

    @cached_property
    def _patient_tests(self) -> "tuple[Test, ...]":
        return tuple(_TESTS[name](getattr(self, name)) for name in self.given if name not in OF_A_PLACE)

    def holds(self, case: Case) -> Truth:
        """Whether every part of the condition holds; UNKNOWN when none fails but some cannot be told."""
        return _all_hold(self._tests, case)

    def holds_anywhere(self, case: Case) -> Truth:
        """As `holds`, but for what it asks about a concern or a zone."""
        return _all_hold(self._patient_tests, case)

    def holds_at(self, place: Place) -> Truth:
        """As `holds`, of what it asks about a concern or a zone only."""
        return _all_hold(self._place_tests, place)

    def applies(self, case: Case) -> bool:
        """Whether an entry is to be used: what cannot be told counts as met, which is the conservative reading."""
        return self.holds(case) is not NO

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


Test = Callable[[Any], Truth]  # of a Case, or of a Place where it asks about a place only


def _all_hold(tests: tuple[Test, ...], about: Case | Place) -> Truth:
    answer = YES
    for test in tests:
        truth = test(about)
        if truth is NO:
            return NO
        if truth is UNKNOWN:
            answer = UNKNOWN
    return answer


def _is_one_of(attribute: str) -> Callable[[Any], Test]:
    def compile_test(wanted: tuple[str, ...]) -> Test:
        def test(case: Case) -> Truth:
            value = getattr(case, attribute)
            if value is None:
                return UNKNOWN
            return YES if value in wanted else NO

        return test

    return compile_test


def _shares(attribute: str) -> Callable[[Any], Test]:
    def compile_test(wanted: tuple[str, ...]) -> Test:
        return lambda case: NO if getattr(case, attribute).isdisjoint(wanted) else YES

    return compile_test


def _lacks(attribute: str) -> Callable[[Any], Test]:
    def compile_test(unwanted: tuple[str, ...]) -> Test:
        return lambda case: YES if getattr(case, attribute).isdisjoint(unwanted) else NO

    return compile_test


def _from(attribute: str) -> Callable[[Any], Test]:
    def compile_test(least: float) -> Test:
        def test(case: Case) -> Truth:
            value = getattr(case, attribute)
            if value is None:
                return UNKNOWN
            return YES if value >= least else NO

        return test

    return compile_test


def _below(attribute: str) -> Callable[[Any], Test]:
    def compile_test(limit: float) -> Test:
        def test(case: Case) -> Truth:
            value = getattr(case, attribute)
            if value is None:
                return UNKNOWN
            return YES if value < limit else NO

        return test

    return compile_test


def _equals(attribute: str) -> Callable[[Any], Test]:
    return lambda wanted: _is_one_of(attribute)((wanted,))


def _is_younger(window: Window) -> Test:
    def test(case: Case) -> Truth:
        if case.concern_since is None:
            return UNKNOWN
        return YES if case.on < window.after(case.concern_since) else NO

    return test


_TESTS: dict[str, Callable[[Any], Test]] = {
    "skin_types": _is_one_of("skin_type"),
    "concerns": _shares("concerns"),
    "zones": _shares("zones"),
    "findings": _shares("active"),
    "history": _shares("history"),
    "without": _lacks("active"),
    "additions": _shares("additions"),
    "anaesthetics": _shares("anaesthetics"),
    "devices": _shares("devices"),
    "device_classes": _shares("device_classes"),
    "bony": _equals("bony"),
    "roles": _is_one_of("role"),
    "supervised": _equals("supervised"),
    "jurisdictions": _shares("jurisdictions"),
    "sexes": _is_one_of("sex"),
    "age_below": _below("age"),
    "age_from": _from("age"),
    "grade_from": _from("grade"),
    "concern_younger_than": _is_younger,
    "depth_from_mm": _from("depth_mm"),
    "depth_below_mm": _below("depth_mm"),
    "uv_index_from": _from("uv_index"),
    "session": _equals("session"),
}
