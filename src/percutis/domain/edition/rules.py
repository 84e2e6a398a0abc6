"""Screening rules (the journey's step `assessment`): a finding, conditions, an action and its effects."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Cite, Entry, Window
from percutis.domain.edition.conditions import Trigger, When
from percutis.domain.words import Action, Evidence, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a rule changes in the plan and at the gate. Depths in mm as set, intervals and days in whole days."""

    __pydantic_config__ = {"extra": "forbid"}

    depth_at_most_mm: float | None = None
    first_session_depth_at_most_mm: float | None = None
    interval_at_least_days: int | None = None
    prohibit_additions: tuple[str, ...] = ()
    prohibit_anaesthetics: tuple[str, ...] = ()
    prohibit_antiseptics: tuple[str, ...] = ()
    prohibit_products: tuple[str, ...] = ()
    require_tasks: tuple[str, ...] = ()
    require_role: str | None = None
    checkin_days: tuple[int, ...] = ()
    test_patch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissive:
    """The other, more permissive value that a source gives, and who may choose it by a recorded override."""

    __pydantic_config__ = {"extra": "forbid"}

    by: str
    action: Action
    window: Window | None = None
    cites: tuple[Cite, ...] = ()
    strength: Strength
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """One screening rule. Its text is `assessment.<id>`.

    Args:
        trigger: the finding it is keyed by; None for a rule about the patient, operator, device or concern.
        when: further conditions, all of which must hold.
        scope: `patient`, or `area`: only the zones in which the finding lies.
        window: for `defer`, counted from the finding's last date (or from today while it is active or undated).
        permissive: what a physician may choose instead; None means no override exists for this rule.
    """

    trigger: Trigger | None = None
    when: When = When()
    action: Action
    scope: Literal["patient", "area"] = "patient"
    window: Window | None = None
    effects: Effects | None = None
    permissive: Permissive | None = None
