"""What of a view of the face is the same for every patient, as paths: worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from percutis.web.ui.charts.drawing import SCALE, Drawing, Iris, Line, front_view, left_oblique_view

PUPIL = 0.43  # of the iris


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn path."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Eye:
    """Iris and pupil."""

    x: float
    y: float
    rx: float
    ry: float
    pupil_rx: float
    pupil_ry: float


@dataclass(frozen=True, slots=True)
class Place:
    """One zone: its path, and where its sign stands."""

    zone: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What is the same for every patient."""

    under: tuple[Shape, ...]
    under_half: tuple[Shape, ...]
    skin: str
    zones: tuple[Place, ...]
    whites: tuple[Shape, ...]
    eyes: tuple[Eye, ...]
    over_half: tuple[Shape, ...]
    over: tuple[Shape, ...]


@cache
def parts_of(view: str) -> Parts:
    """The parts of `front` or of `left_oblique`."""
    seen: Drawing = front_view() if view == "front" else left_oblique_view()
    return Parts(
        under=_shapes(seen.behind),
        under_half=_shapes(seen.behind_half),
        skin=seen.skin.d,
        zones=tuple(
            Place(zone, area.d, round(area.mark[0] * SCALE), round(area.mark[1] * SCALE))
            for zone, area in seen.areas.items()
        ),
        whites=_shapes(seen.whites),
        eyes=tuple(_eye(iris) for iris in seen.irises),
        over_half=_shapes(seen.before_half),
        over=_shapes(seen.before),
    )


def _shapes(lines: Iterable[Line]) -> tuple[Shape, ...]:
    """Lines of one look that follow each other as one path."""
    return tuple(
        Shape("".join(line.d for line in run), look) for look, run in groupby(lines, key=lambda line: line.look)
    )


def _eye(iris: Iris) -> Eye:
    across, down = iris.rx * SCALE, iris.ry * SCALE
    return Eye(iris.x * SCALE, iris.y * SCALE, across, down, round(across * PUPIL, 1), round(down * PUPIL, 1))
