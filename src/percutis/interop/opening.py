"""Opens an input: a file or standard input, as bytes and as UTF-8 text, no larger than its reader allows."""

import sys
from dataclasses import dataclass
from pathlib import Path

from percutis.domain.errors import InputError, Problem

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Opening:
    """What one kind of input may be: its size in bytes, and how what is allowed is said when it is refused."""

    largest_bytes: int
    allowed: str

    def read(self, path: str) -> bytes:
        """The bytes of a file, or of standard input for `-`; never more than one byte too many.

        Raises:
            InputError: the file cannot be read.
        """
        try:
            if path == STANDARD_INPUT:
                return sys.stdin.buffer.read(self.largest_bytes + 1)
            with Path(path).open("rb") as file:
                return file.read(self.largest_bytes + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            readable = "the path of a readable file, or - for standard input"
            raise InputError((Problem(path, reason.lower(), readable),)) from error

    def text(self, raw: bytes) -> str:
        """The bytes as text.

        Raises:
            InputError: they are too many, or not UTF-8.
        """
        if len(raw) > self.largest_bytes:
            raise self.refused(f"more than {self.largest_bytes:,} bytes")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.refused(f"bytes that are not UTF-8 (at byte {error.start})") from error

    def refused(self, given: str) -> InputError:
        """The error that says what was given and what is allowed."""
        return InputError((Problem("file", given, self.allowed),))
