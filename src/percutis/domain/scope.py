"""Scope of practice: may this operator treat here at all, and how deep? No licence, no settings."""

from typing import NamedTuple

from percutis.domain.decision import Reason
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.scope import ScopeRule
from percutis.domain.intake import Operator
from percutis.domain.words import PHYSICIANS


class Scope(NamedTuple):
    """What the operator may do: `allowed` False gives no settings; `rules` are the lines of the edition that say so."""

    allowed: bool
    rules: tuple[ScopeRule, ...]

    @property
    def prohibited_additions(self) -> frozenset[str]:
        """Additions that are outside this operator's scope."""
        return frozenset(addition for rule in self.rules for addition in rule.prohibit_additions)

    def allows_anaesthetic(self, agent: str, prescription: bool | None) -> bool:
        """Whether this operator may use the agent; an agent that may need a prescription is treated as if it does."""
        named = any(agent in rule.prohibit_anaesthetics for rule in self.rules)
        return not named and (prescription is False or all(rule.prescription_anaesthetics for rule in self.rules))


def lacks_role(reason: Reason, operator: Operator | None) -> bool:
    """Whether a finding asks for a physician and none treats or answers for the treatment."""
    asked = reason.changes.require_role if reason.changes else None
    return asked in PHYSICIANS and not (operator is not None and operator.is_supervised)


def scope_of(operator: Operator | None, case: Case, edition: Edition) -> Scope:
    """The scope of the operator in `case`; rules that name the jurisdiction replace those that name none."""
    if operator is None or not operator.licensed:
        return Scope(False, ())
    matching = [rule for rule in edition.scope if rule.when.applies(case)]
    local = [rule for rule in matching if rule.when.jurisdictions]
    rules = tuple(local or matching)
    return Scope(bool(rules) and all(rule.allowed for rule in rules), rules)
