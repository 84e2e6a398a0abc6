"""Smooth curves through points, as Bézier paths: what every drawn line of the charts is made of.

A curve is a tuple of points `(x, y)`; what is written into a page is a path of relative cubic Béziers with one decimal.
Centripetal Catmull-Rom: the curve goes through each point and makes no loops between them.
"""

from collections.abc import Iterable, Sequence
from math import hypot

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
    if closed:
        around = (curve[-1], *curve, curve[0], curve[1])
    else:
        around = (_beyond(curve[1], curve[0]), *curve, _beyond(curve[-2], curve[-1]))
    return tuple(_cubic(*around[n : n + 4]) for n in range(len(around) - 3))


def _beyond(inner: Point, end: Point) -> Point:
    """A point past the end of an open curve, so that its last piece runs straight out."""
    return 2 * end[0] - inner[0], 2 * end[1] - inner[1]


def _cubic(before: Point, start: Point, end: Point, after: Point) -> Cubic:
    one, two, three = (_root(a, b) for a, b in ((before, start), (start, end), (end, after)))
    return start, _control(before, start, end, one, two), _control(after, end, start, three, two), end


def _root(a: Point, b: Point) -> float:
    return max(hypot(b[0] - a[0], b[1] - a[1]) ** 0.5, 1e-6)


def _control(outer: Point, here: Point, there: Point, far: float, near: float) -> Point:
    """The control point at `here`, looking towards `there`; `outer` is the neighbour on the other side."""
    weights = far**2, near**2, 2 * far**2 + 3 * far * near + near**2
    x, y = (
        (weights[0] * there[i] - weights[1] * outer[i] + weights[2] * here[i]) / (3 * far * (far + near))
        for i in (0, 1)
    )
    return x, y


def path(curves: Iterable[Curve], *, closed: bool = False) -> str:
    """The path that runs along the curves one after the other, each beginning where the one before ends.

    A single closed curve is smooth where it meets itself; several closed ones meet in corners.
    """
    kept = tuple(curves)
    pieces = [piece for curve in kept for piece in cubics(curve, closed=closed and len(kept) == 1)]
    pen = _rounded(pieces[0][0])
    said = [f"M{_number(pen[0])} {_number(pen[1])}c"]
    for piece in pieces:
        ends = [_rounded(point) for point in piece[1:]]
        said.append(_joined(value for end in ends for value in (end[0] - pen[0], end[1] - pen[1])))
        pen = ends[-1]
    return "".join(said[:1]) + _run(said[1:]) + ("z" if closed else "")


def straight(corners: Sequence[Point]) -> str:
    """The path of straight lines from corner to corner."""
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in corners)


def polygon(curves: Iterable[Curve], *, closed: bool = True, steps: int = 12) -> Curve:
    """The same outline as many short straight lines: for measuring."""
    kept = tuple(curves)
    pieces = [piece for curve in kept for piece in cubics(curve, closed=closed and len(kept) == 1)]
    return tuple(_at(piece, step / steps) for piece in pieces for step in range(steps))


def _at(piece: Cubic, t: float) -> Point:
    weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    x, y = (sum(weight * point[i] for weight, point in zip(weights, piece, strict=True)) for i in (0, 1))
    return x, y


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _number(value: float) -> str:
    """One decimal, without the zeros that a path does not need."""
    text = f"{round(value, 1):g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _joined(values: Iterable[float]) -> str:
    return _run(_number(value) for value in values)


def _run(words: Iterable[str]) -> str:
    """Numbers side by side; a minus sign separates as well as a blank does."""
    said = ""
    for word in words:
        said += word if not said or word.startswith("-") else f" {word}"
    return said
