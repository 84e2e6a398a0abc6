"""An edition with a chosen number of screening rules, to see how the cost of one patient grows."""

from dataclasses import replace

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.rules import Rule


def edition_with(count: int, edition: Edition) -> Edition:
    """The edition's own rules, cut to `count` or repeated on made-up findings until there are `count`.

    A protocol grows by rules on findings that most patients do not have, and so does this one.
    """
    rules = list(edition.rules[:count])
    findings = list(edition.findings)
    keyed = [rule for rule in edition.rules if rule.trigger]
    while len(rules) < count:
        rules.append(_copy(keyed[len(rules) % len(keyed)], len(rules), findings))
    return replace(edition, rules=tuple(rules), findings=tuple(findings))


def _copy(rule: Rule, number: int, findings: list[FindingKind]) -> Rule:
    """The rule under another name, keyed by a finding of its own."""
    assert rule.trigger is not None
    code = f"made_up_{number}"
    findings.append(FindingKind(code=code, kind="condition"))
    return replace(rule, id=f"{rule.id}_{number}", trigger=replace(rule.trigger, finding=code))
