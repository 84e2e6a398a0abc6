"""A doctor's recorded choice of the permissive value, where the edition leaves one. The reason stays and says so."""

from collections.abc import Iterable
from datetime import date

from percutis.domain.decision import Override, Reason, Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import GateRule
from percutis.domain.edition.rules import Permissive
from percutis.domain.intake import Finding
from percutis.domain.words import PHYSICIANS, Action, Status


def apply_overrides(
    reasons: Iterable[Reason],
    overrides: tuple[Override, ...],
    findings: tuple[Finding, ...],
    edition: Edition,
    on: date,
) -> list[Reason]:
    """The reasons of screening rules, each with the permissive action where a doctor chose it on the record.

    Where the permissive value is a shorter wait, that wait must still be over.
    """
    if not overrides:
        return list(reasons)
    chosen = {override.rule: override for override in overrides}
    result = []
    for reason in reasons:
        override = chosen.get(reason.rule)
        permissive = edition.rule[reason.rule].permissive
        if permissive and override and may_override(override.by, permissive.by):
            reason = _overridden(reason, override, permissive, findings, on)
        result.append(reason)
    return result


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
