"""An axis in per cent of a drawing's width: the drawing grows with the page, its letters and lines do not.

A measure runs from the left in every language; time runs the way the reader reads.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` between two margins, in per cent; `is_mirrored` runs it from the right."""

    low: float
    high: float
    left: float = 4.0
    right: float = 96.0
    is_mirrored: bool = False

    def at(self, value: float) -> float:
        """Where a value lies, in per cent; what lies beyond an end is drawn at it."""
        share = min(1.0, max(0.0, (value - self.low) / ((self.high - self.low) or 1)))
        return self.left + (1 - share if self.is_mirrored else share) * (self.right - self.left)

    def x(self, value: float) -> str:
        """The same as an attribute: `41.5%`."""
        return percent(self.at(value))

    def span(self, start: float, end: float) -> tuple[str, str]:
        """Where a stretch begins on the left, and how wide it is."""
        one, two = sorted((self.at(start), self.at(end)))
        return percent(one), percent(two - one)


def percent(value: float) -> str:
    """A share of the width, as SVG takes it."""
    return f"{round(value, 1):g}%"
