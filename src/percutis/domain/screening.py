"""The join: every rule whose trigger a finding (or its ancestor) meets and whose conditions hold, as reasons.

The edition's rules are indexed by finding, so one patient costs a dictionary walk. A plain nested loop over all
findings and all rules gives the same reasons; the tests hold the two against each other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from percutis.domain.case import zone_names
from percutis.domain.decision import Question, Reason, sentence_of
from percutis.domain.edition.conditions import Amount, Case, Trigger
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Effects, Rule
from percutis.domain.intake import Concern, Finding
from percutis.domain.questions import detail_question
from percutis.domain.words import Action, Status, Truth

NO_EFFECTS = Effects()


@dataclass(frozen=True, slots=True)
class Screening:
    """What the rules said of one patient, and the details that they found missing."""

    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def screen(findings: Iterable[Finding], concerns: tuple[Concern, ...], case: Case, edition: Edition) -> Screening:
    """Every reason that the edition's rules give for these findings, in file order, each rule once."""
    index = edition.rules_by_finding
    met: dict[str, Reason] = {}
    questions: dict[tuple[str, str], Question] = {}
    for finding in findings:
        if finding.status is Status.ACTIVE or finding.status is Status.PAST:
            for code in edition.lineage[finding.finding]:
                for rule in index.get(code, ()):
                    _gather(met, questions, _meet(rule, finding, concerns, case, edition))
    for rule in edition.rules_about_patient:
        _gather(met, questions, _meet_patient(rule, case))
    spots = _spots(concerns, case, edition)
    for rule in edition.rules_about_zones:
        if rule.when.holds(case) is not Truth.NO:
            _gather(met, questions, _meet_spots(rule, spots, case))
    order = edition.rule_order
    return Screening(tuple(sorted(met.values(), key=lambda r: order[r.rule])), tuple(questions.values()))


Met = tuple[Reason, tuple[Question, ...]] | None


def _gather(met: dict[str, Reason], questions: dict[tuple[str, str], Question], result: Met) -> None:
    if result is None:
        return
    reason, asked = result
    held = met.get(reason.rule)
    met[reason.rule] = _merged(held, reason) if held else reason
    questions.update({(question.finding, question.missing): question for question in asked})


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
    if trigger is None or finding.status not in trigger.status or rule.when.holds(case) is Truth.NO:
        return None
    missing: list[str] = []
    for detail, truth in (
        ("last", _date_holds(trigger, finding, case.on)),
        ("value", _value_holds(trigger.value, finding.value)),
        ("zones", _place_holds(trigger, finding, edition)),
    ):
        if truth is Truth.NO:
            return None
        if truth is Truth.UNKNOWN:
            missing.append(detail)
    until = _until(rule, finding, case.on)
    if until is not None and until <= case.on:
        return None
    zones = _zones_of_area(rule, finding, concerns)
    if zones is None:
        return None
    missing += _undecided(rule, finding)
    questions = tuple(detail_question(finding.finding, detail, rule) for detail in dict.fromkeys(missing))
    return _reason(rule, until, zones, finding), questions


def _undecided(rule: Rule, finding: Finding) -> Iterator[str]:
    """Details that would sharpen a reason which already holds: since when, and where."""
    if rule.window and finding.status is Status.PAST and _dated(finding) is None:
        yield "last"
    if rule.scope == "area" and not finding.zones:
        yield "zones"


@dataclass(frozen=True, slots=True)
class _Spot:
    """One requested zone under one concern, with the case narrowed to it."""

    concern: Concern
    zone: str
    case: Case


def _spots(concerns: tuple[Concern, ...], case: Case, edition: Edition) -> list[_Spot]:
    return [
        _Spot(
            concern,
            zone,
            case._replace(
                concerns=frozenset((concern.concern,)),
                zones=frozenset(zone_names(edition, zone)),
                bony=edition.zone[zone].bony,
                grade=concern.grade,
                concern_since=concern.since,
            ),
        )
        for concern in concerns
        for zone in concern.zones
    ]


def _meet_patient(rule: Rule, case: Case) -> Met:
    """The reason of a rule about the patient, the operator or the device, or None."""
    if rule.when.holds(case) is Truth.NO:
        return None
    return _reason(rule, _until(rule, None, case.on), (), None), ()


