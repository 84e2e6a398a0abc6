"""Zones with their depth, the bounds that set it drawn on one scale, and why each bound is there."""

from collections.abc import Sequence

from percutis.cli.page.depth_bar import axis, depth_bar, scale_end
from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.depth import Bound
from percutis.domain.edition.basis import Range
from percutis.domain.zone_plan import NotPlanned, ZonePlan
from percutis.interop.wording import number

WIDEST_BAR = 64


def write_zones(zones: tuple[ZonePlan, ...], paper: Paper) -> None:
    """The zones table; zones planned alike for the same concern share an entry."""
    if not zones:
        return
    paper.heading("zones")
    width, end = min(WIDEST_BAR, paper.width - 10), scale_end(zones)
    paper.line((paper.drawing(axis(end, width)), DIM), indent=4)
    for alike in _alike(zones):
        _write_zone(alike, end, width, paper)
    paper.items(paper.phrase("bar_legend").split("   "), DIM, indent=4, gap="   ")


def write_not_planned(not_planned: Sequence[NotPlanned], paper: Paper) -> None:
    """What was asked for and gets no depth, and why."""
    if not_planned:
        paper.heading("not_planned")
    for entry in not_planned:
        name = paper.dots(paper.word("zone", entry.zone), paper.word("concern", entry.concern))
        paper.line((name, STRONG), "  ", paper.said(entry.because), indent=2, hang=2)
        cites = paper.cites(entry.cites)
        if cites:
            paper.line((cites, DIM), indent=4)


def _alike(zones: tuple[ZonePlan, ...]) -> list[tuple[ZonePlan, ...]]:
    groups: dict[ZonePlan, list[ZonePlan]] = {}
    for zone in zones:
        groups.setdefault(zone._replace(zone=""), []).append(zone)
    return [tuple(group) for group in groups.values()]


def _write_zone(alike: tuple[ZonePlan, ...], end: float, width: int, paper: Paper) -> None:
    zone = alike[0]
    names = paper.words("zone", (item.zone for item in alike))
    paper.line((paper.dots(names, paper.word("concern", zone.concern)), STRONG), indent=2)
    paper.line((paper.drawing(depth_bar(zone, end, width)), "cyan"), indent=4)
    paper.line((paper.quantity(f"{number(zone.depth_mm)} mm"), "bold cyan"), _settings(zone, paper), indent=4, hang=2)
    paper.line((_surroundings(zone, paper), DIM), indent=4, hang=2)
    if zone.lost:
        paper.line((paper.said(zone.lost), "yellow"), indent=4, hang=2)
    _write_bounds(zone, paper)
    if zone.off_label:
        paper.line(("! ", "yellow"), paper.said(zone.off_label), indent=4, hang=2)


def _write_bounds(zone: ZonePlan, paper: Paper) -> None:
    """The bounds that decide, why they are there; the looser ones only on a full page, else their number."""
    told: set[str] = set()
    bounds = sorted(zone.bounds, key=lambda bound: (bound.bound, bound.depth_mm * _towards(bound)))
    shown = bounds if paper.full else [bound for bound in bounds if _decides(bound, zone)]
    for bound in shown:
        _write_bound(bound, zone, told, paper)
    if len(shown) < len(bounds):
        paper.line((paper.phrase("looser_bounds", count=len(bounds) - len(shown)), DIM), indent=6)


def _settings(zone: ZonePlan, paper: Paper) -> str:
    """After the depth: the depth of later sessions, how many passes, where to stop, with which device."""
    later = zone.later_depth_mm
    first = f" ({paper.phrase('first_then', depth=number(later))})"
    said = paper.dots(
        paper.phrase("passes", count=_count(zone.passes.min, zone.passes.max)) if zone.passes else "",
        paper.phrase("to_endpoint", sign=paper.word("endpoint", zone.endpoint)) if zone.endpoint else "",
        paper.word("device", zone.device),
    )
    return f"{first if later != zone.depth_mm else ''} · {said}"


def _surroundings(zone: ZonePlan, paper: Paper) -> str:
    """What the depth means in this skin: how far the needle goes, how thick the skin is, how many channels."""
    thickness = zone.skin_thickness_mm
    beyond = " " + paper.phrase("beyond_skin") if zone.beyond_skin else ""
    reached = zone.expected_depth_reached_mm
    return paper.dots(
        paper.phrase("reaches", range=range_in_words(reached)) if reached else "",
        paper.phrase("thickness", depth=number(thickness)) + beyond if thickness is not None else "",
        paper.phrase("channels", range=range_in_words(zone.channels_per_cm2)) if zone.channels_per_cm2 else "",
    )


def _decides(bound: Bound, zone: ZonePlan) -> bool:
    return bound.depth_mm == (zone.at_least_mm if bound.bound == "at_least" else zone.at_most_mm)


def _write_bound(bound: Bound, zone: ZonePlan, told: set[str], paper: Paper) -> None:
    """The bound and why it is there; a rule that gives both ends says why once."""
    name = paper.phrase(bound.bound, depth=number(bound.depth_mm))
    first = f" ({paper.phrase('first_session_only')})" if bound.first_session_only else ""
    said = paper.said(bound.text)
    why = "" if said in told else f"{said}  "
    told.add(said)
    state = paper.basis(bound.evidence, bound.rule, bound.cites)
    deciding = _decides(bound, zone)
    head = (f"{'▸' if deciding else ' '} {name}{first}  ", "bold" if deciding else "")
    paper.line(head, why, (state, DIM), indent=4, hang=4)


def _towards(bound: Bound) -> float:
    """The highest of what is asked for first, the lowest of what is allowed first."""
    return -1.0 if bound.bound == "at_least" else 1.0


def _count(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def range_in_words(ends: Range) -> str:
    """`0.5–0.8`, or one number where both ends are the same."""
    return number(ends.low) if ends.low == ends.high else f"{number(ends.low)}–{number(ends.high)}"
