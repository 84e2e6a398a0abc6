"""Whether a condition of the protocol holds for a case: yes, no, or unknown because nobody said.

A `Case` is everything that a condition may ask about. Sets hold every name that fits: `zones` has the zone, its base
and its group; `active` has each active finding with all its ancestors.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from percutis.domain.edition.conditions import When
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Finding, Operator, Patient
from percutis.domain.words import Status, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One patient, or one zone of one session, as conditions see it. None is unknown. Depth in mm as set."""

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


def case_of(
    edition: Edition, on: date, patient: Patient, findings: Iterable[Finding], operator: Operator | None
) -> Case:
    """What is known of a patient, their findings and the operator on one day."""
    active: set[str] = set()
    history: set[str] = set()
    for finding in findings:
        if finding.status in (Status.ACTIVE, Status.PAST):
            history.update(edition.lineage[finding.finding])
        if finding.status is Status.ACTIVE:
            active.update(edition.lineage[finding.finding])
    return Case(
        on=on,
        age=patient.age_on(on),
        sex=patient.sex,
        skin_type=patient.skin_type,
        active=frozenset(active),
        history=frozenset(history),
        role=operator.role if operator else None,
        supervised=operator.is_supervised if operator else None,
        jurisdictions=frozenset(_jurisdictions(operator)),
    )


def _jurisdictions(operator: Operator | None) -> tuple[str, ...]:
    """`PK-ICT` is also `PK`."""
    return (operator.jurisdiction, operator.jurisdiction.partition("-")[0]) if operator else ()


def with_zones(case: Case, edition: Edition, zones: Iterable[str]) -> Case:
    """The case with these zones, under every name that conditions use for them."""
    return replace(
        case,
        zones=frozenset(name for zone in zones for name in zone_names(edition, zone)),
        bony=any(edition.zone[zone].bony for zone in zones),
    )


def zone_names(edition: Edition, zone: str) -> tuple[str, str, str]:
    """The zone's id, its base zone and its group."""
    found = edition.zone[zone]
    return (zone, found.base, found.group)


def holds(when: When, case: Case) -> Truth:
    """Whether every part of the condition holds; UNKNOWN when none fails but some cannot be told."""
    unknown = False
    for name in when.given:
        truth = _TESTS[name](when, case)
        if truth is Truth.NO:
            return truth
        unknown = unknown or truth is Truth.UNKNOWN
    return Truth.UNKNOWN if unknown else Truth.YES


def applies(when: When, case: Case) -> bool:
    """Whether an entry is to be used: what cannot be told counts as met, which is the conservative reading."""
    return holds(when, case) is not Truth.NO


def truth(claim: bool | None) -> Truth:
    """A claim that may be unknown, as a Truth."""
    if claim is None:
        return Truth.UNKNOWN
    return Truth.YES if claim else Truth.NO


def _is_one_of(field: str, attribute: str) -> Callable[[When, Case], Truth]:
    def test(when: When, case: Case) -> Truth:
        value = getattr(case, attribute)
        return truth(None if value is None else value in getattr(when, field))

    return test


def _shares(field: str, attribute: str) -> Callable[[When, Case], Truth]:
    def test(when: When, case: Case) -> Truth:
        return truth(not getattr(case, attribute).isdisjoint(getattr(when, field)))

    return test


def _compares(field: str, attribute: str, ordered: Callable[[float, float], bool]) -> Callable[[When, Case], Truth]:
    def test(when: When, case: Case) -> Truth:
        value = getattr(case, attribute)
        return truth(None if value is None else ordered(value, getattr(when, field)))

    return test


def _equals(field: str) -> Callable[[When, Case], Truth]:
    def test(when: When, case: Case) -> Truth:
        value = getattr(case, field)
        return truth(None if value is None else value == getattr(when, field))

    return test


def _is_younger(when: When, case: Case) -> Truth:
    if case.concern_since is None or when.concern_younger_than is None:
        return Truth.UNKNOWN
    return truth(case.on < when.concern_younger_than.after(case.concern_since))


def _at_least(value: float, limit: float) -> bool:
    return value >= limit


def _below(value: float, limit: float) -> bool:
    return value < limit


_TESTS: dict[str, Callable[[When, Case], Truth]] = {
    "skin_types": _is_one_of("skin_types", "skin_type"),
    "concerns": _shares("concerns", "concerns"),
    "zones": _shares("zones", "zones"),
    "findings": _shares("findings", "active"),
    "history": _shares("history", "history"),
    "without": lambda when, case: truth(case.active.isdisjoint(when.without)),
    "additions": _shares("additions", "additions"),
    "anaesthetics": _shares("anaesthetics", "anaesthetics"),
    "devices": _shares("devices", "devices"),
    "device_classes": _shares("device_classes", "device_classes"),
    "bony": _equals("bony"),
    "roles": _is_one_of("roles", "role"),
    "supervised": _equals("supervised"),
    "jurisdictions": _shares("jurisdictions", "jurisdictions"),
    "sexes": _is_one_of("sexes", "sex"),
    "age_below": _compares("age_below", "age", _below),
    "age_from": _compares("age_from", "age", _at_least),
    "grade_from": _compares("grade_from", "grade", _at_least),
    "concern_younger_than": _is_younger,
    "depth_from_mm": _compares("depth_from_mm", "depth_mm", _at_least),
    "depth_below_mm": _compares("depth_below_mm", "depth_mm", _below),
    "uv_index_from": _compares("uv_index_from", "uv_index", _at_least),
    "session": _equals("session"),
}
