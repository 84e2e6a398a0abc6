"""What a scanner says of a cartridge."""

import pytest

from percutis.web.records.core.scans import Scan, read_scan


@pytest.mark.parametrize(
    ("text", "scan"),
    [
        ("L2231 0007", Scan("L2231", "0007")),
        ("L2231-0007", Scan("L2231", "0007")),
        (" L-22-31 / 7 ", Scan("L-22-31", "7")),
        ("(01)00812345678901(17)280501(10)L2231(21)0007", Scan("L2231", "0007")),
        ("0100812345678901172805011" + "0L2231\x1d210007", Scan("L2231", "0007")),
        ("]d20100812345678901" + "210007\x1d10L2231", Scan("L2231", "0007")),
        ("L2231", None),
        ("", None),
        ("(10)L2231", None),
    ],
)
def test_scan_is_read_as_lot_and_number(text: str, scan: Scan | None) -> None:
    """As printed with brackets, as scanned with separators, or as somebody types it."""
    assert read_scan(text) == scan


@pytest.mark.parametrize("text", ["-" * 5_000_000 + "\n-", "L2231" + "-" * 200 + "0007"])
def test_scan_that_no_label_holds_is_not_looked_through(text: str) -> None:
    """To look through many dashes took a time that grew with their square."""
    assert read_scan(text) is None
