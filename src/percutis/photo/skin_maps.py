"""The values that measures share, worked out once for a photograph: colour, and lightness at several scales."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.colour import lab
from percutis.photo.picture import Light

Values = NDArray[Any]  # float32, (height, width)
ENOUGH = 3.0  # pixels of spread that a blur needs to be one
FACE_MM = 140.0  # a face from side to side, adults of both sexes; it only names the scales


@dataclass(frozen=True)
class SkinMaps:
    """One photograph of the face in its frame.

    Attributes:
        light: (height, width, 3), linear.
        skin: 255 where there is skin, (height, width).
        pixels_per_mm: of the frame.
    """

    light: Light
    skin: NDArray[Any]
    pixels_per_mm: float

    @cached_property
    def lab(self) -> Light:
        """CIELAB, (height, width, 3)."""
        return lab(self.light)

    @cached_property
    def lightness(self) -> Values:
        """L*, with what is no skin filled from the skin around it, so that an edge does not pass for a dip."""
        part = (self.skin > 0).astype(np.float32)
        width = 3.0 * self.pixels_per_mm
        near, weight = blurred(self.lab[..., 0] * part, width), blurred(part, width)
        return np.where(part > 0, self.lab[..., 0], near / np.maximum(weight, 1e-4)).astype(np.float32)

    def band(self, fine_mm: float, coarse_mm: float) -> Values:
        """What of the lightness lies between two sizes, in L*. Kept, as several measures ask for the same."""
        kept: dict[tuple[float, float], Values] = self.__dict__.setdefault("_bands", {})
        sizes = (fine_mm, coarse_mm)
        if sizes not in kept:
            kept[sizes] = self.blurred(fine_mm) - self.blurred(coarse_mm)
        return kept[sizes]

    def blurred(self, size_mm: float) -> Values:
        """Lightness without what is smaller than a size (the spread of a Gaussian, in millimetres)."""
        kept: dict[float, Values] = self.__dict__.setdefault("_blurred", {})
        if size_mm not in kept:
            kept[size_mm] = blurred(self.lightness, size_mm * self.pixels_per_mm)
        return kept[size_mm]


def blurred(values: Values, width: float) -> Values:
    """A Gaussian blur of that spread in pixels; a wide one on a smaller copy, which shows the same and costs less."""
    if width <= 0.3:
        return values
    if width <= ENOUGH:
        return cv2.GaussianBlur(values, (0, 0), width)
    scale = ENOUGH / width
    size = (max(2, round(values.shape[1] * scale)), max(2, round(values.shape[0] * scale)))
    less = cv2.GaussianBlur(cv2.resize(values, size, interpolation=cv2.INTER_AREA), (0, 0), ENOUGH)
    return cv2.resize(less, (values.shape[1], values.shape[0]), interpolation=cv2.INTER_LINEAR)
