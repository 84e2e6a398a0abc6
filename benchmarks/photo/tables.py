"""The figures of the photographs: how well pairs are laid on each other beside other ways, what a measure is worth, and
how long and how much memory it takes.
"""

import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from benchmarks.photo.peers import WAYS
from benchmarks.photo.portraits import portraits
from benchmarks.photo.truth import LIGHTS, MOVES, Light, Move, lit, moved, redder, scarred, spotted
from benchmarks.timing import shown
from percutis.photo.catalogue import catalogue
from percutis.photo.compare import SURE, Comparison, compare
from percutis.photo.landmarks import the_face
from percutis.photo.picture import Picture
from percutis.photo.quality import judge
from percutis.photo.zones import zone_masks

PEOPLE = 2
LATER = Move("later", degrees=1.5, scale=1.02, right=24, down=-15, expression=5)
UNEVEN = next(light for light in LIGHTS if light.name == "uneven")


def photo_tables() -> Iterator[Table]:
    """Alignment beside its peers, then the measures, then time and memory."""
    people = [(name, pixels) for name, pixels in islice(portraits(), PEOPLE)]
    yield _alignment(people)
    yield _measures(people)
    yield _time(people[0][1])


def _alignment(people: list[tuple[str, NDArray[np.float32]]]) -> Table:
    """The same pairs, the same metric: pixels at 12 megapixels between where skin was laid and where it is."""
    errors: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    seconds: dict[str, list[float]] = defaultdict(list)
    for _name, pixels in people:
        before = _taken(pixels, LIGHTS[0])
        places = _places(before)
        for move in MOVES:
            later, source = moved(pixels, move)
            after = _taken(later, UNEVEN)
            for way, laid in WAYS.items():
                begun = time.perf_counter()
                goes = laid(before, after)
                seconds[way].append(time.perf_counter() - begun)
                there = goes(places).astype(np.float32)
                back = cv2.remap(source, there[None, :, 0], there[None, :, 1], cv2.INTER_LINEAR)[0]
                errors[way].append(np.hypot(*(back - places).T))
    count = len(people) * len(MOVES)
    table = Table(
        "way",
        "median",
        "95 in 100",
        "worst pair's 95",
        "a pair",
        "times ours",
        title=f"Laid on each other, {count} pairs",
    )
    first = median(seconds[next(iter(WAYS))])
    for way in WAYS:
        every = np.concatenate(errors[way])
        worst = max(float(np.percentile(one, 95)) for one in errors[way])
        took = median(seconds[way])
        marks = (f"{np.median(every):.2f} px", f"{np.percentile(every, 95):.2f} px", f"{worst:.2f} px")
        table.add_row(way, *marks, shown(took), f"{took / first:.1f} ×")
    return table


def _places(before: Picture) -> NDArray[np.float64]:
    """A grid of places inside the face, (n, 2) in pixels."""
    hull = cv2.convexHull(the_face(before).points.astype(np.float32))
    left, top, width, height = cv2.boundingRect(hull)
    grid = np.stack(np.meshgrid(np.arange(left, left + width, 16), np.arange(top, top + height, 16)), -1).reshape(-1, 2)
    inside = [cv2.pointPolygonTest(hull, (float(x), float(y)), False) > 0 for x, y in grid]
    return grid[np.array(inside)].astype(np.float64)


def _measures(people: list[tuple[str, NDArray[np.float32]]]) -> Table:
    """Known changes on one cheek, seen again under other lights: what is found beside what was done."""
    off: dict[str, list[float]] = defaultdict(list)
    false: dict[str, list[bool]] = defaultdict(list)
    for number, (_name, pixels) in enumerate(people):
        before = _taken(pixels, LIGHTS[0])
        cheek = zone_masks(the_face(before), before)["cheek_right"].mask
        chance = np.random.default_rng(number)
        for changed in (
            redder(pixels, cheek, 0.12),
            spotted(pixels, cheek, 30, 0.3, chance),
            scarred(pixels, cheek, 45, 0.25, chance),
        ):
            truth = _by_name(compare(before, _taken(changed, LIGHTS[0])))
            for light in LIGHTS[1:6:2]:
                for name, value in _by_name(compare(before, _taken(moved(changed, LATER)[0], light))).items():
                    off[name].append(value - truth[name])
        for light in LIGHTS[1:]:
            found = compare(before, _taken(moved(pixels, LATER)[0], light))
            for one in found.changes:
                if one.change is not None:
                    false[one.name].append(one.beyond_noise)
    table = Table(
        "measure",
        "unit",
        "bias",
        "spread",
        "smallest change found at 95 %",
        "light called a change",
        title="Measures, right cheek",
    )
    for measure in catalogue():
        values = np.array(off[measure.id])
        wrong = f"{sum(false[measure.id])} of {len(false[measure.id])}"
        least = SURE * measure.changes_by("cheek_right")
        table.add_row(measure.id, measure.unit, f"{values.mean():+.3f}", f"{values.std():.3f}", f"{least:.2f}", wrong)
    return table


def _by_name(found: Comparison) -> dict[str, float]:
    return {one.name: one.change for one in found.changes if one.zone == "cheek_right" and one.change is not None}


def _time(pixels: NDArray[np.float32]) -> Table:
    before, after = _taken(pixels, LIGHTS[0]), _taken(moved(pixels, LATER)[0], UNEVEN)
    judge(before)
    table = Table("12 megapixels", "budget", "median of 5", title="Time and memory of a photograph")
    for name, budget, call in (
        ("keep or retake", "0.3 s", lambda: judge(before)),
        ("a whole comparison", "1.5 s", lambda: compare(before, after)),
    ):
        seconds = []
        for _ in range(5):
            begun = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - begun)
        table.add_row(name, budget, shown(median(seconds)))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row("memory, most of this whole run with its truths", "", f"{most:.0f} MB")
    return table


def _taken(pixels: NDArray[np.float32], light: Light) -> Picture:
    return Picture(lit(pixels, light, np.random.default_rng(8)), 8, None, "JPEG")
