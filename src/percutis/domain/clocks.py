"""The clocks that a session starts: how long the channels are taken to be open, and how long to wait with sunscreen."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from percutis.domain.decision import Override, Sentence, sentence_of
from percutis.domain.edition.basis import Cite, add_hours
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.tasks import Clock
from percutis.domain.overrides import may_override
from percutis.domain.words import Evidence


class ClockLength(NamedTuple):
    """How many hours a clock runs from the end of a session, and why that long.

    `override` is who may choose the shorter published value, None where nobody may. `overridden` is the recorded choice
    that was applied; `text` then still says what holds without it.
    """

    clock: str
    hours: int
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    override: str | None
    overridden: Override | None


class RunningClock(NamedTuple):
    """The same, once the session has ended: `until` is when it is over."""

    clock: str
    hours: int
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    override: str | None
    overridden: Override | None
    until: datetime


def run_from(ended: datetime, clocks: Iterable[ClockLength]) -> tuple[RunningClock, ...]:
    """The clocks on the time of day, from the real end of a session."""
    return tuple(RunningClock(*clock, until=add_hours(ended, clock.hours)) for clock in clocks)


def clock_lengths(case: Case, overrides: Iterable[Override], edition: Edition) -> dict[str, ClockLength]:
    """For each clock that a session starts, the longest entry that applies; of equals, the one that was chosen shorter.

    A doctor's choice about an entry also covers the shorter ones of the same clock that leave a choice themselves: who
    chose it for the deepest channels chose it for shallower ones.
    """
    applying = [entry for entry in edition.clocks if entry.when.applies(case)]
    chosen = _chosen(applying, overrides)
    longest: dict[str, tuple[Clock, ClockLength]] = {}
    for entry in applying:
        held, length = longest.get(entry.clock), _length(entry, chosen)
        if held is None or (length.hours, entry.hours) > (held[1].hours, held[0].hours):
            longest[entry.clock] = entry, length
    return {name: length for name, (_entry, length) in longest.items()}


def _chosen(applying: list[Clock], overrides: Iterable[Override]) -> list[tuple[Clock, Override]]:
    """The entries that a doctor chose otherwise, each with that choice."""
    made = {override.rule: override for override in overrides}
    return [(entry, made[entry.id]) for entry in applying if entry.id in made and _leaves_to(entry, made[entry.id])]


def _leaves_to(entry: Clock, override: Override) -> bool:
    return entry.permissive_by is not None and may_override(override.by, entry.permissive_by)


def _length(entry: Clock, chosen: list[tuple[Clock, Override]]) -> ClockLength:
    override = _choice_about(entry, chosen) if entry.permissive_hours is not None else None
    return ClockLength(
        clock=entry.clock,
        hours=entry.permissive_hours if override and entry.permissive_hours is not None else entry.hours,
        rule=entry.id,
        text=sentence_of(entry),
        cites=entry.cites,
        evidence=entry.evidence,
        override=entry.permissive_by,
        overridden=override,
    )


def _choice_about(entry: Clock, chosen: list[tuple[Clock, Override]]) -> Override | None:
    """The choice about the entry itself, else one about a longer entry of the same clock."""
    for other, override in sorted(chosen, key=lambda choice: choice[0].id != entry.id):
        longer = other.clock == entry.clock and other.hours > entry.hours
        if other.id == entry.id or (longer and _leaves_to(entry, override)):
            return override
    return None
