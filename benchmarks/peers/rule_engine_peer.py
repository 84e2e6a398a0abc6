"""The rules in rule-engine: every rule one parsed expression (pure Python)."""

from datetime import date

import rule_engine

from benchmarks.peers.expressions import Dialect, expression
from benchmarks.peers.record import Record
from percutis.domain.edition.rules import Rule

DIALECT = Dialect(
    item="item.",
    some="not [item for item in {items} if {condition}].is_empty",
    shares="not [word for word in {items} if word in {words}].is_empty",
)


class RuleEngine:
    """rule-engine holding the screening rules."""

    name = "rule-engine"

    def __init__(self, rules: tuple[Rule, ...], on: date) -> None:
        context = rule_engine.Context(resolver=rule_engine.resolve_item)
        self._rules = [(rule.id, rule_engine.Rule(expression(rule, on, DIALECT), context=context)) for rule in rules]

    def speaking(self, record: Record) -> set[str]:
        """The rules that speak for one patient."""
        return {name for name, rule in self._rules if rule.matches(record)}
