"""What a doctor may choose otherwise: the rules of an edition that leave a permissive value, and that value."""

from dataclasses import dataclass
from functools import lru_cache

from percutis.domain.edition.basis import Cite, Entry, Window
from percutis.domain.edition.edition import Edition
from percutis.interop.files.words import overridable


@dataclass(frozen=True, slots=True)
class Choice:
    """One rule and the value beside it that a doctor may choose: an action after a window, a depth, an interval, or the
    hours of a clock.
    """

    entry: Entry
    action: str = ""
    window: Window | None = None
    depth_mm: float | None = None
    interval_days: int | None = None
    hours: int | None = None
    cites: tuple[Cite, ...] = ()


@lru_cache(maxsize=16)
def overridable_rules(edition: Edition) -> frozenset[str]:
    """The ids of the rules that leave a choice."""
    return frozenset(overridable(edition))


def choice_of(rule: str, edition: Edition) -> Choice | None:
    """The choice that a rule leaves; None where it leaves none."""
    if rule not in overridable_rules(edition):
        return None
    if found := edition.rule.get(rule):
        permissive = found.permissive
        if permissive:
            return Choice(found, permissive.action.value, permissive.window, cites=permissive.cites)
    for bound in edition.depth_bounds:
        if bound.id == rule:
            return Choice(bound, depth_mm=bound.permissive_at_most_mm, cites=bound.cites)
    for course in edition.courses:
        if course.id == rule:
            return Choice(course, interval_days=course.permissive_min_days, cites=course.cites)
    for clock in edition.clocks:
        if clock.id == rule:
            return Choice(clock, hours=clock.permissive_hours, cites=clock.cites)
    return next((Choice(gate, cites=gate.cites) for gate in edition.gate_rules if gate.id == rule), None)
