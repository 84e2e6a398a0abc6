"""Every bound of one zone on one millimetre scale: from where it must reach, how far it may, the depth in the overlap.

What is asked for is open to the right, what is allowed ends at the right: where all bars lie one above the other is
the overlap. Where they do not overlap, the stretch between is drawn as out of reach. Bounds beyond the scale run to
its end. A table says the same, with sentence and source.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from percutis.domain.depth import Bound
from percutis.domain.edition.texts import Texts
from percutis.domain.zone_plan import ZonePlan
from percutis.interop.wording import label, number, say
from percutis.web.ui.charts.axis import Axis, percent

LEFT, RIGHT, TOP, ROW = 8.0, 95.0, 40, 26
LEAST_SCALE_MM, STEP_MM, MOST_TICKS = 2.0, 0.5, 6
NEAR_END = 78.0  # per cent: beyond it a number is written before its mark, not after


@dataclass(frozen=True, slots=True)
class Tick:
    """One number of the scale."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class BoundBar:
    """One bound as a bar with its number on it, and its reason in words; `same_as` is the bar that says it already."""

    number: int
    kind: str
    x: str
    y: int
    width: str
    edge: str
    sign: str
    is_inside: bool
    depth: str
    sentence: str
    same_as: int
    rule: str
    evidence: str
    strength: str
    sources: tuple[str, ...]
    is_deciding: bool
    is_first_only: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the scale."""

    x: str
    width: str
    end: str


@dataclass(frozen=True, slots=True)
class DepthBars:
    """The chart of one zone. `overlap` is where every bound holds, `apart` what is asked for and not allowed."""

    id: str
    zone: str
    concern: str
    height: int
    base: int
    ticks: tuple[Tick, ...]
    bounds: tuple[BoundBar, ...]
    overlap: Stretch | None
    apart: Stretch | None
    chosen_x: str
    chosen_anchor: str
    chosen: str
    later: str
    reach: Stretch | None
    reached: str
    skin_part: Stretch | None
    skin: str
    is_beyond_skin: bool
    lost: str
    decided_by: str


def depth_bars(zone: ZonePlan, texts: Texts) -> DepthBars:
    """The chart of a planned zone: what decides first, then the looser bounds."""
    axis = Axis(0.0, _end(zone), LEFT, RIGHT)
    ordered = sorted(zone.bounds, key=lambda bound: (not _decides(bound, zone), bound.bound, bound.depth_mm))
    bars = _told_once(_bar(bound, place, zone, axis, texts) for place, bound in enumerate(ordered))
    reach, skin, least = zone.expected_depth_reached_mm, zone.skin_thickness_mm, zone.at_least_mm or 0.0
    base = TOP + ROW * len(bars) + (ROW if reach else 0)
    return DepthBars(
        id=f"{zone.zone}-{zone.concern}",
        zone=label("zone", zone.zone, texts),
        concern=label("concern", zone.concern, texts),
        height=base + 34,
        base=base,
        ticks=_ticks(axis),
        bounds=bars,
        overlap=_stretch(axis, least, zone.at_most_mm) if least < zone.at_most_mm else None,
        apart=_stretch(axis, zone.at_most_mm, least) if least > zone.at_most_mm else None,
        chosen_x=axis.x(zone.depth_mm),
        chosen_anchor="end" if axis.at(zone.depth_mm) > NEAR_END else "middle",
        chosen=f"{number(zone.depth_mm)} mm",
        later=f"{number(zone.later_depth_mm)} mm" if zone.later_depth_mm != zone.depth_mm else "",
        reach=_stretch(axis, reach.low, reach.high) if reach else None,
        reached=_span(reach.low, reach.high) if reach else "",
        skin_part=_stretch(axis, 0.0, skin) if skin is not None else None,
        skin=f"{number(skin)} mm" if skin is not None else "",
        is_beyond_skin=bool(zone.beyond_skin),
        lost=say(zone.lost, texts) if zone.lost else "",
        decided_by=next((bar.sentence for bar in bars if bar.is_deciding and _sets(bar, zone)), ""),
    )


def _told_once(bars: Iterable[BoundBar]) -> tuple[BoundBar, ...]:
    """The bars, those that repeat a reason pointing to the one that gave it: a rule often gives both ends."""
    first: dict[str, int] = {}
    kept = [replace(bar, same_as=first.setdefault(bar.sentence, bar.number)) for bar in bars]
    return tuple(replace(bar, same_as=0) if bar.same_as == bar.number else bar for bar in kept)


def _sets(bar: BoundBar, zone: ZonePlan) -> bool:
    """Whether this end is the one that the chosen depth comes from: safety where there is no overlap, else the need."""
    asked = zone.at_least_mm is not None and zone.lost is None
    return bar.kind == ("at_least" if asked else "at_most")


def _span(low: float, high: float) -> str:
    return f"{number(low)} mm" if low == high else f"{number(low)}–{number(high)} mm"


def _end(zone: ZonePlan) -> float:
    """The end of the scale in whole half millimetres, beyond everything that decides."""
    depths = [LEAST_SCALE_MM, zone.depth_mm, zone.at_most_mm, zone.at_least_mm or 0.0, zone.skin_thickness_mm or 0.0]
    return ceil(max(depths) / STEP_MM + 0.01) * STEP_MM


def _ticks(axis: Axis) -> tuple[Tick, ...]:
    step = STEP_MM if axis.high / STEP_MM <= MOST_TICKS else 2 * STEP_MM
    return tuple(Tick(axis.x(step * n), number(step * n)) for n in range(int(axis.high / step) + 1))


def _stretch(axis: Axis, start: float, end: float) -> Stretch:
    x, width = axis.span(start, end)
    return Stretch(x, width, axis.x(end))


def _bar(bound: Bound, place: int, zone: ZonePlan, axis: Axis, texts: Texts) -> BoundBar:
    is_most = bound.bound == "at_most"
    x, width = axis.span(0.0 if is_most else bound.depth_mm, bound.depth_mm if is_most else axis.high)
    at = axis.at(bound.depth_mm)
    return BoundBar(
        number=place + 1,
        kind=bound.bound,
        x=x,
        y=TOP + place * ROW,
        width=width,
        edge=percent(at),
        sign=f"{'≤' if is_most else '≥'} {number(bound.depth_mm)}",
        is_inside=at > NEAR_END if is_most else at > 100 - NEAR_END,
        depth=f"{number(bound.depth_mm)} mm",
        sentence=say(bound.text, texts),
        same_as=0,
        rule=bound.rule,
        evidence=bound.evidence.value,
        strength=bound.strength.value,
        sources=tuple(dict.fromkeys(cite.key for cite in bound.cites)),
        is_deciding=_decides(bound, zone),
        is_first_only=bound.first_session_only,
    )


def _decides(bound: Bound, zone: ZonePlan) -> bool:
    return bound.depth_mm == (zone.at_least_mm if bound.bound == "at_least" else zone.at_most_mm)
