"""A doctor's recorded choice of the permissive value, where the edition leaves one. The reason stays and says so."""

from collections.abc import Iterable
from datetime import date

from percutis.domain.decision import Override, Reason, Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import GateRule
from percutis.domain.edition.rules import Permissive
from percutis.domain.intake import Finding
from percutis.domain.words import PHYSICIANS, Action, Status

SEVERITY = tuple(Action)


def apply_overrides(
    reasons: Iterable[Reason],
    overrides: tuple[Override, ...],
    findings: tuple[Finding, ...],
    edition: Edition,
    on: date,
) -> list[Reason]:
    """The reasons of screening rules, each with the permissive action where a doctor chose it on the record.

    Where the permissive value is a shorter wait, that wait must still be over. A choice about a finding also holds for
    what wider rules say of the same finding (a facelift is surgery), as far as those leave a choice themselves.
    """
    kept = list(reasons)
    chosen = {override.rule: override for override in overrides}
    made = [(reason, chosen[reason.rule]) for reason in kept if reason.rule in chosen]
    return [_as_chosen(reason, made, findings, edition, on) for reason in kept] if made else kept


def _as_chosen(
    reason: Reason,
    made: list[tuple[Reason, Override]],
    findings: tuple[Finding, ...],
    edition: Edition,
    on: date,
) -> Reason:
    """The reason with its own permissive value, where it was chosen or a choice about a narrower rule covers it."""
    permissive = edition.rule[reason.rule].permissive
    if permissive is None:
        return reason
    for narrower, override in sorted(made, key=lambda choice: choice[0].rule != reason.rule):  # its own choice first
        about_it = narrower.rule == reason.rule or _covers(narrower, reason, override, edition)
        if about_it and may_override(override.by, permissive.by):
            return _overridden(reason, override, permissive, findings, on)
    return reason


def _covers(narrower: Reason, wider: Reason, override: Override, edition: Edition) -> bool:
    """Whether what was chosen for a finding is also said of it by a rule about a wider one: no graver, nowhere else."""
    rule, other = edition.rule[narrower.rule], edition.rule[wider.rule]
    if rule.permissive is None or not may_override(override.by, rule.permissive.by):
        return False
    return (
        rule.trigger is not None
        and other.trigger is not None
        and other.trigger.finding in edition.lineage[rule.trigger.finding][1:]
        and set(wider.findings) <= set(narrower.findings)
        and (not narrower.zones or (bool(wider.zones) and set(wider.zones) <= set(narrower.zones)))
        and SEVERITY.index(other.action) >= SEVERITY.index(rule.action)
    )


def override_gate_rule(reason: Reason, rule: GateRule, overrides: tuple[Override, ...]) -> Reason:
    """The reason of a gate rule: a warning where a doctor chose to go on, on the record."""
    for override in overrides:
        if override.rule == rule.id and rule.override and may_override(override.by, rule.override):
            return reason._replace(action=Action.WARN, overridden=override)
    return reason


def may_override(role: str, allowed: str) -> bool:
    """Whether `role` may choose what the edition leaves to `allowed`; a dermatologist is a physician."""
    return role == allowed or (allowed == "physician" and role in PHYSICIANS)


def _overridden(
    reason: Reason, override: Override, permissive: Permissive, findings: tuple[Finding, ...], on: date
) -> Reason:
    until = None
    if permissive.window:
        dates = [
            (finding.last or finding.since or on) if finding.status is Status.PAST else on
            for finding in findings
            if finding.finding in reason.findings
        ]
        until = permissive.window.after(max(dates, default=on))
    if until and until > on:
        said = tuple((name, until if name == "until" else value) for name, value in reason.text.values)
        return reason._replace(until=until, text=Sentence(reason.text.key, said), overridden=override)
    return reason._replace(action=permissive.action, until=None, overridden=override)
