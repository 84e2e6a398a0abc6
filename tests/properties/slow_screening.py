"""The slow, obvious screening: every rule against every finding, nothing indexed. The judge of the fast one.

It is written from the description of a rule in the protocol's reference, not from the engine, and is kept plain on
purpose: read it to know what screening means.
"""

from datetime import date, timedelta

from percutis.domain.edition.basis import Window
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Concern, Finding, Intake

Answer = dict[str, tuple[date | None, frozenset[str]]]


def screen_slowly(intake: Intake, skin_type: str | None, edition: Edition, on: date) -> Answer:
    """For each rule that speaks: until when (deferrals), and for which requested zones (all of them when empty)."""
    answer: Answer = {}
    for rule in edition.rules:
        found: list[tuple[date | None, frozenset[str] | None]] = []
        if rule.trigger is None:
            found = _of_patient(rule, intake, skin_type, edition, on)
        else:
            for finding in intake.findings:
                found += _of_finding(rule, finding, intake, skin_type, edition, on)
        if found:
            untils = [until for until, _ in found if until is not None]
            everywhere = any(zones is None for _, zones in found)
            zones = frozenset() if everywhere else frozenset().union(*(z for _, z in found if z))
            answer[rule.id] = (max(untils) if untils and rule.action == "defer" else None, zones)
    return answer


def _ancestors(code: str, edition: Edition) -> set[str]:
    found, todo = set(), [code]
    while todo:
        current = todo.pop()
        found.add(current)
        todo += [p for kind in edition.findings if kind.code == current for p in kind.parents if p not in found]
    return found


def _plus(day: date, window: Window) -> date:
    month = day.month - 1 + window.months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    moved = date(year, month, min(day.day, last))
    return moved + timedelta(days=window.days + (window.hours + 23) // 24)


def _of_finding(
    rule: Rule, finding: Finding, intake: Intake, skin_type: str | None, edition: Edition, on: date
) -> list[tuple[date | None, frozenset[str] | None]]:
    trigger = rule.trigger
    assert trigger is not None
    if finding.status not in ("active", "past") or finding.status not in trigger.status:
        return []
    if trigger.finding not in _ancestors(finding.finding, edition):
        return []
    if not _conditions_hold(rule, None, None, intake, skin_type, edition, on):
        return []
    last = finding.last or finding.since
    if finding.status == "active" and trigger.beyond is not None:
        return []
    if finding.status == "past" and last is not None:
        if trigger.within is not None and not on < _plus(last, trigger.within):
            return []
        if trigger.beyond is not None and on < _plus(last, trigger.beyond):
            return []
    amount = trigger.value
    if amount is not None and finding.value is None and amount.if_unsaid == "unmet":
        return []
    if amount is not None and finding.value is not None:
        tests = [
            amount.above is None or finding.value > amount.above,
            amount.at_least is None or finding.value >= amount.at_least,
            amount.below is None or finding.value < amount.below,
            amount.at_most is None or finding.value <= amount.at_most,
        ]
        if not all(tests):
            return []
    if trigger.zones and finding.zones:
        names = set()
        for zone in finding.zones:
            names |= _names(zone, edition)
        if not names & set(trigger.zones):
            return []
    until = None
    if rule.window is not None:
        start = last if finding.status == "past" and last is not None else on
        until = _plus(start, rule.window)
        if until <= on:
            return []
    if rule.scope == "patient" or not finding.zones:
        return [(until, None)]
    requested = {zone for concern in intake.concerns for zone in concern.zones}
    there = frozenset(requested & set(finding.zones))
    return [(until, there)] if there else []


def _of_patient(
    rule: Rule, intake: Intake, skin_type: str | None, edition: Edition, on: date
) -> list[tuple[date | None, frozenset[str] | None]]:
    until = _plus(on, rule.window) if rule.window is not None else None
    when = rule.when
    about_a_place = (
        when.zones
        or when.concerns
        or when.bony is not None
        or when.grade_from is not None
        or when.concern_younger_than is not None
    )
    if not about_a_place:
        return [(until, None)] if _conditions_hold(rule, None, None, intake, skin_type, edition, on) else []

    def _fits(rule: Rule, concern: Concern, zone: str) -> bool:
        return _conditions_hold(rule, concern, zone, intake, skin_type, edition, on)

    met = {zone for concern in intake.concerns for zone in concern.zones if _fits(rule, concern, zone)}
    requested = {zone for concern in intake.concerns for zone in concern.zones}
    if not met:
        return []
    if rule.window is not None:
        began = [c.since or on for c in intake.concerns for zone in c.zones if _fits(rule, c, zone)]
        until = _plus(max(began), rule.window)
    return [(until, None if met == requested else frozenset(met))]


def _names(zone: str, edition: Edition) -> set[str]:
    return {name for z in edition.zones if z.id == zone for name in (z.id, z.base, z.group)}


def _conditions_hold(
    rule: Rule,
    concern: Concern | None,
    zone: str | None,
    intake: Intake,
    skin_type: str | None,
    edition: Edition,
    on: date,
) -> bool:
    """Every condition that is given, one by one; what nobody said counts as met."""
    when = rule.when
    requested = [zone] if zone else [z for c in intake.concerns for z in c.zones]
    zone_names = set().union(*(_names(z, edition) for z in requested)) if requested else set()
    asked_for = {concern.concern} if concern else {c.concern for c in intake.concerns}
    held = [device for device in edition.devices if device.id in intake.devices]
    operator = intake.operator
    places = {operator.jurisdiction, operator.jurisdiction.split("-")[0]} if operator else set()
    refused = {kind.device_class for kind in edition.device_classes if kind.refused}
    usable = [d for d in held if d.device_class not in refused and not places & set(d.jurisdictions_barred)] or held
    classes = {device.device_class for device in usable}
    active, ever = set(), set()
    for finding in intake.findings:
        if finding.status == "active":
            active |= _ancestors(finding.finding, edition)
        if finding.status in ("active", "past"):
            ever |= _ancestors(finding.finding, edition)
    born = intake.patient.born
    age = on.year - born.year - (1 if (on.month, on.day) < (born.month, born.day) else 0)
    bony = any(z.bony for z in edition.zones if z.id in requested)
    checks = [
        not when.skin_types or skin_type is None or skin_type in when.skin_types,
        not when.concerns or bool(asked_for & set(when.concerns)),
        not when.zones or bool(zone_names & set(when.zones)),
        not when.findings or bool(active & set(when.findings)),
        not when.history or bool(ever & set(when.history)),
        not active & set(when.without),
        not when.additions or bool(set(intake.additions) & set(when.additions)),
        not when.anaesthetics,
        not when.devices or bool({device.id for device in usable} & set(when.devices)),
        not when.device_classes or bool(classes & set(when.device_classes)),
        when.bony is None or when.bony == bony,
        not when.roles or operator is None or operator.role in when.roles,
        when.supervised is None or operator is None or operator.is_supervised == when.supervised,
        not when.jurisdictions or bool(places & set(when.jurisdictions)),
        not when.sexes or intake.patient.sex is None or intake.patient.sex in when.sexes,
        when.age_below is None or age < when.age_below,
        when.age_from is None or age >= when.age_from,
        when.grade_from is None or concern is None or concern.grade is None or concern.grade >= when.grade_from,
        when.concern_younger_than is None
        or concern is None
        or concern.since is None
        or on < _plus(concern.since, when.concern_younger_than),
    ]
    return all(checks)
