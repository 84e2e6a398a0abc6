"""A depth drawn on one millimetre scale: what is asked for, what is allowed, what was chosen, how thick the skin is."""

from math import ceil

from percutis.domain.zone_plan import ZonePlan
from percutis.interop.wording import number

LEAST_SCALE_MM = 2.0
STEP_MM = 0.5
FULL, ASKED, ALLOWED, CHOSEN, SKIN, EMPTY = "━", "┣", "┫", "●", "┊", "─"


def scale_end(zones: tuple[ZonePlan, ...]) -> float:
    """The end of the scale that fits every zone, in whole half millimetres."""
    depths = [LEAST_SCALE_MM]
    for zone in zones:
        depths += [zone.depth_mm, zone.at_most_mm, zone.at_least_mm or 0.0, zone.skin_thickness_mm or 0.0]
    return ceil(max(depths) / STEP_MM + 0.01) * STEP_MM


def axis(end: float, width: int) -> str:
    """The numbers of the scale, each over its place: `0    0.5    1 … mm`."""
    row = [" "] * (width + 4)
    for tick in range(int(end / STEP_MM) + 1):
        text = number(tick * STEP_MM)
        at = _place(tick * STEP_MM, end, width)
        row[at : at + len(text)] = text
    return f"{''.join(row).rstrip()} mm"


def depth_bar(zone: ZonePlan, end: float, width: int) -> str:
    """One zone on the scale: `┣` asked for at least, `┫` allowed at most, `●` chosen, `┊` the skin's thickness."""
    row = [EMPTY] * width
    least = _place(zone.at_least_mm or 0.0, end, width)
    most = _place(zone.at_most_mm, end, width)
    for at in range(min(least, most), max(least, most) + 1):
        row[at] = FULL if least <= most else "╌"
    if zone.skin_thickness_mm is not None:
        row[_place(zone.skin_thickness_mm, end, width)] = SKIN
    if zone.at_least_mm is not None:
        row[least] = ASKED
    row[most] = ALLOWED
    row[_place(zone.depth_mm, end, width)] = CHOSEN
    return "".join(row)


def _place(depth_mm: float, end: float, width: int) -> int:
    return min(width - 1, round(depth_mm / end * (width - 1)))
