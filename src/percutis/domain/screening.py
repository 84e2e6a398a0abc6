"""The join: every rule whose trigger a finding (or its ancestor) meets and whose conditions hold, as reasons.

The edition's rules are indexed by finding, so one patient costs a dictionary walk. A plain nested loop over all
findings and all rules gives the same reasons; the tests hold the two against each other.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from percutis.domain.case import names_of_zones
from percutis.domain.decision import Question, Reason, Sentence, Value, sentence_of
from percutis.domain.edition.conditions import Amount, Case, Place, Trigger
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Concern, Finding
from percutis.domain.questions import detail_question
from percutis.domain.words import Action, Status, Truth

ACTIVE, PAST = Status.ACTIVE, Status.PAST
YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
DEFER = Action.DEFER


class Screening(NamedTuple):
    """What the rules said of one patient, and the details that they found missing."""

    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def screen(findings: Iterable[Finding], concerns: tuple[Concern, ...], case: Case, edition: Edition) -> Screening:
    """Every reason that the edition's rules give for these findings, in file order, each rule once."""
    index = edition.rules_by_finding
    met: dict[str, Reason] = {}
    questions: dict[tuple[str, str], Question] = {}
    for finding in findings:
        status = finding.status
        if status is ACTIVE or status is PAST:
            for code in edition.lineage[finding.finding]:
                for rule in index.get(code, ()):
                    _gather(met, questions, _meet(rule, finding, concerns, case, edition))
    for rule in edition.rules_about_patient:
        _gather(met, questions, _meet_patient(rule, case, edition))
    spots = _spots(concerns, case.on, edition)
    for rule in edition.rules_about_zones:
        when = rule.when
        if when.concerns and case.concerns.isdisjoint(when.concerns):
            continue
        if when.holds_anywhere(case) is not NO:
            _gather(met, questions, _meet_spots(rule, spots, case, edition))
    order = edition.rule_order
    return Screening(tuple(sorted(met.values(), key=lambda r: order[r.rule])), tuple(questions.values()))


Met = tuple[Reason, tuple[Question, ...]] | None


def _gather(met: dict[str, Reason], questions: dict[tuple[str, str], Question], result: Met) -> None:
    if result is None:
        return
    reason, asked = result
    held = met.get(reason.rule)
    met[reason.rule] = _merged(held, reason) if held else reason
    for question in asked:
        questions[question.finding, question.missing] = question


def _merged(one: Reason, other: Reason) -> Reason:
    """Two findings that meet the same rule: one reason, for both, until the later date, wherever either is."""
    latest = one if (one.until or date.min) >= (other.until or date.min) else other
    everywhere = not one.zones or not other.zones
    return latest._replace(
        findings=tuple(dict.fromkeys(one.findings + other.findings)),
        zones=() if everywhere else tuple(dict.fromkeys(one.zones + other.zones)),
    )


def _meet(rule: Rule, finding: Finding, concerns: tuple[Concern, ...], case: Case, edition: Edition) -> Met:
    """The reason of a rule keyed by this finding, or None when it does not hold."""
    trigger = rule.trigger
    if trigger is None or finding.status not in trigger.status or rule.when.holds(case) is NO:
        return None
    missing = _missing_details(trigger, finding, case.on, edition)
    if missing is None:
        return None
    until = _until(rule, finding, case.on)
    if until is not None and until <= case.on:
        return None
    zones = _zones_of_area(rule, finding, concerns)
    if zones is None:
        return None
    if rule.window and finding.status is PAST and _dated(finding) is None:
        missing.append("last")
    if rule.scope == "area" and not finding.zones:
        missing.append("zones")
    questions = tuple(detail_question(finding.finding, detail, rule) for detail in missing)
    return _reason(rule, until, zones, finding, edition), questions


def _missing_details(trigger: Trigger, finding: Finding, on: date, edition: Edition) -> list[str] | None:
    """The details that the trigger asks for and nobody gave; None when one was given that does not fit."""
    missing = []
    if trigger.within is not None or trigger.beyond is not None:
        truth = _date_holds(trigger, finding, on)
        if truth is NO:
            return None
        missing += ["last"] * (truth is UNKNOWN)
    if trigger.value is not None:
        truth = _value_holds(trigger.value, finding.value)
        if truth is NO:
            return None
        missing += ["value"] * (truth is UNKNOWN)
    if trigger.zones:
        truth = _place_holds(trigger, finding, edition)
        if truth is NO:
            return None
        missing += ["zones"] * (truth is UNKNOWN)
    return missing


class _Spot(NamedTuple):
    """One requested zone under one concern, as conditions see it."""

    concern: Concern
    zone: str
    place: Place


def _spots(concerns: tuple[Concern, ...], on: date, edition: Edition) -> list[_Spot]:
    spots = []
    for concern in concerns:
        named = frozenset((concern.concern,))
        for zone in concern.zones:
            names = names_of_zones((zone,), edition)
            place = Place(on, named, names, edition.zone[zone].bony, concern.grade, concern.since)
            spots.append(_Spot(concern, zone, place))
    return spots


