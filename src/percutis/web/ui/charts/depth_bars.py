"""Every bound of one zone on one millimetre scale: from where it must reach, how far it may, the depth in the overlap.

Geometry in units of a drawing 640 wide; the scale begins at `LEFT`. Text stands in a table beside it too.
"""

from dataclasses import dataclass
from math import ceil

from percutis.domain.depth import Bound
from percutis.domain.edition.texts import Texts
from percutis.domain.zone_plan import ZonePlan
from percutis.interop.wording import label, number, say

LEFT, RIGHT, TOP, ROW = 16, 624, 46, 26
LEAST_SCALE_MM, STEP_MM = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Tick:
    """One number of the scale."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class BoundBar:
    """One bound as a bar, and its reason in words."""

    kind: str
    x: int
    y: int
    width: int
    edge: int
    depth: str
    sentence: str
    rule: str
    evidence: str
    sources: tuple[str, ...]
    is_deciding: bool
    is_first_only: bool


@dataclass(frozen=True, slots=True)
class DepthBars:
    """The chart of one zone."""

    zone: str
    concern: str
    height: int
    ticks: tuple[Tick, ...]
    bounds: tuple[BoundBar, ...]
    chosen_x: int
    chosen: str
    later: str
    reach_x: int | None
    reach_width: int
    reached: str
    skin_x: int | None
    skin: str
    is_beyond_skin: bool
    lost: str


def depth_bars(zone: ZonePlan, texts: Texts) -> DepthBars:
    """The chart of a planned zone: what decides first, then the looser bounds."""
    end = _end(zone)
    ordered = sorted(zone.bounds, key=lambda bound: (not _decides(bound, zone), bound.bound, bound.depth_mm))
    bars = tuple(_bar(bound, place, zone, end, texts) for place, bound in enumerate(ordered))
    reach = zone.expected_depth_reached_mm
    return DepthBars(
        zone=label("zone", zone.zone, texts),
        concern=label("concern", zone.concern, texts),
        height=TOP + ROW * len(bars) + 34,
        ticks=tuple(Tick(_x(step * STEP_MM, end), number(step * STEP_MM)) for step in range(int(end / STEP_MM) + 1)),
        bounds=bars,
        chosen_x=_x(zone.depth_mm, end),
        chosen=f"{number(zone.depth_mm)} mm",
        later=f"{number(zone.later_depth_mm)} mm" if zone.later_depth_mm != zone.depth_mm else "",
        reach_x=_x(reach.low, end) if reach else None,
        reach_width=max(3, _x(reach.high, end) - _x(reach.low, end)) if reach else 0,
        reached=_span(reach.low, reach.high) if reach else "",
        skin_x=_x(zone.skin_thickness_mm, end) if zone.skin_thickness_mm is not None else None,
        skin=f"{number(zone.skin_thickness_mm)} mm" if zone.skin_thickness_mm is not None else "",
        is_beyond_skin=bool(zone.beyond_skin),
        lost=say(zone.lost, texts) if zone.lost else "",
    )


def _span(low: float, high: float) -> str:
    return f"{number(low)} mm" if low == high else f"{number(low)}–{number(high)} mm"


def _end(zone: ZonePlan) -> float:
    """The end of the scale in whole half millimetres; a bound far beyond it is drawn to the edge."""
    depths = [LEAST_SCALE_MM, zone.depth_mm, zone.at_most_mm, zone.at_least_mm or 0.0, zone.skin_thickness_mm or 0.0]
    return ceil(max(depths) / STEP_MM + 0.01) * STEP_MM


def _x(depth_mm: float, end: float) -> int:
    return round(LEFT + min(depth_mm, end) / end * (RIGHT - LEFT))


def _bar(bound: Bound, place: int, zone: ZonePlan, end: float, texts: Texts) -> BoundBar:
    edge = _x(bound.depth_mm, end)
    is_most = bound.bound == "at_most"
    return BoundBar(
        kind=bound.bound,
        x=LEFT if is_most else edge,
        y=TOP + place * ROW,
        width=edge - LEFT if is_most else RIGHT - edge,
        edge=edge,
        depth=f"{number(bound.depth_mm)} mm",
        sentence=say(bound.text, texts),
        rule=bound.rule,
        evidence=bound.evidence.value,
        sources=tuple(cite.key for cite in bound.cites),
        is_deciding=_decides(bound, zone),
        is_first_only=bound.first_session_only,
    )


def _decides(bound: Bound, zone: ZonePlan) -> bool:
    return bound.depth_mm == (zone.at_least_mm if bound.bound == "at_least" else zone.at_most_mm)
