"""What an uploaded file really is, looked at by its content, and the copies of it that pages show.

The copies are turned upright, bounded in size, in sRGB, and carry nothing but pixels: no place, no time, no name of a
camera.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from percutis.domain.errors import InputError
from percutis.photo.limits import MOST_PIXELS

FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}
OPENED = ("JPEG", "PNG", "WEBP")  # a JPEG with several pictures, as some telephones make, turns out to be MPO
BOX = slice(4, 8)  # where HEIC says what it is
LEAST_SIDE = 400
SIZES = {"small": 480, "large": 1600}  # the longer side, in pixels
QUALITY = 85
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file holds: its kind and its size as it is meant to be seen, upright."""

    media_type: str
    width: int
    height: int


def look_at(content: bytes) -> Picture:
    """The picture that the content holds, decoded to its last pixel.

    Raises:
        InputError: no picture, a kind that cannot be kept, too small, too large, or broken off.
    """
    with _refusing(), _opened(content) as image:
        _refuse_size(image)
        image.load()
        return Picture(FORMATS[image.format or ""], *_upright(image).size)


def copies_of(content: bytes) -> dict[str, bytes]:
    """The copies for pages, by size: JPEG, upright, without anything that the camera wrote into the file."""
    with _opened(content) as image:
        image.draft("RGB", (SIZES["large"], SIZES["large"]))
        upright = _in_srgb(_upright(image))
        return {name: copy_at(upright, side) for name, side in SIZES.items()}


def whole_copy(content: bytes) -> bytes:
    """The whole picture in its own size, to be given away: nothing but pixels too."""
    with _opened(content) as image:
        upright = _in_srgb(_upright(image))
        return copy_at(upright, max(upright.size))


def copy_name(original: str, size: str) -> str:
    """Where the copy of a picture lies, beside its original."""
    return f"{original}.{size}.jpg"


def copy_at(image: Image.Image, side: int) -> bytes:
    """A picture as JPEG, its longer side at most so many pixels, drawn anew so that nothing else comes along."""
    bounded = image.copy()
    bounded.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", bounded.size)
    bare.paste(bounded)
    kept = BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a decoder says of a file, in one sentence."""
    try:
        yield
    except InputError:
        raise
    except UnidentifiedImageError:
        raise InputError.one("picture", _("something else"), _("a picture as JPEG, HEIC, PNG or WebP")) from None
    except (Image.DecompressionBombError, MemoryError):
        raise _too_large(_("more")) from None
    except Exception:  # noqa: BLE001 - a decoder of a hostile file may raise anything
        raise InputError.one("picture", _("a broken or cut off picture"), _("a whole picture; send it again")) from None


def _opened(content: bytes) -> Image.Image:
    """The picture, its head read only. Pillow warns of a large one; the size is judged here."""
    formats: tuple[str, ...] = OPENED
    if content[BOX] == b"ftyp":
        from pillow_heif import register_heif_opener

        register_heif_opener()
        formats = (*OPENED, "HEIF")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(content), formats=formats)


def _upright(image: Image.Image) -> Image.Image:
    """As it is meant to be seen. Only the orientation is read of what the camera wrote; rubbish there is none."""
    try:
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - what a camera wrote may be anything
        turn = None
    return image.transpose(turn) if turn is not None else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that every screen knows; on white where the picture is transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    profile = image.info.get("icc_profile")
    if not profile or image.mode != "RGB":
        return image.convert("RGB")
    try:
        carried = ImageCms.ImageCmsProfile(BytesIO(profile))
        change = ImageCms.buildTransform(carried, ImageCms.createProfile("sRGB"), "RGB", "RGB")
        return ImageCms.applyTransform(image, change) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _refuse_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width} × {height}")
    if min(width, height) < LEAST_SIDE:
        allowed = _("at least %(side)s pixels on each side") % {"side": LEAST_SIDE}
        raise InputError.one("picture", f"{width} × {height}", allowed)


def _too_large(given: str) -> InputError:
    allowed = _("at most %(millions)s million pixels") % {"millions": MOST_PIXELS // 1_000_000}
    return InputError.one("picture", given, allowed)