def _meet_patient(rule: Rule, case: Case, edition: Edition) -> Met:
    """The reason of a rule about the patient, the operator or the device, or None."""
    if rule.when.holds(case) is NO:
        return None
    return _reason(rule, _until(rule, None, case.on), (), None, edition), ()


def _meet_spots(rule: Rule, spots: list[_Spot], case: Case, edition: Edition) -> Met:
    """The reason of a rule that asks about concerns or zones: it speaks for the requested zones that it fits.

    Its window counts from the day the concern began, or from today where nobody said.
    """
    when = rule.when
    met = [spot for spot in spots if when.holds_at(spot.place) is not NO]
    if not met:
        return None
    zones = tuple(dict.fromkeys([spot.zone for spot in met]))
    elsewhere = len(met) < len(spots) and any(spot.zone not in zones for spot in spots)
    until = rule.window.after(max(spot.concern.since or case.on for spot in met)) if rule.window else None
    questions: tuple[Question, ...] = ()
    if when.concern_younger_than is not None:
        undated = dict.fromkeys(spot.concern.concern for spot in met if spot.concern.since is None)
        questions = tuple(detail_question(concern, "since", rule) for concern in undated)
    return _reason(rule, until, zones if elsewhere else (), None, edition), questions


def _reason(
    rule: Rule, until: date | None, zones: tuple[str, ...], finding: Finding | None, edition: Edition
) -> Reason:
    standing = _standing(edition, rule.id)
    if finding is None and until is None:
        return standing._replace(zones=zones) if zones else standing
    values: list[tuple[str, Value]] = []
    if until is not None:
        values.append(("until", until))
    if finding is not None:
        values.append(("finding", f"labels.finding.{finding.finding}"))
        if finding.value is not None:
            values.append(("value", finding.value))
    findings = (finding.finding,) if finding else ()
    text = Sentence(standing.text.key, tuple(values))
    until = until if rule.action is DEFER else None
    return Reason(
        rule.id,
        rule.action,
        until,
        zones,
        findings,
        text,
        standing.cites,
        standing.strength,
        standing.evidence,
        standing.override,
        standing.changes,
    )


@lru_cache(maxsize=4096)
def _standing(edition: Edition, rule_id: str) -> Reason:
    """The reason of a rule as far as it is the same for every patient."""
    rule = edition.rule[rule_id]
    return Reason(
        rule=rule.id,
        action=rule.action,
        until=None,
        zones=(),
        findings=(),
        text=sentence_of(rule),
        cites=rule.cites,
        strength=rule.strength,
        evidence=rule.evidence,
        override=rule.permissive.by if rule.permissive else None,
        changes=rule.effects,
    )


def _truth(claim: bool) -> Truth:
    return YES if claim else NO


def _dated(finding: Finding) -> date | None:
    return finding.last or finding.since


def _date_holds(trigger: Trigger, finding: Finding, on: date) -> Truth:
    """Whether the finding lies within (or beyond) the trigger's window; what is active is within every window."""
    if finding.status is ACTIVE:
        return _truth(trigger.beyond is None)
    last = _dated(finding)
    if last is None:
        return UNKNOWN
    within = trigger.within is None or on < trigger.within.after(last)
    beyond = trigger.beyond is None or on >= trigger.beyond.after(last)
    return _truth(within and beyond)


def _value_holds(amount: Amount, value: float | None) -> Truth:
    if value is None:
        return UNKNOWN if amount.if_unsaid == "met" else NO
    return _truth(
        (amount.above is None or value > amount.above)
        and (amount.at_least is None or value >= amount.at_least)
        and (amount.below is None or value < amount.below)
        and (amount.at_most is None or value <= amount.at_most)
    )


def _place_holds(trigger: Trigger, finding: Finding, edition: Edition) -> Truth:
    if not finding.zones:
        return UNKNOWN
    return _truth(not names_of_zones(finding.zones, edition).isdisjoint(trigger.zones))


def _until(rule: Rule, finding: Finding | None, on: date) -> date | None:
    """When the rule's window ends: counted from the finding's last date, or from today while it is going on."""
    if rule.window is None:
        return None
    last = _dated(finding) if finding and finding.status is PAST else None
    return rule.window.after(last or on)


def _zones_of_area(rule: Rule, finding: Finding, concerns: tuple[Concern, ...]) -> tuple[str, ...] | None:
    """The requested zones that an area rule speaks for; () is all of them, None is none of them."""
    if rule.scope == "patient" or not finding.zones:
        return ()
    requested = tuple(dict.fromkeys(zone for concern in concerns for zone in concern.zones))
    if not requested:
        return finding.zones
    return tuple(zone for zone in requested if zone in finding.zones) or None
