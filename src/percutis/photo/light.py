"""Evens out the light between two aligned photographs, in linear light.

What differs between them everywhere, or slowly across the face, is taken for light: a strength for each channel and a
gradient of the second order, found on the skin with what changed more than the rest left out (Tukey's biweight). So a
change of the whole face cannot be told from a change of light unless a grey card stands in both pictures; then the
card gives the strengths, and only a gradient common to all channels is taken away. Both are said with the answer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from percutis.photo.picture import Light

Values = NDArray[np.floating[Any]]
SAMPLES = 20_000
ROUNDS = 12
RIDGE = 1e-6  # keeps the sums solvable where the skin lies in one line
TUKEY = 4.685  # spreads beyond which a pixel counts for nothing
LEAST = 0.004  # of full light: darker pixels say nothing of a ratio


@dataclass(frozen=True, slots=True, eq=False)
class Evened:
    """The later photograph in the light of the earlier one.

    Attributes:
        light: (height, width, 3), linear.
        gain: what each channel was multiplied by in the middle of the face.
        gradient: the most by which the correction differs across the face, as a factor.
        residual: the spread of what still differs on skin, in stops (a doubling of light is one).
        by_card: whether a grey card gave the gains.
    """

    light: Light
    gain: tuple[float, float, float]
    gradient: float
    residual: float
    by_card: bool


def even_out(before: Light, after: Light, skin: NDArray[Any], gain: Values | None = None) -> Evened:
    """The later light brought to the earlier one's; `skin` is 255 where both show skin, `gain` a card's answer."""
    down, across = np.nonzero(skin)
    step = max(1, len(down) // SAMPLES)
    down, across = down[::step], across[::step]
    terms = _terms(down, across, skin.shape)
    here, there = before[down, across], after[down, across]
    usable = (here.min(axis=1) > LEAST) & (there.min(axis=1) > LEAST)
    terms, ratio = terms[usable], np.log2(here[usable]) - np.log2(there[usable])
    if len(ratio) < terms.shape[1] * 4:
        return Evened(after, (1.0, 1.0, 1.0), 1.0, 0.0, gain is not None)
    weights = _by_card(terms, ratio, gain) if gain is not None else np.stack([_fit(terms, one) for one in ratio.T])
    rest = ratio - terms @ weights.T
    field = _field(weights, skin.shape)
    shown = np.exp2(terms @ weights.T)
    return Evened(
        light=(after * np.exp2(field)).astype(np.float32),
        gain=tuple(float(np.exp2(one[0])) for one in weights),  # type: ignore[arg-type]
        gradient=float(np.max(np.percentile(shown, 99, axis=0) / np.percentile(shown, 1, axis=0))),
        residual=float(1.4826 * np.median(np.abs(rest - np.median(rest, axis=0)))),
        by_card=gain is not None,
    )


def _by_card(terms: Values, ratio: Values, gain: Values) -> Values:
    """The card's gains, and one gradient for all channels."""
    fixed = np.log2(gain)
    grey = (ratio - fixed).mean(axis=1)
    slope = _fit(terms, grey)
    weights = np.tile(slope, (3, 1))
    weights[:, 0] = fixed  # the card decides the strength; what the whole skin did beside it is skin
    return weights


def _fit(terms: Values, ratio: Values) -> Values:
    """The smooth field that most of the skin agrees on (iteratively reweighted least squares)."""
    weight: Values = np.ones(len(ratio))
    found: Values = np.zeros(terms.shape[1])
    for _ in range(ROUNDS):
        weighed = terms * weight[:, None]
        found = np.linalg.solve(weighed.T @ terms + RIDGE * np.eye(terms.shape[1]), weighed.T @ ratio)
        rest = ratio - terms @ found
        spread = 1.4826 * float(np.median(np.abs(rest - np.median(rest)))) + 1e-6
        weight = np.maximum(0.0, 1 - (rest / (TUKEY * spread)) ** 2) ** 2
    return found


def _terms(down: NDArray[Any], across: NDArray[Any], shape: tuple[int, ...]) -> Values:
    """1, x, y and their products, each -1 to 1 from edge to edge; nothing but 1 is left in the middle."""
    y, x = 2 * down / (shape[0] - 1) - 1, 2 * across / (shape[1] - 1) - 1
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)


def _field(weights: Values, shape: tuple[int, ...]) -> Light:
    """(height, width, 3) stops, added up from rows and columns."""
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :, None]
    one, a, b, aa, ab, bb = (weights[:, term].astype(np.float32) for term in range(6))
    found: Light = one + a * x + b * y + aa * x * x + ab * x * y + bb * y * y
    return found
