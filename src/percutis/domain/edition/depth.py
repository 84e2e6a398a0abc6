"""Bounds on needle depth, passes from channel density, endpoints, and what needling does not help."""

from dataclasses import dataclass

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthBound(Entry):
    """One bound on the set depth (mm) for whom and where `when` says. Either end may be absent.

    A bound that asks for at least something is what the concern needs; at most is what safety allows.
    `matrix` marks the rows that say a concern can be needled in a zone at all: without one, nothing is planned there.
    """

    when: When
    at_least_mm: float | None = None
    at_most_mm: float | None = None
    matrix: bool = False
    permissive_at_most_mm: float | None = None
    permissive_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Density(Entry):
    """Channels per cm² aimed at: passes run from what gives `least` to what gives `most`.

    `hand_speed_cm_s` and `width_cm` stand in for devices whose own numbers do not say.
    """

    when: When = When()
    least_per_cm2: float
    most_per_cm2: float
    hand_speed_cm_s: float | None = None
    width_cm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint(Entry):
    """The visible sign at which to stop: `erythema` or `pinpoint_bleeding`; the first that applies holds."""

    when: When = When()
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNeedled(Entry):
    """A concern that needling does not help (or not here): listed with the reason instead of being planned."""

    when: When
