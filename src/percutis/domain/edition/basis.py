"""What every entry of an edition carries: where it comes from, how strong that is and how it was seen."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from percutis.domain.words import Evidence, Strength

SHORTEST_MONTH = 28  # days: a day of the month up to this one is found in every month


@dataclass(frozen=True, slots=True)
class Cite:
    """A source by its key in `sources.bib`, and the place in it. Written in the files as `key` or `key @ place`."""

    key: str
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the protocol: an id, and why we may say it.

    `rows` are the rows of the evidence dossier that it encodes; `note` is for the reader of the data file.
    `checked` is the day on which somebody last compared the entry with its sources; `file` is the data file (one of
    the journey's steps or registers) that holds it, so `<file>.<id>` is the key of its wording.
    """

    __pydantic_config__ = {"extra": "forbid"}

    id: str
    cites: tuple[Cite, ...]
    strength: Strength
    evidence: Evidence
    checked: date
    rows: tuple[str, ...] = ()
    note: str | None = None
    file: str = ""

    @property
    def key(self) -> str:
        """The key of this entry's wording."""
        return f"{self.file}.{self.id}"


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time in calendar months, days and hours; negative lengths lie before their anchor.

    >>> Window(months=6).after(date(2026, 8, 20))
    datetime.date(2027, 2, 20)
    """

    __pydantic_config__ = {"extra": "forbid"}

    months: int = 0
    days: int = 0
    hours: int = 0

    def after(self, start: date) -> date:
        """The day on which the window that began on `start` ends (hours round up to whole days)."""
        moved = add_months(start, self.months) if self.months else start
        days = self.days - (-self.hours // 24)
        return moved + timedelta(days=days) if days else moved

    def from_moment(self, start: datetime) -> datetime:
        """The moment at which the window that began at `start` ends; keeps the time zone of `start`."""
        moved = datetime.combine(add_months(start.date(), self.months), start.timetz()) + timedelta(days=self.days)
        return add_hours(moved, self.hours) if self.hours else moved


def add_hours(moment: datetime, hours: float) -> datetime:
    """`moment` after so many real hours, in its own time zone: a night on which the clock changes is not cut short."""
    if moment.tzinfo is None:
        return moment + timedelta(hours=hours)
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months; a day that the month lacks becomes its last day."""
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Range:
    """A low and a high end of one quantity; the unit stands in the name of the field that holds it."""

    __pydantic_config__ = {"extra": "forbid"}

    low: float
    high: float
