"""By how much each measure differs between two pictures of the same skin: `python -m benchmarks.photo.repeat`.

Every portrait is photographed again with a small move and another light, and nothing else; the spread of the difference
is written to `repeat.yaml` beside the measures. It holds the errors of aligning, of evening out the light and of the
sensor; not those of make-up, of a day's rest or of another camera, which only pictures of real people can show.
"""

from collections import defaultdict
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
import yaml

import percutis.photo
from benchmarks.photo.portraits import portraits
from benchmarks.photo.truth import LIGHTS, Move, lit, moved
from percutis.photo.catalogue import catalogue
from percutis.photo.compare import compare
from percutis.photo.picture import Picture

PEOPLE = 3
FILE = Path(percutis.photo.__file__).parent / "repeat.yaml"
SMALL = (
    Move("shift", right=23.4, down=-11.7),
    Move("turn", degrees=1.5, scale=1.015, right=12, down=20),
    Move("expression", degrees=-1, right=-9, expression=5),
)
HEAD = """\
# By how much a measure differs between two pictures of the same skin, as a spread (1.4826 times the median of the
# absolute differences, or the standard deviation where that is larger), in the measure's own unit. Written by
# `python -m benchmarks.photo.repeat`: {pairs} pairs of {people} portraits, moved a little and lit anew, nothing else
# changed. Evidence: inferred. Make-up, another camera and a day's rest are not in it.
"""


def main() -> None:
    """Measure and write."""
    differences: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    pairs, people = 0, 0
    for name, pixels in islice(portraits(), PEOPLE):
        people += 1
        chance = np.random.default_rng(people)
        before = _taken(lit(pixels, LIGHTS[0], chance))
        for move in SMALL:
            later, _source = moved(pixels, move)
            for light in LIGHTS[:: 1 if move is SMALL[0] else 2]:
                found = compare(before, _taken(lit(later, light, chance)))
                pairs += 1
                for change in found.changes:
                    if change.change is not None:
                        differences[change.name][change.zone].append(change.change)
            print(name, move.name, pairs)
    said = {measure.id: _errors(differences[measure.id]) for measure in catalogue()}
    body = yaml.safe_dump({"measures": said}, sort_keys=False, default_flow_style=False)
    FILE.write_text(HEAD.format(pairs=pairs, people=people) + body, "utf-8")


def _errors(zones: dict[str, list[float]]) -> dict[str, object]:
    found = {zone: _spread(values) for zone, values in zones.items() if len(values) >= 16}
    return {
        "any": _rounded(median(found.values())) if found else 0.0,
        "zones": {z: _rounded(v) for z, v in found.items()},
    }


def _spread(values: list[float]) -> float:
    """Two pictures of the same skin differ by nothing on average, so the spread is taken around nothing."""
    root = float(np.sqrt(np.mean(np.square(values))))
    return max(root, 1.4826 * float(np.median(np.abs(values))))


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _taken(pixels: np.ndarray) -> Picture:
    return Picture(pixels, 8, None, "JPEG")


if __name__ == "__main__":
    main()
