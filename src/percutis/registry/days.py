"""The first and the last day of which something holds that, as days go by, begins or ceases to hold once."""

from collections.abc import Callable
from datetime import date, timedelta

from percutis.interop.files.fields import FIRST_YEAR, LAST_YEAR

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def first_day(holds: Callable[[date], bool]) -> date | None:
    """The first day of which `holds` is true, where it stays so ever after; None where it never is."""
    low, high = EARLIEST.toordinal(), LATEST.toordinal() + 1
    while low < high:
        middle = (low + high) // 2
        if holds(date.fromordinal(middle)):
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low) if low <= LATEST.toordinal() else None


def last_day(holds: Callable[[date], bool]) -> date | None:
    """The last day of which `holds` is true, where it was so ever before; None where it never was."""
    first = first_day(lambda day: not holds(day))
    if first is None:
        return LATEST
    return first - timedelta(days=1) if first > EARLIEST else None
