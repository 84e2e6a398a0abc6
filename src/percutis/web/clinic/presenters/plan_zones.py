"""The planned zones as the plan shows them: the face, the table of settings, and the one zone that is looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.domain.zone_plan import ZonePlan
from percutis.interop.wording import label, listed, number, say
from percutis.web.records.core.overrides import choice_of
from percutis.web.ui.charts.depth_bars import DepthBars, depth_bars
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One line of the table of settings."""

    query: str
    zone: str
    concern: str
    depth: str
    later: str
    passes: str
    endpoint: str
    device: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DepthChoice:
    """A bound of the zone that leaves a doctor another value."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class ZoneView:
    """The zone that is looked at: what to set, and why."""

    row: ZoneRow
    channels: str
    off_label: str
    bars: DepthBars
    choices: tuple[DepthChoice, ...]


def chosen_zone(plan: Plan, zone: str, concern: str) -> ZonePlan | None:
    """The planned zone that is asked for, else the first."""
    found = [one for one in plan.zones if one.zone == zone]
    exact = [one for one in found if one.concern == concern]
    return next(iter((*exact, *found, *plan.zones)), None)


def zone_rows(plan: Plan, texts: Texts, chosen: ZonePlan | None) -> tuple[ZoneRow, ...]:
    """The table, in the order asked."""
    return tuple(_row(zone, texts, is_chosen=zone is chosen) for zone in plan.zones)


def _row(zone: ZonePlan, texts: Texts, *, is_chosen: bool) -> ZoneRow:
    return ZoneRow(
        query=urlencode({"zone": zone.zone, "concern": zone.concern}),
        zone=label("zone", zone.zone, texts),
        concern=label("concern", zone.concern, texts),
        depth=f"{number(zone.depth_mm)} mm",
        later=f"{number(zone.later_depth_mm)} mm" if zone.later_depth_mm != zone.depth_mm else "",
        passes=_passes(zone),
        endpoint=label("endpoint", zone.endpoint, texts) if zone.endpoint else "",
        device=label("device", zone.device, texts),
        is_chosen=is_chosen,
    )


def _passes(zone: ZonePlan) -> str:
    if zone.passes is None:
        return ""
    least, most = zone.passes.min, zone.passes.max
    return str(least) if least == most else f"{least}–{most}"


def zone_view(zone: ZonePlan, texts: Texts, edition: Edition) -> ZoneView:
    """One zone with every bound on its depth."""
    channels = zone.channels_per_cm2
    return ZoneView(
        row=_row(zone, texts, is_chosen=True),
        channels=f"{number(channels.low)}–{number(channels.high)}" if channels else "",
        off_label=say(zone.off_label, texts) if zone.off_label else "",
        bars=depth_bars(zone, texts),
        choices=tuple(_choices(zone, edition)),
    )


def _choices(zone: ZonePlan, edition: Edition) -> Iterator[DepthChoice]:
    """What a doctor may choose instead of a bound, each once."""
    for rule in dict.fromkeys(bound.rule for bound in zone.bounds):
        choice = choice_of(rule, edition)
        if choice and choice.depth_mm is not None:
            yield DepthChoice(rule, f"{number(choice.depth_mm)} mm")


def zone_chart(plan: Plan, texts: Texts, chosen: ZonePlan | None, here: str) -> FaceChart:
    """The face: each planned zone with its depth, each refused one crossed out."""
    marks = {one.zone: Mark("blocked", say(one.because, texts)) for one in plan.not_planned}
    marks |= {zone: _mark(zones, here, texts) for zone, zones in _by_zone(plan.zones)}
    title = _("Where, and how deep")
    return face_chart(marks, texts, title=title, chosen=chosen.zone if chosen else "", with_list=False)


def _by_zone(zones: Iterable[ZonePlan]) -> Iterable[tuple[str, list[ZonePlan]]]:
    found: dict[str, list[ZonePlan]] = {}
    for zone in zones:
        found.setdefault(zone.zone, []).append(zone)
    return found.items()


def _mark(zones: list[ZonePlan], here: str, texts: Texts) -> Mark:
    """The mark of a zone; where it is treated for two concerns the deeper is written on it and both are said."""
    deepest = max(zones, key=lambda zone: zone.depth_mm)
    query = urlencode({"zone": deepest.zone, "concern": deepest.concern})
    words = listed((f"{number(zone.depth_mm)} mm" for zone in zones), texts)
    return Mark("planned", words, f"{here}?{query}#zone", number(deepest.depth_mm))
