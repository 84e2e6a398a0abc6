"""What an uploaded file really is, looked at by its content, and the copies of it that pages show.

The copies are turned upright, bounded in size, and carry nothing but pixels: no place, no time, no name of a camera.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from percutis.domain.errors import InputError

FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
OPENED = ("JPEG", "PNG", "WEBP")  # a JPEG with several pictures, as some telephones make, turns out to be MPO
LEAST_SIDE = 400
MOST_PIXELS = 80_000_000
SIZES = {"small": 480, "large": 1600}  # the longer side, in pixels
QUALITY = 85


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
    try:
        with _opened(content) as image:
            _refuse_size(image)
            image.load()
            upright = ImageOps.exif_transpose(image)
            return Picture(FORMATS[image.format or ""], *upright.size)
    except UnidentifiedImageError:
        raise InputError.one("picture", _("something else"), _("a picture as JPEG, PNG or WebP")) from None
    except Image.DecompressionBombError:
        raise _too_large(_("more")) from None
    except (OSError, SyntaxError, ValueError) as problem:
        if isinstance(problem, InputError):
            raise
        raise InputError.one("picture", _("a broken or cut off picture"), _("a whole picture; send it again")) from None


def copies_of(content: bytes) -> dict[str, bytes]:
    """The copies for pages, by size: JPEG, upright, without anything that the camera wrote into the file."""
    with _opened(content) as image:
        image.draft("RGB", (SIZES["large"], SIZES["large"]))
        upright = ImageOps.exif_transpose(image).convert("RGB")
        return {name: _copy(upright, side) for name, side in SIZES.items()}


def copy_name(original: str, size: str) -> str:
    """Where the copy of a picture lies, beside its original."""
    return f"{original}.{size}.jpg"


def _copy(image: Image.Image, side: int) -> bytes:
    bounded = image.copy()
    bounded.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", bounded.size)
    bare.paste(bounded)
    kept = BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def _opened(content: bytes) -> Image.Image:
    """The picture, its head read only. Pillow warns of a large one; the size is judged here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(content), formats=OPENED)


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
