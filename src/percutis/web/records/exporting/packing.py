"""A ZIP made while it is sent: no more of it is in memory than the piece at hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PIECE = 64 * 1024
ONLY_OWNER = 0o600 << 16  # where a ZIP keeps who may read a file


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the ZIP; a picture is packed already and is put in as it is."""

    name: str
    content: Iterable[bytes]
    is_packed: bool = False


class _Pipe(RawIOBase):
    """Takes what the packer writes, until it is sent on. It cannot be wound back, so the packer does not try to."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, content: Any) -> int:
        self.pieces.append(bytes(content))
        return len(content)

    def taken(self) -> Iterator[bytes]:
        pieces, self.pieces = self.pieces, []
        yield from pieces


def packed(parts: Iterable[Part], at: datetime) -> Iterator[bytes]:
    """The ZIP of these parts, piece by piece; every file in it is as old as the moment says."""
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:
        for part in parts:
            about = ZipInfo(part.name, at.timetuple()[:6])
            about.compress_type = ZIP_STORED if part.is_packed else ZIP_DEFLATED
            about.external_attr = ONLY_OWNER
            with archive.open(about, "w") as file:
                for piece in part.content:
                    file.write(piece)
                    yield from pipe.taken()
            yield from pipe.taken()
    yield from pipe.taken()


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Short texts put together, so that a row is not sent alone."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text.encode())
        size += len(held[-1])
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
