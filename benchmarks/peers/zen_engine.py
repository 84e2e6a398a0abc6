"""The rules in zen-engine: every rule a compiled expression of its own (a Rust expression engine)."""

from datetime import date

import zen

from benchmarks.peers.expressions import Dialect, expression
from benchmarks.peers.record import Record
from percutis.domain.edition.rules import Rule

DIALECT = Dialect(item="#.", some="some({items}, {condition})", shares="some({items}, # in {words})")


class Zen:
    """zen-engine holding the screening rules."""

    name = "zen-engine"

    def __init__(self, rules: tuple[Rule, ...], on: date) -> None:
        self._rules = [(rule.id, zen.compile_expression(expression(rule, on, DIALECT))) for rule in rules]

    def speaking(self, record: Record) -> set[str]:
        """The rules that speak for one patient."""
        return {name for name, compiled in self._rules if compiled.evaluate(record) is True}
