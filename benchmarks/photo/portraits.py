"""Portraits to do things to: the astronaut of scikit-image (public domain), and those in the source package of PyPI's
face_recognition, fetched into the build folder for measuring only, never committed.

All are far smaller than a phone's picture. They are enlarged and given skin texture of known size, so what is measured
is the method, not the pores of these people; that limit holds for every figure here.
"""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from percutis.photo.face import FaceError
from percutis.photo.landmarks import the_face
from percutis.photo.picture import Picture

Pixels = NDArray[np.float32]
PACKAGE = "face_recognition==1.3.0"
FOLDER = Path(__file__).parents[2] / "build" / "portraits"
NAMES = ("biden.jpg", "obama.jpg", "obama2.jpg", "obama3.jpg")
WIDE, HIGH = 3024, 4032  # a phone's twelve megapixels, upright
ACROSS = 1700  # pixels from side to side of the face


def portraits(*, fetch: bool = True) -> Iterator[tuple[str, Pixels]]:
    """Name and pixels (4032, 3024, 3), 0 to 255, of every portrait; the astronaut's alone without `fetch`."""
    import skimage.data

    yield "astronaut", enlarged(skimage.data.astronaut())
    for path in _fetched() if fetch else ():
        yield path.stem, enlarged(np.asarray(Image.open(path).convert("RGB")))


def enlarged(small: NDArray[np.uint8]) -> Pixels:
    """The portrait as a phone would frame it, with skin texture of known size."""
    try:
        face = the_face(Picture(np.ascontiguousarray(small), 8, None, "PNG"))
    except FaceError as error:
        raise ValueError("a portrait without one whole face") from error
    scale = ACROSS / face.width
    middle = (face.points.min(axis=0) + face.points.max(axis=0)) / 2
    shift = np.array([WIDE, HIGH]) / 2 - scale * middle
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    large = cv2.warpAffine(
        small, matrix, (WIDE, HIGH), flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    middle_tone = 125 / max(1.0, float(np.median(large[HIGH // 3 : 2 * HIGH // 3, WIDE // 3 : 2 * WIDE // 3])))
    return np.clip(large * min(1.0, middle_tone) + skin_texture()[..., None], 0, 255).astype(np.float32)


def skin_texture(seed: int = 7) -> Pixels:
    """(4032, 3024): grain of 0.2 to 4 mm, and pores as dark dots."""
    chance = np.random.default_rng(seed)
    found = np.zeros((HIGH, WIDE), np.float32)
    for size, strength in ((3, 1.2), (6, 1.6), (14, 1.4), (40, 1.4)):
        grain = chance.normal(0, 1, (HIGH // size + 2, WIDE // size + 2)).astype(np.float32)
        found += strength * cv2.resize(grain, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC)
    pores = np.zeros((HIGH, WIDE), np.float32)
    down, across = chance.integers(0, HIGH, 60_000), chance.integers(0, WIDE, 60_000)
    pores[down, across] = chance.uniform(40, 160, 60_000)
    return found - cv2.GaussianBlur(pores, (0, 0), 1.8)


def _fetched() -> list[Path]:
    if not all((FOLDER / name).is_file() for name in NAMES):
        FOLDER.mkdir(parents=True, exist_ok=True)
        fetching = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            "-d",
            str(FOLDER),
        ]
        done = subprocess.run([*fetching, PACKAGE], check=False, capture_output=True)
        if done.returncode:
            return []
        with tarfile.open(next(FOLDER.glob("face_recognition-*.tar.gz"))) as packed:
            for member in packed.getmembers():
                name = Path(member.name).name
                if name in NAMES and (inner := packed.extractfile(member)):
                    (FOLDER / name).write_bytes(inner.read())
    return [FOLDER / name for name in NAMES]
