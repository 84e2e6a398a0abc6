"""A view of the face as finished curves: the zones, what lies in them untouched, the lines behind and before them.

From the patient's right front the face is the mirror of the left front, so only that one is laid out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from percutis.web.ui.charts import face_front as front
from percutis.web.ui.charts import face_oblique as oblique
from percutis.web.ui.charts.curves import Curve, Point, mirrored, path, points

WIDTH, HEIGHT = 400, 510  # as the drawings are written
SCALE = 2  # a page gets whole halves of a unit
IRIS_HEIGHT = 10.2
SIDES = {"left": "right", "right": "left"}

Written = tuple[tuple[str, str, bool], ...]
Eyes = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line or shape, with the class that gives its look."""

    look: str
    curves: tuple[Curve, ...]
    closed: bool = False

    @property
    def d(self) -> str:
        """Its path."""
        return path(self.curves, closed=self.closed, scale=SCALE)


@dataclass(frozen=True, slots=True)
class Iris:
    """The coloured part of an eye: an upright ellipse."""

    x: float
    y: float
    rx: float
    ry: float = IRIS_HEIGHT


@dataclass(frozen=True, slots=True)
class Area:
    """One zone in one view: the edges around it, the hole in it that is never needled, and where its sign stands."""

    edges: tuple[Curve, ...]
    hole: Curve | None
    mark: Point

    @property
    def d(self) -> str:
        """The closed path; a hole is a second loop, left out by the even-odd rule."""
        return path(self.edges, closed=True, scale=SCALE) + (
            path([self.hole], closed=True, scale=SCALE) if self.hole else ""
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """One view from back to front: lines behind, the skin, the zones, the eyes with iris and lids, lines before.

    From the front the lines of `behind_half`, the eyes and `before_half` are the right half's: drawn twice, the second
    time in the mirror. A zone on the left is the mirror of the right one.
    """

    behind: tuple[Line, ...]
    skin: Line
    areas: Mapping[str, Area]
    whites: tuple[Line, ...]
    irises: tuple[Iris, ...]
    before: tuple[Line, ...]
    behind_half: tuple[Line, ...] = ()
    before_half: tuple[Line, ...] = ()


@cache
def front_view() -> Drawing:
    """The face from the front: the patient's right half as written, and its mirror."""
    edges = {name: points(text) for name, text in front.HALF_EDGES.items()}
    both = edges | {f"<{name}": _flip(curve) for name, curve in edges.items()}
    halves = dict(_areas(front.MIDDLE_ZONES | front.SIDE_ZONES, both, _keyed(front.HOLES), _keyed(front.MARKS)))
    left = {other_side(zone): _flip_area(halves[zone]) for zone in front.SIDE_ZONES}
    right = {zone: area for zone, area in halves.items() if zone in front.SIDE_ZONES}
    return Drawing(
        behind=tuple(_lines(front.BEHIND)),
        behind_half=tuple(_lines(front.HALF_BEHIND)),
        skin=Line("skin", _edges(front.OUTLINE, both), closed=True),
        areas=halves | left,
        whites=(*_eyelids(right), *_whites(front.HALF_EYES)),
        irises=tuple(Iris(*iris) for iris in front.HALF_IRISES),
        before_half=(*_brows(front.HALF_BROWS, edges), *_lids(front.HALF_EYES), *_lines(front.HALF_BEFORE)),
        before=tuple(_lines(front.BEFORE)),
    )


@cache
def left_oblique_view() -> Drawing:
    """The face from the patient's left front."""
    edges = {name: points(text) for name, text in oblique.EDGES.items()}
    areas = dict(_areas(oblique.ZONES, edges, _keyed(oblique.HOLES), _keyed(oblique.MARKS)))
    return Drawing(
        behind=tuple(_lines(oblique.BEHIND)),
        skin=Line("skin", _edges(oblique.OUTLINE, edges), closed=True),
        areas=areas,
        whites=(*_eyelids(areas), *_whites(oblique.EYES)),
        irises=tuple(Iris(*iris) for iris in oblique.IRISES),
        before=(*_brows(oblique.BROWS, edges), *_lids(oblique.EYES), *_lines(oblique.BEFORE)),
    )


def other_side(zone: str) -> str:
    """The same zone on the other side: `cheek_left` for `cheek_right`; a zone of the middle is its own."""
    base, _, side = zone.rpartition("_")
    return f"{base}_{SIDES[side]}" if side in SIDES else zone


def _areas(
    specs: Mapping[str, str], edges: Mapping[str, Curve], holes: Mapping[str, Curve], marks: Mapping[str, Curve]
) -> Iterator[tuple[str, Area]]:
    for zone, spec in specs.items():
        yield zone, Area(_edges(spec, edges), holes.get(zone), marks[zone][0])


def _edges(spec: str, edges: Mapping[str, Curve]) -> tuple[Curve, ...]:
    """The edges that a specification names, in order; a minus sign runs one backwards."""
    return tuple(edges[word[1:]][::-1] if word.startswith("-") else edges[word] for word in spec.split())


def _keyed(written: Mapping[str, str]) -> dict[str, Curve]:
    return {zone: points(text) for zone, text in written.items()}


def _lines(written: Written) -> Iterator[Line]:
    for look, text, closed in written:
        yield Line(look, (points(text),), closed)


def _brows(specs: Iterable[str], edges: Mapping[str, Curve]) -> Iterator[Line]:
    for spec in specs:
        yield Line("brow", _edges(spec, edges), closed=True)


def _whites(eyes: Eyes) -> Iterator[Line]:
    for upper, lower, _ in eyes:
        yield Line("white", (points(upper), points(lower)), closed=True)


def _lids(eyes: Eyes) -> Iterator[Line]:
    """The upper lids hide the top of the irises; their edge is the strongest line of the face."""
    for upper, _, crease in eyes:
        lid, fold = points(upper), points(crease)
        yield Line("lid-skin", (lid, (lid[-1], fold[-1]), fold[::-1], (fold[0], lid[0])), closed=True)
    yield from (Line("faint", (points(crease),)) for _, _, crease in eyes)
    yield from (Line("line", (points(lower),)) for _, lower, _ in eyes)
    yield from (Line("lid", (points(upper),)) for upper, _, _ in eyes)


def _eyelids(areas: Mapping[str, Area]) -> tuple[Line, ...]:
    """What lies inside the orbital rim."""
    holes = [area.hole for zone, area in areas.items() if zone.startswith("periorbital") and area.hole]
    return tuple(Line("eyelid", (hole,), closed=True) for hole in holes)


def _flip(curve: Curve) -> Curve:
    return mirrored(curve, WIDTH)


def _flip_area(area: Area) -> Area:
    hole = _flip(area.hole) if area.hole else None
    return Area(tuple(map(_flip, area.edges)), hole, _flip((area.mark,))[0])
