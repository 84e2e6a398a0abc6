"""The drawn face: every zone of the edition is in it, the zones tile it, and nothing lies on eyes, brows or lips."""

from collections.abc import Iterable
from functools import cache

import pytest

from percutis.web.ui.charts.curves import Curve, polygon
from percutis.web.ui.charts.drawing import HEIGHT, WIDTH, Area, Drawing, Line, front_view, left_oblique_view
from percutis.web.ui.charts.face import BODY, FACE
from tests.web.charts.example import edition

VIEWS = {"front": front_view(), "left_oblique": left_oblique_view()}
STEP = 5
HIDDEN = {"temple_right", "jawline_right"}  # of the far side, in the oblique view
pytestmark = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


def _inside(point: tuple[float, float], outline: Curve) -> bool:
    """Even-odd: how often a line to the right crosses the outline."""
    x, y = point
    left, top, right, bottom = _box(outline)
    odd = False
    if not (left <= x <= right and top <= y <= bottom):
        return odd
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


@cache
def _box(outline: Curve) -> tuple[float, float, float, float]:
    return (
        min(x for x, _ in outline),
        min(y for _, y in outline),
        max(x for x, _ in outline),
        max(y for _, y in outline),
    )


def _outlines(area: Area) -> list[Curve]:
    return [polygon(area.edges, steps=6), *([polygon([area.hole], steps=6)] if area.hole else [])]


def _in_area(point: tuple[float, float], outlines: list[Curve]) -> bool:
    return sum(_inside(point, outline) for outline in outlines) % 2 == 1


def _grid() -> Iterable[tuple[float, float]]:
    """Points between the whole numbers, so that none lies on an edge that the drawing names."""
    return ((x + 0.37, y + 0.41) for x in range(0, WIDTH, STEP) for y in range(0, HEIGHT, STEP))


def _untouched(view: Drawing) -> list[Curve]:
    """Brows, nostrils, lips, the open eyes, and the lids inside the orbital rim."""
    lines: list[Line] = [*view.whites, *view.before_half, *view.before]
    kept = [line for line in lines if line.look in ("brow", "nostril", "lips", "white", "eyelid")]
    return [polygon(line.curves, steps=6) for line in kept]


def test_every_zone_of_the_edition_is_drawn_or_listed(view: Drawing) -> None:
    """A zone that the edition adds is missed here first; what is never treated is no zone to choose."""
    face = {zone.id for zone in edition().zones if zone.group == "face"}
    body = {zone.id for zone in edition().zones if zone.group == "neck_and_body"}
    seen = set(view.areas)
    assert (set(FACE), set(BODY)) == (face, body)
    assert seen == (face if view is VIEWS["front"] else face - HIDDEN)


def test_zones_do_not_overlap(view: Drawing) -> None:
    """No point of the drawing lies in two zones."""
    outlines = {zone: _outlines(area) for zone, area in view.areas.items()}
    twice = [point for point in _grid() if sum(_in_area(point, found) for found in outlines.values()) > 1]
    assert twice == []


def test_zones_leave_eyes_brows_nostrils_and_lips_alone(view: Drawing) -> None:
    """Where nothing is ever needled there is nothing to choose; a border's width is allowed."""
    outlines = [_outlines(area) for area in view.areas.values()]
    closed = _untouched(view)
    touched = [
        p for p in _grid() if any(_inside(p, shape) for shape in closed) and any(_in_area(p, a) for a in outlines)
    ]
    assert touched == []


def test_zones_and_what_is_untouched_fill_the_face(view: Drawing) -> None:
    """Every point of the skin belongs to a zone or to what is never needled, but for slivers at their edges."""
    outlines = [_outlines(area) for area in view.areas.values()]
    kept = _untouched(view)
    if view.before_half:  # the front draws them once for both halves
        kept += [tuple((WIDTH - x, y) for x, y in shape) for shape in kept]
    outline = polygon(view.skin.curves, steps=6)
    skin = [point for point in _grid() if _inside(point, outline)]
    bare = [p for p in skin if not any(_in_area(p, a) for a in outlines) and not any(_inside(p, k) for k in kept)]
    assert len(bare) / len(skin) < 0.005


def test_signs_stand_inside_their_zones(view: Drawing) -> None:
    """A sign on the wrong zone would be a wrong answer."""
    outside = [zone for zone, area in view.areas.items() if not _in_area(area.mark, _outlines(area))]
    assert outside == []


def test_patients_left_is_on_the_viewers_right(view: Drawing) -> None:
    """In every view the left cheek lies to the right of the right one."""
    assert view.areas["cheek_left"].mark[0] > view.areas["cheek_right"].mark[0]
