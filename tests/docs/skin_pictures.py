"""Draws what each measure of a photograph sees, on skin made by code: `make pictures`. Nobody's skin is shown.

A sheet for each measure: the same skin before and after a known change, and the places that the measure counts.
"""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from benchmarks.photo.truth import redder, scarred, spotted
from numpy.typing import NDArray

from percutis.photo.measures import pigment, pores, redness, texture
from percutis.photo.picture import linear
from percutis.photo.skin_maps import SkinMaps, Values

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "skin"
SIDE, PER_MM = 360, 12.0  # pixels of a patch, and how many of them are a millimetre
TONE = (176.0, 132.0, 108.0)
GAP = 12
QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 82]
Pixels = NDArray[np.float32]


def main() -> None:
    """Every sheet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    skin, whole = patch(), np.full((SIDE, SIDE), 255, np.uint8)
    spot = np.zeros_like(whole)
    cv2.circle(spot, (SIDE // 2, SIDE // 2), 90, 255, -1)
    inner = np.zeros_like(whole)
    inner[60:-60, 60:-60] = 255
    chance = np.random.default_rng(3)
    light = np.linspace(0.6, 1.25, SIDE, dtype=np.float32)[None, :, None]
    sheets: dict[str, tuple[Pixels, Callable[[SkinMaps], Values]]] = {
        "redness": (redder(skin, spot, 0.16), redness.redness),
        "dark_spots": (spotted(skin, inner, 7, 0.3, chance), pigment.spots),
        "scars": (scarred(skin, inner, 7, 0.35, chance), texture.dips),
        "pores": (pored(skin, chance), pores.pores),
        "light_fools": (np.clip(skin * light, 0, 255), pigment.lightness),
        "blur_fools": (cv2.GaussianBlur(skin, (0, 0), 3), texture.fine),
    }
    for name, (after, measure) in sheets.items():
        sheet = np.hstack([skin, blank(), after, blank(), seen(after, measure)])
        path = FOLDER / f"{name}.jpg"
        cv2.imwrite(str(path), cv2.cvtColor(sheet.astype(np.uint8), cv2.COLOR_RGB2BGR), QUALITY)
        print(f"docs/pictures/skin/{name}.jpg")  # noqa: T201


def patch() -> Pixels:
    """Thirty millimetres of skin: one tone, grain of 0.2 to 4 mm."""
    chance = np.random.default_rng(1)
    found = np.zeros((SIDE, SIDE), np.float32)
    for size, strength in ((3, 2.2), (7, 2.4), (20, 2.0), (60, 1.6)):
        grain = chance.normal(0, 1, (SIDE // size + 2, SIDE // size + 2)).astype(np.float32)
        found += strength * cv2.resize(grain, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.array(TONE, np.float32) + found[..., None], 0, 255).astype(np.float32)


def pored(skin: Pixels, chance: np.random.Generator) -> Pixels:
    """The same with pores."""
    dots = np.zeros((SIDE, SIDE), np.float32)
    for across, down in chance.integers(10, SIDE - 10, (140, 2)):
        cv2.circle(dots, (int(across), int(down)), 2, 1.0, -1)
    return np.clip(skin * (1 - 0.35 * cv2.GaussianBlur(dots, (0, 0), 1.2))[..., None], 0, 255)


def seen(pixels: Pixels, measure: Callable[[SkinMaps], Values]) -> Pixels:
    """What the measure sees: darker where it is less, brighter where it is more."""
    whole = np.full((SIDE, SIDE), 255, np.uint8)
    values = measure(SkinMaps(linear(pixels.astype(np.uint8)), whole, PER_MM))
    low, high = np.percentile(values, (0.5, 99.5))
    level = np.clip((values - low) / max(1e-6, float(high - low)), 0, 1)
    ink, paper = np.array((11, 100, 102), np.float32), np.array((250, 247, 240), np.float32)
    return paper + (ink - paper) * level[..., None]


def blank() -> Pixels:
    """The gap between two patches."""
    return np.full((SIDE, GAP, 3), 255, np.float32)


if __name__ == "__main__":
    main()
