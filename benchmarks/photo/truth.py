"""What is done to a portrait, and therefore known: how it moved, how its light changed, what was added to its skin."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.align import NO_SECOND_MAP
from percutis.photo.picture import encoded, linear

Pixels = NDArray[np.float32]


@dataclass(frozen=True)
class Move:
    """How the later picture's camera and face differ."""

    name: str
    degrees: float = 0.0
    scale: float = 1.0
    right: float = 0.0
    down: float = 0.0
    tilt: float = 0.0  # perspective, in 1e-5 a pixel
    expression: float = 0.0  # pixels that a cheek is drawn aside


@dataclass(frozen=True)
class Light:
    """How its light differs, in linear light; noise in steps of 255, quality of the JPEG."""

    name: str
    stops: float = 0.0
    warmth: float = 0.0  # red up and blue down, in stops
    gradient: float = 0.0  # stops from one side to the other
    blotch: float = 0.0  # stops of a slow gradient of the second order
    noise: float = 1.0
    quality: int = 92


MOVES = (
    Move("still"),
    Move("shift", right=41.3, down=-26.7),
    Move("turn", degrees=4, scale=1.03, right=60, down=30),
    Move("nearer", scale=1.12, right=-30, down=12),
    Move("perspective", degrees=-2, scale=0.97, right=10, tilt=1.2),
    Move("expression", degrees=1, right=5, expression=14),
)
LIGHTS = (
    Light("same"),
    Light("brighter", stops=0.35),
    Light("darker", stops=-0.5),
    Light("warmer", warmth=0.15),
    Light("cooler", warmth=-0.12),
    Light("from the side", gradient=0.35),
    Light("uneven", gradient=-0.2, blotch=0.15, stops=0.1, warmth=0.08),
    Light("noisy", noise=3.0, quality=80),
)


def moved(pixels: Pixels, move: Move) -> tuple[Pixels, Pixels]:
    """The moved picture, and for each of its pixels where it came from, (height, width, 2)."""
    height, width = pixels.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), move.degrees, move.scale), [0, 0, 1]])
    turn[:2, 2] += (move.right, move.down)
    turn[2, 0] = move.tilt * 1e-5
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    back = np.linalg.inv(turn).astype(np.float32)
    flat = np.stack([across, down, np.ones_like(across)], axis=-1) @ back.T
    source = flat[..., :2] / flat[..., 2:] if move.tilt else flat[..., :2]
    if move.expression:
        near = np.exp(-((source - (0.4 * width, 0.55 * height)) ** 2).sum(axis=-1) / (2 * (0.2 * width) ** 2))
        wave = np.stack([np.sin(source[..., 1] / height * 6), np.cos(source[..., 0] / width * 5)], axis=-1)
        source = source + move.expression * near[..., None] * wave
    source = source.astype(np.float32)
    found = cv2.remap(pixels, source, NO_SECOND_MAP, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return found.astype(np.float32), source


def lit(pixels: Pixels, light: Light, chance: np.random.Generator) -> NDArray[np.uint8]:
    """The picture in another light, with the sensor's noise, through a JPEG."""
    height, width = pixels.shape[:2]
    across, down = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    stops = light.stops + light.gradient / 2 * across + light.blotch * (across**2 - down**2)
    tint = np.array([light.warmth, 0.0, -light.warmth], np.float32)
    beam = linear(np.clip(pixels, 0, 255).astype(np.uint8))
    beam *= np.exp2(stops)[..., None]
    beam *= np.exp2(tint)
    noisy = chance.standard_normal(pixels.shape, dtype=np.float32)
    noisy *= light.noise
    noisy += encoded(beam)
    whole = np.clip(np.rint(noisy, out=noisy), 0, 255, out=noisy).astype(np.uint8)
    if light.quality >= 100:
        return whole
    _good, packed = cv2.imencode(".jpg", whole[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, light.quality])
    return np.ascontiguousarray(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])


def redder(pixels: Pixels, mask: NDArray[np.uint8], strength: float) -> Pixels:
    """More blood: green and blue light taken away, by `strength` of the whole, where the mask is."""
    beam = linear(np.clip(pixels, 0, 255).astype(np.uint8))
    taken = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 25)[..., None] * strength
    beam = beam * (1 - taken * np.array([0.1, 1.0, 0.8], np.float32))
    return encoded(beam).astype(np.float32)


def spotted(pixels: Pixels, mask: NDArray[np.uint8], count: int, darker: float, chance: np.random.Generator) -> Pixels:
    """Dark spots of about 2.5 mm, `darker` of the light taken away in their middle, `count` of them in the mask."""
    return _dotted(pixels, mask, count, chance, radius=14, taken=darker * np.array([0.7, 1.0, 1.2], np.float32))


def scarred(pixels: Pixels, mask: NDArray[np.uint8], count: int, darker: float, chance: np.random.Generator) -> Pixels:
    """Dips of about 2 mm: dark where the light is turned away from, a little brighter where it is met; no colour."""
    found = _dotted(pixels, mask, count, chance, radius=11, taken=np.full(3, darker, np.float32))
    lifted = np.roll(pixels - found, 14, axis=0)
    return np.clip(found + 0.35 * lifted, 0, 255).astype(np.float32)


def darker_skin(pixels: Pixels, mask: NDArray[np.uint8], stops: float) -> Pixels:
    """Skin made darker as more melanin would: less light in blue than in green than in red. A stand-in for darker skin,
    which reflects differently in ways that a factor cannot show.
    """
    beam = linear(np.clip(pixels, 0, 255).astype(np.uint8))
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 15)[..., None]
    return encoded(beam * np.exp2(-soft * stops * np.array([0.75, 1.0, 1.25], np.float32))).astype(np.float32)


def _dotted(
    pixels: Pixels, mask: NDArray[np.uint8], count: int, chance: np.random.Generator, *, radius: float, taken: Pixels
) -> Pixels:
    down, across = np.nonzero(mask)
    chosen = chance.integers(0, len(down), count)
    dots = np.zeros(mask.shape, np.float32)
    for y, x in zip(down[chosen], across[chosen], strict=True):
        cv2.circle(dots, (int(x), int(y)), round(radius), 1.0, -1)
    soft = cv2.GaussianBlur(dots, (0, 0), radius / 3)[..., None]
    beam = linear(np.clip(pixels, 0, 255).astype(np.uint8)) * (1 - soft * taken)
    return encoded(beam).astype(np.float32)
