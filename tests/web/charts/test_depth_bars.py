"""Depth bars: every bound on one scale, what decides first, and no overlap seen and said."""

import pytest

from percutis.domain.zone_plan import ZonePlan
from percutis.web.ui.charts.depth_bars import LEFT, RIGHT, depth_bars
from tests.web.charts.example import plan, share, texts

ZONES = plan().zones


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.zone)
def test_bars_lie_inside_the_scale(zone: ZonePlan) -> None:
    """Nothing is drawn beside the axis, whatever a dial allows."""
    spans = [(share(bar.x), share(bar.x) + share(bar.width)) for bar in depth_bars(zone, texts()).bounds]
    assert [span for span in spans if span[0] < LEFT - 0.1 or span[1] > RIGHT + 0.1] == []


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.zone)
def test_every_bound_of_the_plan_is_drawn_with_its_sources(zone: ZonePlan) -> None:
    """The chart leaves nothing out, and what decides stands first."""
    bars = depth_bars(zone, texts()).bounds
    told = sorted((bar.rule, bar.kind, bar.depth, bar.sources) for bar in bars)
    keys = {bound: tuple(dict.fromkeys(cite.key for cite in bound.cites)) for bound in zone.bounds}
    assert told == sorted((b.rule, b.bound, f"{b.depth_mm:g} mm", keys[b]) for b in zone.bounds)
    assert [bar.is_deciding for bar in bars] == sorted((bar.is_deciding for bar in bars), reverse=True)


def test_deeper_lies_further_right() -> None:
    """The order of the bounds is kept by the scale, and the scale runs from the left in Urdu too."""
    bars = depth_bars(ZONES[0], texts("ur")).bounds
    assert sorted(bars, key=lambda bar: share(bar.edge)) == sorted(bars, key=lambda bar: float(bar.depth.split()[0]))


def test_missing_overlap_is_drawn_and_said() -> None:
    """The scar asks for 1.5 mm, the skin type allows 1 mm: the stretch between is marked, the loss is told."""
    bars = depth_bars(ZONES[0], texts())
    assert (bars.overlap, bars.apart is not None, bars.chosen, bars.later) == (None, True, "1 mm", "1.5 mm")
    assert (
        bars.lost == "The concern asks for at least 1.5 mm; safety leaves 1 mm. Expect less effect than the trials had."
    )
    assert bars.decided_by.startswith("Scars on skin type IV to VI")


def test_overlap_holds_the_chosen_depth() -> None:
    """Where need and safety leave room, the depth stands in it."""
    bars = depth_bars(ZONES[2]._replace(at_least_mm=0.25, at_most_mm=1.0, lost=None), texts())
    assert bars.apart is None
    assert bars.overlap is not None
    assert share(bars.overlap.x) <= share(bars.chosen_x) <= share(bars.overlap.end)


def test_reason_given_twice_is_told_once() -> None:
    """A rule that gives both ends says why with the first of them."""
    bars = depth_bars(ZONES[0], texts()).bounds
    assert [bar.same_as for bar in bars] == [0, 0, 1, 0, 0, 0]
