"""The join: every rule whose trigger a finding (or its ancestor) meets and whose conditions hold, as reasons.

The edition's rules are indexed by finding, so one patient costs a dictionary walk. A plain nested loop over all
findings and all rules gives the same reasons; the tests hold the two against each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from percutis.domain.case import names_of_zones
from percutis.domain.decision import Question, Reason, Sentence
from percutis.domain.edition.conditions import Amount, Case, Place
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Concern, Finding
from percutis.domain.questions import Detail, detail_question
from percutis.domain.rule_index import KeyedRule, ZoneRule, rules_about_patient, rules_about_zones, rules_met_by
from percutis.domain.words import Action, Status

ACTIVE, PAST, DEFER = Status.ACTIVE, Status.PAST, Action.DEFER

Met = tuple[int, Reason, Sequence[Question]]  # a rule that speaks, by its rank: what it says, and what it misses
Spot = tuple[Concern, str, Place]  # one requested zone under one concern, as conditions see it


class Screening(NamedTuple):
    """What the rules said of one patient, and the details that they found missing."""

    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def screen(findings: Iterable[Finding], concerns: Sequence[Concern], case: Case, edition: Edition) -> Screening:
    """Every reason that the edition's rules give for these findings, each rule once.

    The most severe stand first, equals in file order.
    """
    spots = _spots(concerns, case.on, edition)
    met: dict[int, Reason] = {}
    questions: dict[tuple[str, str], Question] = {}
    for rank, reason, asked in chain(
        _of_findings(findings, spots, case, edition), _of_patient(case, edition), _of_spots(spots, case, edition)
    ):
        held = met.get(rank)
        met[rank] = _merged(held, reason) if held else reason
        for question in asked:
            questions[question.finding, question.missing] = question
    return Screening(tuple([met[rank] for rank in sorted(met)]), tuple(questions.values()))


def _merged(one: Reason, other: Reason) -> Reason:
    """Two findings that meet the same rule: one reason, for both, until the later date, wherever either is."""
    latest = one if (one.until or date.min) >= (other.until or date.min) else other
    everywhere = not one.zones or not other.zones
    return latest._replace(
        findings=tuple(dict.fromkeys(one.findings + other.findings)),
        zones=() if everywhere else tuple(dict.fromkeys(one.zones + other.zones)),
    )


def _spots(concerns: Iterable[Concern], on: date, edition: Edition) -> list[Spot]:
    names, bony = edition.zone_names, edition.bony_zones
    spots = []
    for concern in concerns:
        named = frozenset((concern.concern,))
        for zone in concern.zones:
            place = Place(on, named, names[zone], zone in bony, concern.grade, concern.since)
            spots.append((concern, zone, place))
    return spots


def _of_findings(findings: Iterable[Finding], spots: list[Spot], case: Case, edition: Edition) -> Iterator[Met]:
    """The rules keyed by what the patient has or had."""
    for finding in findings:
        status = finding.status
        if status is ACTIVE or status is PAST:
            for rule in rules_met_by(finding.finding, status, edition):
                if rule.applies(case):
                    met = _meet(rule, finding, spots, case.on, edition)
                    if met:
                        yield met


def _meet(rule: KeyedRule, finding: Finding, spots: list[Spot], on: date, edition: Edition) -> Met | None:
    """What a rule keyed by this finding says, or None when the finding is not as the rule asks."""
    if rule.is_plain and finding.value is None:
        return rule.rank, rule.reason, ()
    last = (finding.last or finding.since) if finding.status is PAST else None
    missing = _missing_details(rule, finding, last, on, edition)
    if missing is None:
        return None
    until = rule.window.after(last or on) if rule.window else None
    if until is not None and until <= on:
        return None
    zones: tuple[str, ...] = ()
    if rule.is_of_area and finding.zones:
        zones = _zones_of(finding, spots)
        if not zones:
            return None
    return rule.rank, _reason(rule.reason, until, zones, finding.value), [rule.asks[detail] for detail in missing]


def _missing_details(
    rule: KeyedRule, finding: Finding, last: date | None, on: date, edition: Edition
) -> list[Detail] | None:
    """The details that the rule asks for and nobody gave; None when one was given that does not fit."""
    missing: list[Detail] = []
    if rule.needs_date:
        if last is None:
            missing.append("last")
        elif not _lies_within(rule, last, on):
            return None
    if rule.amount is not None:
        if finding.value is None:
            if rule.amount.if_unsaid == "unmet":
                return None
            missing.append("value")
        elif not _is_such(rule.amount, finding.value):
            return None
    if rule.zones or rule.is_of_area:
        if not finding.zones:
            missing.append("zones")
        elif rule.zones and names_of_zones(finding.zones, edition).isdisjoint(rule.zones):
            return None
    return missing


def _lies_within(rule: KeyedRule, last: date, on: date) -> bool:
    """Whether a past finding lies within, or beyond, the windows of the rule's trigger."""
    return (rule.within is None or on < rule.within.after(last)) and (
        rule.beyond is None or on >= rule.beyond.after(last)
    )


