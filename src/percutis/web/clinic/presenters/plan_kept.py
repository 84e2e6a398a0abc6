"""A plan as it was kept: read back from its answer, for when the core would no longer answer the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import day, label, number


@dataclass(frozen=True, slots=True)
class KeptZone:
    """One setting as it was kept."""

    zone: str
    concern: str
    depth: str
    passes: str
    device: str


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The settings and the days that were shown, and signed where there is a signature."""

    zones: tuple[KeptZone, ...]
    sessions: tuple[str, ...]


def kept_plan(answer: Mapping[str, Any], texts: Texts) -> KeptPlan:
    """The kept answer in the words of the page."""
    return KeptPlan(
        zones=tuple(_zone(zone, texts) for zone in answer.get("zones", ())),
        sessions=tuple(day(date.fromisoformat(one["target"]), texts) for one in answer.get("sessions", ())),
    )


def _zone(zone: Mapping[str, Any], texts: Texts) -> KeptZone:
    passes = zone.get("passes") or {}
    ends = dict.fromkeys(str(passes[end]) for end in ("min", "max") if end in passes)
    return KeptZone(
        zone=label("zone", zone["zone"], texts),
        concern=label("concern", zone["concern"], texts),
        depth=f"{number(zone['depth_mm'])} mm",
        passes="–".join(ends),
        device=label("device", zone["device"], texts),
    )
