"""Timing that survives a noisy machine: rounds that take turns, medians, and ratios round by round."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """Seconds per call over the rounds: least, middle and most."""

    least: float
    middle: float
    most: float


def take_turns(calls: Mapping[str, Callable[[], object]], rounds: int, budget: float = 0.05) -> dict[str, list[float]]:
    """Seconds per call of each function, round by round; every round runs all of them, one after the other.

    Each is repeated for about `budget` seconds a round, so that short calls are measured as well as long ones.
    """
    repeats = {name: _repeats(call, budget) for name, call in calls.items()}
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in calls.items():
                start = time.perf_counter()
                for _ in range(repeats[name]):
                    call()
                seconds[name].append((time.perf_counter() - start) / repeats[name])
    finally:
        gc.enable()
    return seconds


def _repeats(call: Callable[[], object], budget: float) -> int:
    call()
    start = time.perf_counter()
    call()
    return max(1, int(budget / max(time.perf_counter() - start, 1e-7)))


def summary(seconds: list[float]) -> Timing:
    """Least, middle and most of the rounds."""
    return Timing(min(seconds), median(seconds), max(seconds))


def ratio(seconds: list[float], of: list[float]) -> float:
    """How many times longer, as the median of the ratios round by round."""
    return median(a / b for a, b in zip(seconds, of, strict=True))


def shown(seconds: float) -> str:
    """Seconds as a person reads them."""
    for limit, scale, unit in ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds:.3g} s"