def _meet_spots(rule: Rule, spots: list[_Spot], case: Case) -> Met:
    """The reason of a rule that asks about concerns or zones: it speaks for the requested zones that it fits.

    Its window counts from the day the concern began, or from today where nobody said.
    """
    met = [spot for spot in spots if rule.when.holds(spot.case) is not Truth.NO]
    if not met:
        return None
    zones = tuple(dict.fromkeys(spot.zone for spot in met))
    everywhere = len(zones) == len({spot.zone for spot in spots})
    since = max(spot.concern.since or case.on for spot in met)
    until = rule.window.after(since) if rule.window else None
    undated = [spot.concern.concern for spot in met if rule.when.concern_younger_than and spot.concern.since is None]
    questions = tuple(detail_question(concern, "since", rule) for concern in dict.fromkeys(undated))
    return _reason(rule, until, () if everywhere else zones, None), questions


def _reason(rule: Rule, until: date | None, zones: tuple[str, ...], finding: Finding | None) -> Reason:
    values: dict[str, date | float | str] = {}
    if until is not None:
        values["until"] = until
    if finding is not None:
        values["finding"] = f"labels.finding.{finding.finding}"
        if finding.value is not None:
            values["value"] = finding.value
    return Reason(
        rule=rule.id,
        action=rule.action,
        until=until if rule.action is Action.DEFER else None,
        zones=zones,
        findings=(finding.finding,) if finding else (),
        text=sentence_of(rule, **values),
        cites=rule.cites,
        strength=rule.strength,
        evidence=rule.evidence,
        override=rule.permissive.by if rule.permissive else None,
        changes=None if rule.effects == NO_EFFECTS else rule.effects,
    )


def _truth(claim: bool) -> Truth:
    return Truth.YES if claim else Truth.NO


def _dated(finding: Finding) -> date | None:
    return finding.last or finding.since


def _date_holds(trigger: Trigger, finding: Finding, on: date) -> Truth:
    """Whether the finding lies within (or beyond) the trigger's window; what is active is within every window."""
    if trigger.within is None and trigger.beyond is None:
        return Truth.YES
    if finding.status is Status.ACTIVE:
        return _truth(trigger.beyond is None)
    last = _dated(finding)
    if last is None:
        return Truth.UNKNOWN
    within = trigger.within is None or on < trigger.within.after(last)
    beyond = trigger.beyond is None or on >= trigger.beyond.after(last)
    return _truth(within and beyond)


def _value_holds(amount: Amount | None, value: float | None) -> Truth:
    if amount is None:
        return Truth.YES
    if value is None:
        return Truth.UNKNOWN if amount.if_unsaid == "met" else Truth.NO
    return _truth(
        (amount.above is None or value > amount.above)
        and (amount.at_least is None or value >= amount.at_least)
        and (amount.below is None or value < amount.below)
        and (amount.at_most is None or value <= amount.at_most)
    )


def _place_holds(trigger: Trigger, finding: Finding, edition: Edition) -> Truth:
    if not trigger.zones:
        return Truth.YES
    if not finding.zones:
        return Truth.UNKNOWN
    names = {name for zone in finding.zones for name in zone_names(edition, zone)}
    return _truth(not names.isdisjoint(trigger.zones))


def _until(rule: Rule, finding: Finding | None, on: date) -> date | None:
    """When the rule's window ends: counted from the finding's last date, or from today while it is going on."""
    if rule.window is None:
        return None
    last = _dated(finding) if finding and finding.status is Status.PAST else None
    return rule.window.after(last or on)


def _zones_of_area(rule: Rule, finding: Finding, concerns: tuple[Concern, ...]) -> tuple[str, ...] | None:
    """The requested zones that an area rule speaks for; () is all of them, None is none of them."""
    if rule.scope == "patient" or not finding.zones:
        return ()
    requested = tuple(dict.fromkeys(zone for concern in concerns for zone in concern.zones))
    if not requested:
        return finding.zones
    return tuple(zone for zone in requested if zone in finding.zones) or None
