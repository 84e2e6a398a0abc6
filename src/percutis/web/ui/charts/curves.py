"""Smooth curves through points, as Bézier paths: what every drawn line of the charts is made of.

A curve is a tuple of points `(x, y)`. Each piece between two points is a cubic Bézier whose handles are a sixth of the
way between the neighbours (uniform Catmull-Rom), so that a path can leave out every second handle and stays small.
"""

from collections.abc import Iterable

Point = tuple[float, float]
Curve = tuple[Point, ...]
Cubic = tuple[Point, Point, Point, Point]


def points(text: str) -> Curve:
    """The points of `200,96 170,98`: the way curves are written in the drawings."""
    return tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in text.split()))


def mirrored(curve: Curve, width: float) -> Curve:
    """The curve as a mirror shows it, on a drawing of that width."""
    return tuple((width - x, y) for x, y in curve)


def cubics(curve: Curve, *, closed: bool = False) -> tuple[Cubic, ...]:
    """The Bézier pieces through the points, in order; a closed curve comes back to its first."""
    around = (curve[-1], *curve, curve[0], curve[1]) if closed else (curve[0], *curve, curve[-1])
    return tuple(_cubic(*around[n : n + 4]) for n in range(len(around) - 3))


def _cubic(before: Point, start: Point, end: Point, after: Point) -> Cubic:
    return start, _handle(start, before, end), _handle(end, after, start), end


def _handle(here: Point, behind: Point, ahead: Point) -> Point:
    return here[0] + (ahead[0] - behind[0]) / 6, here[1] + (ahead[1] - behind[1]) / 6


def path(curves: Iterable[Curve], *, closed: bool = False, scale: float = 1) -> str:
    """The path that runs along the curves one after the other, in whole units of a drawing `scale` times as large.

    A single closed curve is smooth where it meets itself; several meet in corners, each beginning where the one
    before ends.
    """
    kept = tuple(curves)
    pen = _whole(kept[0][0], scale)
    said = f"M{pen[0]} {pen[1]}"
    for curve in kept:
        for number, piece in enumerate(cubics(curve, closed=closed and len(kept) == 1)):
            # After the first piece of a curve, the first handle is the mirror of the last one: `s` leaves it out.
            ends = [_whole(point, scale) for point in (piece[2:] if number else piece[1:])]
            said += "s" if number else "c"
            said += _run(value for end in ends for value in (end[0] - pen[0], end[1] - pen[1]))
            pen = ends[-1]
    return said + ("z" if closed else "")


def polygon(curves: Iterable[Curve], *, closed: bool = True, steps: int = 12) -> Curve:
    """The same outline as many short straight lines: for measuring."""
    kept = tuple(curves)
    pieces = [piece for curve in kept for piece in cubics(curve, closed=closed and len(kept) == 1)]
    return tuple(_at(piece, step / steps) for piece in pieces for step in range(steps))


def _at(piece: Cubic, t: float) -> Point:
    weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    x, y = (sum(weight * point[i] for weight, point in zip(weights, piece, strict=True)) for i in (0, 1))
    return x, y


def _whole(point: Point, scale: float) -> tuple[int, int]:
    return round(point[0] * scale), round(point[1] * scale)


def _run(values: Iterable[int]) -> str:
    """Numbers side by side; a minus sign separates as well as a blank does."""
    said = ""
    for value in values:
        said += f"{value}" if not said or value < 0 else f" {value}"
    return said
