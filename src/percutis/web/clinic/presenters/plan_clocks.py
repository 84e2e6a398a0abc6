"""What runs after every session of a plan, and the shorter value that a doctor may choose or has chosen."""

from collections.abc import Iterator
from dataclasses import dataclass

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.wording import label, say
from percutis.web.clinic.presenters.plan_lines import source_keys
from percutis.web.records.core.overrides import choice_of


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: how many hours, on whose word. `instead` is what may be chosen; None where nothing may or it was."""

    rule: str
    name: str
    hours: int
    sentence: str
    sources: tuple[str, ...]
    evidence_word: str
    instead: int | None
    chosen_by: str


def clock_lines(plan: Plan, texts: Texts, edition: Edition) -> Iterator[ClockLine]:
    """The clocks in the order of the edition."""
    for clock in plan.clocks:
        made, choice = clock.overridden, choice_of(clock.rule, edition)
        yield ClockLine(
            rule=clock.rule,
            name=label("clock", clock.clock, texts),
            hours=clock.hours,
            sentence=say(clock.text, texts),
            sources=source_keys(clock.cites),
            evidence_word=label("evidence", clock.evidence.value, texts),
            instead=choice.hours if choice and not made else None,
            chosen_by=(made.name or label("role", made.by, texts)) if made else "",
        )
