"""A photograph as numbers: upright, in sRGB, without anything that says where or by whom it was taken."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]  # unsigned integers of 8 or 16 bits
Light = NDArray[np.float32]
KNEE, SLOPE, POWER = 0.04045, 12.92, 2.4  # sRGB's transfer curve (IEC 61966-2-1)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One photograph.

    Attributes:
        pixels: (height, width, 3), red green blue, sRGB, upright; 8 or 16 bits a channel.
        bits: how many of them the camera gave: 8, 10, 12 or 16.
        taken_at: the camera's own clock, which has no time zone; None where it says nothing that can be.
        format: "JPEG", "PNG" or "HEIF".
        profile: the name of the colour profile that the file carried; None for none.
    """

    pixels: Pixels
    bits: int
    taken_at: datetime | None
    format: str
    profile: str | None = None

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return int(self.pixels.shape[1])


def eight_bits(picture: Picture) -> NDArray[np.uint8]:
    """The pixels with 8 bits a channel, (height, width, 3)."""
    if picture.pixels.dtype == np.uint8:
        return picture.pixels
    return (picture.pixels >> 8).astype(np.uint8)


def small(picture: Picture, longest: int) -> Picture:
    """The picture with its longer side at most `longest` pixels; never larger than it is."""
    scale = longest / max(picture.width, picture.height)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return replace(picture, pixels=cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA))


def linear(pixels: Pixels) -> Light:
    """The light that fell on the sensor, 0 to 1, (height, width, 3): sRGB's curve undone, by a table."""
    levels = 256 if pixels.dtype == np.uint8 else 65_536
    value = np.linspace(0.0, 1.0, levels)
    curve = np.where(value <= KNEE, value / SLOPE, ((value + 0.055) / 1.055) ** POWER)
    found: Light = curve.astype(np.float32)[pixels]
    return found


def encoded(light: Light) -> NDArray[np.uint8]:
    """Light as sRGB with 8 bits a channel; what is brighter than white becomes white.

    By a table of 65 536 steps of light, four times as quick as the formula: of a thousand values one is a level beside
    it, and what `linear` gives comes back as it was.
    """
    steps = np.clip(light, 0.0, 1.0) * np.float32(65_535) + np.float32(0.5)
    found: NDArray[np.uint8] = _encoding()[steps.astype(np.uint16)]
    return found


@cache
def _encoding() -> NDArray[np.uint8]:
    light = np.linspace(0.0, 1.0, 65_536)
    curve = np.where(light <= KNEE / SLOPE, light * SLOPE, 1.055 * light ** (1 / POWER) - 0.055)
    found: NDArray[np.uint8] = np.rint(curve * 255).astype(np.uint8)
    return found
