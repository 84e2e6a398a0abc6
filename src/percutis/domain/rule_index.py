"""The screening rules of an edition, laid out once for the join: by the finding and status that they are keyed by, or
by what they ask of the patient and of a zone. Here is all that can be known of a rule before any patient is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from percutis.domain.decision import Question, Reason, sentence_of
from percutis.domain.edition.basis import Window
from percutis.domain.edition.conditions import Amount, Case, Place, Trigger
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.questions import Detail, detail_question
from percutis.domain.words import Status

DETAILS: tuple[Detail, ...] = ("last", "value", "zones")


@dataclass(frozen=True, slots=True)
class KeyedRule:
    """A rule as one finding with one status meets it.

    `within`, `beyond` and `window` are counted from the finding's date where the status is past (`needs_date`).
    `is_plain` when no detail of the finding matters. `reason` is what the rule says where nothing more is known,
    `asks` its question for each detail that may be missing.
    """

    rank: int
    applies: Callable[[Case], bool]
    is_plain: bool
    needs_date: bool
    within: Window | None
    beyond: Window | None
    amount: Amount | None
    zones: tuple[str, ...]
    window: Window | None
    is_of_area: bool
    reason: Reason
    asks: dict[Detail, Question]


@dataclass(frozen=True, slots=True)
class PatientRule:
    """A rule about the patient, the operator or the device."""

    rank: int
    applies: Callable[[Case], bool]
    window: Window | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """A rule about concerns or zones: it `may_apply` to the patient as a whole, and `applies_at` some places.

    `asks_age` where that depends on how old the concern is.
    """

    rank: int
    may_apply: Callable[[Case], bool]
    applies_at: Callable[[Place], bool]
    window: Window | None
    reason: Reason
    asks_age: bool


@lru_cache(maxsize=4096)
def rules_met_by(code: str, status: Status, edition: Edition) -> tuple[KeyedRule, ...]:
    """The rules keyed by this finding or an ancestor of it, as far as they speak of this status."""
    return tuple(
        _keyed(rule, rule.trigger, code, status, edition)
        for ancestor in edition.lineage[code]
        for rule in edition.rules_by_finding.get(ancestor, ())
        if rule.trigger and status in rule.trigger.status and not (status is Status.ACTIVE and rule.trigger.beyond)
    )


@lru_cache(maxsize=16)
def rules_about_patient(edition: Edition) -> tuple[PatientRule, ...]:
    """The rules without a trigger that speak for the whole patient."""
    rules = (rule for rule in edition.rules_by_finding.get(None, ()) if not rule.when.names_a_place)
    return tuple(
        PatientRule(edition.rule_rank[rule.id], rule.when.applies, rule.window, reason_of(rule)) for rule in rules
    )


@lru_cache(maxsize=16)
def rules_about_zones(edition: Edition) -> tuple[ZoneRule, ...]:
    """The rules without a trigger that ask about concerns or zones, and speak for those zones."""
    rules = (rule for rule in edition.rules_by_finding.get(None, ()) if rule.when.names_a_place)
    return tuple(
        ZoneRule(
            edition.rule_rank[rule.id],
            rule.when.may_apply,
            rule.when.applies_at,
            rule.window,
            reason_of(rule),
            rule.when.concern_younger_than is not None,
        )
        for rule in rules
    )


def reason_of(rule: Rule) -> Reason:
    """The reason of a rule as far as it is the same for every patient."""
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


def _keyed(rule: Rule, trigger: Trigger, code: str, status: Status, edition: Edition) -> KeyedRule:
    is_past = status is Status.PAST  # what is active lies within every window
    within, beyond = (trigger.within, trigger.beyond) if is_past else (None, None)
    is_of_area = rule.scope == "area"
    needs_date = is_past and (within, beyond, rule.window) != (None, None, None)
    return KeyedRule(
        rank=edition.rule_rank[rule.id],
        applies=rule.when.applies,
        is_plain=not (needs_date or rule.window or trigger.value or trigger.zones or is_of_area),
        needs_date=needs_date,
        within=within,
        beyond=beyond,
        amount=trigger.value,
        zones=trigger.zones,
        window=rule.window,
        is_of_area=is_of_area,
        reason=reason_of(rule)._replace(findings=(code,), text=sentence_of(rule, finding=f"labels.finding.{code}")),
        asks={detail: detail_question(code, detail, rule.cites) for detail in DETAILS},
    )
