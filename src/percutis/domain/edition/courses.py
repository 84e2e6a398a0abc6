"""Courses: how many sessions, how far apart, when to review; and the phases of healing."""

from dataclasses import dataclass

from percutis.domain.edition.basis import Entry, Window
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Least, usual and most of one whole quantity."""

    __pydantic_config__ = {"extra": "forbid"}

    min: int
    usual: int
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseOutline(Entry):
    """Number of sessions, days between them and days from the last session to each review. First match holds.

    `permissive_min_days` is the shortest interval that some trial used; only a recorded override may choose it.
    """

    when: When
    sessions: Span
    interval_days: Span
    review_days: tuple[int, ...]
    permissive_min_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    """A phase of healing, from and until counted from the session's end."""

    phase: str
    start: Window
    end: Window
