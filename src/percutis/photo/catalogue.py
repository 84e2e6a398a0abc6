"""The measures by name: unit, how each is taken, and by how much it differs between two pictures of the same skin."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import yaml

from percutis.photo.skin_maps import SkinMaps, Values

Taken = Literal["mean", "spread", "percent", "marked"]
MOST = 8_000  # pixels of a zone that are looked at: more would not change a percentile
TOO_FEW = 200


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        id: its name; several share a `measure` of the public format.
        repeat: the spread of the difference between two pictures of the same skin on the same day, in its unit, by
            zone; `repeat_any` where a zone has none of its own; never taken smaller than `least`.
    """

    id: str
    measure: str
    unit: str
    map: Callable[[SkinMaps], Values]
    taken: Taken
    cites: tuple[str, ...]
    repeat: dict[str, float]
    repeat_any: float
    least: float

    def changes_by(self, zone: str) -> float:
        """The spread in that zone."""
        return max(self.least, self.repeat.get(zone, self.repeat_any))


@cache
def catalogue() -> tuple[Measure, ...]:
    """Every measure, in the order in which it is shown."""
    errors = _read("repeat.yaml")["measures"]
    return tuple(_measure(entry, errors.get(entry["id"], {})) for entry in _read("measures.yaml"))


def value_of(measure: Measure, values: Values) -> float | None:
    """A zone's value from those of its pixels, (n,); None where there are too few."""
    if measure.taken == "percent":
        return 100 * float(values.mean()) if len(values) >= TOO_FEW else None
    if measure.taken == "marked":
        values = values[~np.isnan(values)]
        return float(values.mean()) if len(values) >= TOO_FEW // 10 else None
    if len(values) < TOO_FEW:
        return None
    if measure.taken == "spread":
        low, high = np.percentile(values, (16, 84))
        return float(high - low) / 2
    low, high = np.percentile(values, (5, 95))
    return float(values[(values >= low) & (values <= high)].mean())


def _read(name: str) -> Any:
    return yaml.safe_load(files("percutis.photo").joinpath(name).read_text("utf-8"))


def _measure(entry: dict[str, Any], error: dict[str, Any]) -> Measure:
    module, _dot, function = entry["map"].partition(".")
    return Measure(
        id=entry["id"],
        measure=entry["measure"],
        unit=entry["unit"],
        map=getattr(import_module(f"percutis.photo.measures.{module}"), function),
        taken=entry["taken"],
        cites=tuple(entry["cites"]),
        repeat=error.get("zones", {}),
        repeat_any=float(error.get("any", 0.0)),
        least=float(entry["least"]),
    )
