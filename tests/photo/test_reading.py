"""Reading what phones make, and refusing what only pretends to be a photograph."""

import io
import struct
import zlib
from datetime import datetime
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from percutis.domain.errors import InputError
from percutis.photo.reading import ALLOWED, read_picture

SIZE = (1200, 900)


def scene() -> Image.Image:
    """A picture whose corners tell which way is up: red at the top left."""
    found = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    found[:300, :300] = (220, 30, 30)
    return Image.fromarray(found)


def packed(image: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    """The file of an image."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "HEIF"])
def test_phones_formats_are_read(format_: str) -> None:
    """Upright, in 8 bits, with the colours that were put in."""
    found = read_picture(packed(scene(), format_))
    assert (found.format, found.bits, found.width, found.height) == (format_, 8, *SIZE)
    assert np.abs(found.pixels[150, 150].astype(int) - (220, 30, 30)).max() <= 12


@pytest.mark.parametrize("turn", range(1, 9))
def test_orientation_of_the_file_is_undone(turn: int) -> None:
    """However the phone was held, red stands where the eye saw it."""
    exif = Image.Exif()
    exif[0x0112] = turn
    back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    stored = scene().transpose(back[turn]) if turn in back else scene()
    found = read_picture(packed(stored, exif=exif))
    assert (found.width, found.height) == SIZE
    assert found.pixels[100, 100, 0] > 180 > found.pixels[800, 1100, 0]


def test_ten_bits_of_a_phone_are_kept() -> None:
    """A HEIC with 10 bits a channel keeps its finer steps."""
    deep = np.zeros((SIZE[1], SIZE[0], 3), np.uint16)
    deep[...] = (np.linspace(0, 65_535, SIZE[0])[None, :, None]).astype(np.uint16)
    heif = pillow_heif.from_bytes("RGB;16", SIZE, deep.tobytes())
    out = io.BytesIO()
    heif.save(out, quality=-1, bit_depth=10)
    found = read_picture(out.getvalue())
    assert (found.bits, found.pixels.dtype.name) == (10, "uint16")
    assert len(np.unique(found.pixels[450, :, 0])) > 300


def display_p3() -> bytes:
    """The colour profile of a phone's wide display, put together by hand: three primaries and one curve."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65_536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(fixed(value) for value in values)

    name = b"Display P3"
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" * 80,
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, data in tags.items():
        padded = data + b"\0" * (-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += padded
    size = at + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def test_wide_colours_are_brought_to_srgb() -> None:
    """The same numbers mean a stronger red under a wide profile, and grey stays grey."""
    plain = read_picture(packed(scene(), "PNG"))
    wide = read_picture(packed(scene(), "PNG", icc_profile=display_p3()))
    assert (plain.profile, wide.profile) == (None, "Display P3")
    assert wide.pixels[150, 150, 0] > plain.pixels[150, 150, 0] + 8
    assert np.abs(wide.pixels[800, 1000].astype(int) - 90).max() <= 6


@pytest.mark.parametrize("said", ["2026:03:04 10:20:30", "nan", "0000:00:00 00:00:00", "9999:99:99 99:99:99", "\x00"])
def test_clock_of_the_camera_is_read_or_left(said: str) -> None:
    """A date that is none is nothing; the picture stays."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = said
    expected = datetime(2026, 3, 4, 10, 20, 30) if said.startswith("2026") else None  # noqa: DTZ001 - it has no zone
    assert read_picture(packed(scene(), exif=exif)).taken_at == expected


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "CMYK", "I;16", "1"])
def test_other_kinds_of_colour_become_red_green_blue(mode: str) -> None:
    """Grey, transparent, indexed and printing inks."""
    image = Image.fromarray(np.full((1000, 1100), 30_000, np.uint16)) if mode == "I;16" else scene().convert(mode)
    found = read_picture(packed(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert found.pixels.shape[2] == 3


def bomb() -> bytes:
    """A small file that says it is 60,000 by 60,000."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


HOSTILE = {
    "empty": b"",
    "text": b"not a picture at all",
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "gif": packed(scene().convert("P"), "GIF"),
    "tiff": packed(scene(), "TIFF"),
    "bomb": bomb(),
    "tiny": packed(scene().resize((200, 200))),
    "cut short": packed(scene(), "PNG")[:4000],
    "cut jpeg": packed(scene())[:3000],
    "cut heic": packed(scene(), "HEIF")[:900],
    "head only": packed(scene())[:20],
    "zip": b"PK\x03\x04" + b"\x00" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photograph_is_refused_in_words(name: str) -> None:
    """One message, with what is allowed; nothing else gets out."""
    with pytest.raises(InputError) as refused:
        read_picture(HOSTILE[name])
    assert [problem.allowed for problem in refused.value.problems] == [ALLOWED]


def test_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    """Its path and the reason."""
    with pytest.raises(InputError, match="no such file"):
        read_picture(tmp_path / "nothing.jpg")


def test_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    """What the file holds decides."""
    path = tmp_path / "face.txt"
    path.write_bytes(packed(scene(), "PNG"))
    assert read_picture(path).format == "PNG"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    format_=st.sampled_from(["JPEG", "PNG", "HEIF"]),
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=64),
    cut=st.floats(0.05, 1),
)
def test_broken_files_never_crash(format_: str, at: float, junk: bytes, cut: float) -> None:
    """Bytes overwritten anywhere and the end cut off: a picture, or a refusal in words."""
    whole = packed(scene(), format_)
    place = int(at * len(whole))
    broken = (whole[:place] + junk + whole[place + len(junk) :])[: max(1, int(cut * len(whole)))]
    try:
        found = read_picture(broken)
    except InputError:
        return
    assert found.width * found.height >= 1_000_000