def _is_such(amount: Amount, value: float) -> bool:
    return (
        (amount.above is None or value > amount.above)
        and (amount.at_least is None or value >= amount.at_least)
        and (amount.below is None or value < amount.below)
        and (amount.at_most is None or value <= amount.at_most)
    )


def _zones_of(finding: Finding, spots: list[Spot]) -> tuple[str, ...]:
    """The requested zones in which the finding lies; where nothing is requested, all in which it lies."""
    if not spots:
        return finding.zones
    return tuple(dict.fromkeys([zone for _, zone, _ in spots if zone in finding.zones]))


def _of_patient(case: Case, edition: Edition) -> Iterator[Met]:
    """The rules about the patient, the operator or the device."""
    for rule in rules_about_patient(edition):
        if rule.applies(case):
            until = rule.window.after(case.on) if rule.window else None
            yield rule.rank, _reason(rule.reason, until, (), None), ()


def _of_spots(spots: list[Spot], case: Case, edition: Edition) -> Iterator[Met]:
    """The rules that ask about concerns or zones: each speaks for the requested zones that it fits."""
    for rule in rules_about_zones(edition):
        if rule.may_apply(case):
            met = [spot for spot in spots if rule.applies_at(spot[2])]
            if met:
                yield _meet_spots(rule, met, spots, case.on)


def _meet_spots(rule: ZoneRule, met: list[Spot], spots: list[Spot], on: date) -> Met:
    """Its window counts from the day the concern began, or from today where nobody said."""
    zones = _distinct(met) if len(met) < len(spots) else ()
    if zones and len(zones) == len(_distinct(spots)):
        zones = ()
    until = rule.window.after(max([concern.since or on for concern, _, _ in met])) if rule.window else None
    reason = _reason(rule.reason, until, zones, None)
    if not rule.asks_age:
        return rule.rank, reason, ()
    undated = dict.fromkeys([concern.concern for concern, _, _ in met if concern.since is None])
    return rule.rank, reason, [detail_question(concern, "since", reason.cites) for concern in undated]


def _distinct(spots: list[Spot]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([zone for _, zone, _ in spots]))


def _reason(standing: Reason, until: date | None, zones: tuple[str, ...], value: float | None) -> Reason:
    """What a rule says, with what is this patient's own: until when, in which zones, at which value."""
    text = standing.text
    if until is not None:
        text = Sentence(text.key, (("until", until), *text.values))
    if value is not None:
        text = Sentence(text.key, (*text.values, ("value", value)))
    if text is standing.text and not zones:
        return standing
    return Reason(
        standing.rule,
        standing.action,
        until if standing.action is DEFER else None,
        zones,
        standing.findings,
        text,
        standing.cites,
        standing.strength,
        standing.evidence,
        standing.override,
        standing.changes,
    )
