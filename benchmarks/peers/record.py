"""A patient flattened to plain values, the shape that general rule engines want, and rules with their dates worked out.

Every date condition of a rule becomes one cutoff day for the day asked, so that a peer only compares numbers.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

from percutis.domain.case import names_of_zones
from percutis.domain.edition.basis import Window
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Finding, Intake
from percutis.domain.words import Action, Status

Record = dict[str, Any]
LATE, EARLY = 9_999_999, 0


def record_of(intake: Intake, edition: Edition, on: date) -> Record:
    """One patient as a mapping of numbers, words and lists; what is unknown is null."""
    present = [f for f in intake.findings if f.status in (Status.ACTIVE, Status.PAST)]
    operator = intake.operator
    requested = set(intake.zones)
    return {
        "age": intake.patient.age_on(on),
        "sex": intake.patient.sex,
        "skin_type": intake.skin_type.fitzpatrick if intake.skin_type else None,
        "active": sorted({c for f in present if f.status is Status.ACTIVE for c in edition.lineage[f.finding]}),
        "history": sorted({c for f in present for c in edition.lineage[f.finding]}),
        "additions": list(intake.additions),
        "devices": list(intake.devices),
        "device_classes": sorted({edition.device[d].device_class for d in intake.devices}),
        "role": operator.role if operator else None,
        "supervised": operator.is_supervised if operator else None,
        "jurisdictions": [operator.jurisdiction, operator.jurisdiction.split("-")[0]] if operator else [],
        "findings": [_finding(f, requested, edition) for f in present],
        "spots": [
            {
                "concern": concern.concern,
                "zones": sorted(names_of_zones((zone,), edition)),
                "bony": edition.zone[zone].bony,
                "grade": concern.grade,
                "since": concern.since.toordinal() if concern.since else None,
            }
            for concern in intake.concerns
            for zone in concern.zones
        ],
    }


def _finding(finding: Finding, requested: set[str], edition: Edition) -> Record:
    last = (finding.last or finding.since) if finding.status is Status.PAST else None
    return {
        "codes": list(edition.lineage[finding.finding]),
        "status": finding.status.value,
        "last": last.toordinal() if last else None,
        "value": finding.value,
        "zones": sorted(names_of_zones(finding.zones, edition)),
        "in_area": not finding.zones or not requested.isdisjoint(finding.zones),
    }


@cache
def cutoff(window: Window, on: date) -> int:
    """The latest day from which the window has ended by `on`: what happened later still lies within it."""
    day = on
    while window.after(day) > on:
        day -= timedelta(days=1)
    return day.toordinal()


def within_cutoff(rule: Rule, on: date) -> int | None:
    """The day after which the rule's finding must lie, from its window or its deferral; None when it has neither."""
    windows = [rule.trigger.within] if rule.trigger and rule.trigger.within else []
    if rule.window and rule.trigger and rule.action is Action.DEFER:
        windows.append(rule.window)
    return max((cutoff(window, on) for window in windows), default=None)
