"""Gate rules (the journey's step `session`): tests of facts in the minute before the first pass."""

from dataclasses import dataclass

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.conditions import When
from percutis.domain.words import Action

Value = bool | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTest:
    """A test of one fact that the gate computes; the fact's name is in `percutis.domain.session.FACTS`.

    `equals` compares, `among` asks for membership (of a set: of any member), `has` whether a set holds one member.
    A fact that nobody said is unknown: the rule asks its question and the gate does not open.
    """

    __pydantic_config__ = {"extra": "forbid"}

    fact: str
    equals: Value | None = None
    among: tuple[str, ...] = ()
    has: str | None = None
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule(Entry):
    """All `tests` met and `when` met: the action is asked for. Text: `session.<id>`.

    block, defer and refer stop the session; modify changes it; warn and inform are said.
    """

    tests: tuple[FactTest, ...]
    when: When = When()
    action: Action
    override: str | None = None
