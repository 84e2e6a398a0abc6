"""What a barcode scanner, or somebody typing, says of a cartridge: its lot and its number.

Understood are the code of medical devices (GS1: 10 is the lot, 21 the serial number, 17 the expiry), with brackets as
it is printed or without as it is scanned, and simply the lot and the number with something between them.
"""

import re
from dataclasses import dataclass

FIXED = {"01": 14, "11": 6, "17": 6}  # digits that follow these identifiers; lot and number end with a separator
SEPARATOR = "\x1d"
LONGEST = 200  # signs; no label has more, and to look through many takes the square of the time


@dataclass(frozen=True, slots=True)
class Scan:
    """A lot and a number as they stand on the label."""

    lot: str
    number: str


def read_scan(text: str) -> Scan | None:
    """The lot and the number; None where the text holds no two of them. `L2231-0007` is lot L2231, number 0007."""
    if len(text) > LONGEST:
        return None
    said = text.strip().removeprefix("]d2").removeprefix("]C1").strip(SEPARATOR)
    if found := _bracketed(said) or _raw(said):
        return found
    parts = re.match(r"^(.+?)[\s/|,;:#-]+([^\s/|,;:#-]+)$", said)
    return Scan(parts[1].strip(), parts[2]) if parts else None


def _bracketed(text: str) -> Scan | None:
    fields = dict(re.findall(r"\((\d{2})\)([^(]+)", text))
    return Scan(fields["10"].strip(), fields["21"].strip()) if {"10", "21"} <= fields.keys() else None


def _raw(text: str) -> Scan | None:
    """The code as a scanner types it: only where it begins with the number of the article, and to its last letter."""
    fields: dict[str, str] = {}
    rest = text
    while len(rest) > 2 and rest[:2] in (*FIXED, "10", "21"):
        kind, rest = rest[:2], rest[2:]
        if kind in FIXED:
            fields[kind], rest = rest[: FIXED[kind]], rest[FIXED[kind] :]
        else:
            fields[kind], _separator, rest = rest.partition(SEPARATOR)
    known = {"01", "10", "21"} <= fields.keys() and not rest
    return Scan(fields["10"], fields["21"]) if known else None
