"""Opens a photograph as phones make them: JPEG, PNG or HEIF of 1 to 50 megapixels. The only module that opens files.

What a file could do to its reader is refused before a pixel is decoded: too many bytes or pixels, another kind of file
under a picture's name, a picture cut short. The original is only read, never written.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from percutis.domain.errors import InputError
from percutis.photo.limits import LEAST_PIXELS, MOST_PIXELS
from percutis.photo.picture import Picture, Pixels

MOST_BYTES = 100_000_000
FORMATS = ("JPEG", "PNG", "HEIF")
ALLOWED = (
    f"a JPEG, PNG or HEIC photograph of {LEAST_PIXELS // 1_000_000} to {MOST_PIXELS // 1_000_000} megapixels"
    f" and at most {MOST_BYTES // 1_000_000} MB"
)
ORIENTED = ExifTags.Base.Orientation
TAKEN = ExifTags.Base.DateTimeOriginal
FIRST_YEAR, LAST_YEAR = 1990, 2199

pillow_heif.register_heif_opener()


def read_picture(source: Path | bytes) -> Picture:
    """The photograph in a file, or in the bytes of one.

    Raises:
        InputError: it is not a photograph that can be measured; says what it is and what is allowed.
    """
    name = source.name if isinstance(source, Path) else "picture"
    raw = source if isinstance(source, bytes) else _bytes_of(source)
    if len(raw) > MOST_BYTES:
        raise InputError.one(name, f"more than {MOST_BYTES // 1_000_000} MB", ALLOWED)
    with _refusing(name), Image.open(io.BytesIO(raw), formats=FORMATS) as image:
        _judge_size(name, image)
        format_, profile = image.format or "", image.info.get("icc_profile")
        taken = _taken_at(image)
        bits, pixels = _deep(raw, image) if _is_deep(format_, image) else (8, _shallow(image))
    pixels, called = _in_srgb(pixels, profile)
    return Picture(np.ascontiguousarray(pixels), bits, taken, "HEIF" if format_ == "HEIF" else format_, called)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError.one(str(path), (error.strerror or str(error)).lower(), "a readable file") from error


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Whatever a decoder says of a broken file, in one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # decoders warn of metadata that is rubbish, which is not read anyway
            yield
    except InputError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise InputError.one(name, "a file that is no photograph", ALLOWED) from error
    except MemoryError as error:
        raise InputError.one(name, "a photograph that does not fit into memory", ALLOWED) from error
    except Exception as error:
        raise InputError.one(
            name, f"a photograph that is broken or cut short ({type(error).__name__})", ALLOWED
        ) from error


def _judge_size(name: str, image: Image.Image) -> None:
    count = image.width * image.height
    if not LEAST_PIXELS <= count <= MOST_PIXELS:
        raise InputError.one(name, f"{image.width} by {image.height}, {count / 1e6:.1f} megapixels", ALLOWED)


def _taken_at(image: Image.Image) -> datetime | None:
    """The camera's clock; rubbish there is nothing."""
    try:
        said = image.getexif().get_ifd(ExifTags.IFD.Exif).get(TAKEN)
        found = datetime.strptime(str(said).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - it names no zone
    except Exception:  # noqa: BLE001 - metadata may hold anything, a "not a number" for a date too
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _is_deep(format_: str, image: Image.Image) -> bool:
    if format_ == "HEIF":
        return int(image.info.get("bit_depth", 8) or 8) > 8
    return image.mode.startswith("I;16") or image.mode == "I"


def _shallow(image: Image.Image) -> Pixels:
    """8 bits a channel, upright, on white where the file is transparent."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    return np.asarray(upright.convert("RGB"))


def _deep(raw: bytes, image: Image.Image) -> tuple[int, Pixels]:
    """16 bits a channel from a file that holds more than 8, upright."""
    if image.format == "HEIF":
        bits = int(image.info["bit_depth"])
        opened = pillow_heif.open_heif(io.BytesIO(raw), convert_hdr_to_8bit=False, bgr_mode=False)
        found = np.asarray(opened)[..., :3]
        return bits, found.astype(np.uint16)  # the decoder spreads the values over 16 bits and turns them upright
    grey = np.asarray(image).astype(np.uint16)
    return 16, _turned(np.repeat(grey[..., None], 3, axis=2), image)


def _turned(pixels: Pixels, image: Image.Image) -> Pixels:
    """Upright, as the file's orientation says."""
    turn = image.getexif().get(ORIENTED, 1)
    flips = {2: (1,), 3: (0, 1), 4: (0,)}
    if turn in flips:
        return np.flip(pixels, flips[turn])
    quarter = {5: (1, True), 6: (3, False), 7: (3, True), 8: (1, False)}.get(turn)
    if quarter is None:
        return pixels
    turned = np.rot90(pixels, quarter[0])
    return np.flip(turned, 0) if quarter[1] else turned


def _in_srgb(pixels: Pixels, profile: bytes | None) -> tuple[Pixels, str | None]:
    """The pixels in sRGB, and what the file's profile is called. A profile that cannot be read is taken for sRGB."""
    if not profile:
        return pixels, None
    try:
        carried = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        called = ImageCms.getProfileDescription(carried).strip() or "unnamed"
        if "srgb" in called.lower():
            return pixels, called
        return _converted(pixels, carried), called
    except (ImageCms.PyCMSError, OSError, ValueError):
        return pixels, None


def _converted(pixels: Pixels, carried: ImageCms.ImageCmsProfile) -> Pixels:
    """Through the profile; of deep pixels the low byte is carried over, so that no step is lost."""
    change = ImageCms.buildTransform(carried, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    if pixels.dtype == np.uint8:
        return np.asarray(ImageCms.applyTransform(Image.fromarray(pixels), change))
    return _converted_deep(pixels, change)


def _converted_deep(pixels: Pixels, change: ImageCms.ImageCmsTransform) -> Pixels:
    """Deep pixels through a table of the profile's change, 33 steps a channel, read between its steps."""
    steps = 33
    axis = np.linspace(0, 255, steps)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(1, -1, 3)
    table = np.asarray(ImageCms.applyTransform(Image.fromarray(np.rint(grid).astype(np.uint8)), change))
    table = table.reshape(steps, steps, steps, 3).astype(np.float32) * 257
    found = np.empty_like(pixels)
    rows = max(1, 4_000_000 // max(1, pixels.shape[1]))
    for top in range(0, pixels.shape[0], rows):  # by strips, so that memory stays bounded
        found[top : top + rows] = _between(table, pixels[top : top + rows].astype(np.float32) / 65_535 * (steps - 1))
    return found


def _between(table: np.ndarray, place: np.ndarray) -> np.ndarray:
    low = np.minimum(place.astype(np.int32), table.shape[0] - 2)
    part = place - low
    found = np.zeros_like(place)
    for corner in range(8):
        offset = np.array([corner & 1, corner >> 1 & 1, corner >> 2 & 1])
        at = low + offset
        weight = np.prod(np.where(offset == 1, part, 1 - part), axis=-1, keepdims=True)
        found += weight * table[at[..., 0], at[..., 1], at[..., 2]]
    whole: np.ndarray = np.rint(np.clip(found, 0, 65_535)).astype(np.uint16)
    return whole
