"""Curves go through their points, and a path is the same curve in whole units."""

import re
from itertools import pairwise

from percutis.web.ui.charts.curves import cubics, mirrored, path, points, polygon

BOW = points("0,0 10,20 30,20 40,0")


def test_curve_passes_through_each_of_its_points() -> None:
    """Each piece begins at one point and ends at the next."""
    assert [(piece[0], piece[3]) for piece in cubics(BOW)] == list(pairwise(BOW))


def test_closed_curve_comes_back_to_its_first_point() -> None:
    """The last piece ends where the first began."""
    assert cubics(BOW, closed=True)[-1][3] == BOW[0]


def test_mirror_of_a_mirror_is_the_curve_itself() -> None:
    """Nothing is lost on the way."""
    assert mirrored(mirrored(BOW, 400), 400) == BOW


def test_path_runs_along_the_same_points() -> None:
    """Relative pieces of a path add up to the points of the curve, to half a unit of its scale."""
    steps = [list(map(int, re.findall(r"-?\d+", part))) for part in re.findall(r"[cs]([^cszM]+)", path([BOW], scale=2))]
    at, ends = (0, 0), []
    for step in steps:
        at = at[0] + step[-2], at[1] + step[-1]
        ends.append((at[0] / 2, at[1] / 2))
    assert ends == list(BOW[1:])


def test_polygon_begins_where_the_curve_begins() -> None:
    """It is the curve in short straight lines."""
    assert polygon([BOW], closed=False, steps=4)[::4] == BOW[:-1]
