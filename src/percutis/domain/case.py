"""Building a case: everything that a condition of the protocol may ask about, from what is known of a patient."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Finding, Operator, Patient
from percutis.domain.words import Status

ACTIVE, PAST = Status.ACTIVE, Status.PAST  # looked up once: on Python 3.11 a member of an enum is slow to reach
NOWHERE: frozenset[str] = frozenset()


def case_of(
    edition: Edition,
    on: date,
    patient: Patient,
    findings: Iterable[Finding],
    operator: Operator | None,
    zones: Collection[str] = (),
) -> Case:
    """What is known of a patient, their findings and the operator on one day, and of the zones it is about."""
    active: set[str] = set()
    history: set[str] = set()
    lineage = edition.lineage
    for finding in findings:
        status = finding.status
        if status is ACTIVE:
            active.update(lineage[finding.finding])
        elif status is PAST:
            history.update(lineage[finding.finding])
    return Case(
        on=on,
        age=patient.age_on(on),
        sex=patient.sex,
        skin_type=patient.skin_type,
        active=frozenset(active),
        history=frozenset(history | active),
        zones=names_of_zones(zones, edition),
        bony=not edition.bony_zones.isdisjoint(zones),
        role=operator.role if operator else None,
        supervised=operator.is_supervised if operator else None,
        jurisdictions=_jurisdictions(operator.jurisdiction) if operator else NOWHERE,
    )


@lru_cache(maxsize=256)
def _jurisdictions(name: str) -> frozenset[str]:
    """`PK-ICT` is also `PK`."""
    return frozenset((name, name.partition("-")[0]))


def with_zones(case: Case, edition: Edition, zones: Iterable[str]) -> Case:
    """The case with these zones, under every name that conditions use for them, and whether any lies over bone."""
    found = tuple(zones)
    return case._replace(zones=names_of_zones(found, edition), bony=not edition.bony_zones.isdisjoint(found))


def names_of_zones(zones: Iterable[str], edition: Edition) -> frozenset[str]:
    """Every name that conditions use for these zones: the id, the base zone and the group of each."""
    names = edition.zone_names
    return NOWHERE.union(*[names[zone] for zone in zones])
