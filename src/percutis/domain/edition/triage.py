"""Check-ins: red flags in order, the expected course by day, serious events by onset, and the calendar."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry, Window
from percutis.domain.edition.conditions import When
from percutis.domain.words import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One way for a red flag to hold: everything given must be so.

    `any_of`: one of these symptoms is reported with severity above 0; `also`: one of these too.
    Severity 0-10. Hours are counted from the end of the session: later than `from_hours`, not later than `until_hours`.
    """

    __pydantic_config__ = {"extra": "forbid"}

    any_of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    severity_from: int | None = None
    trend: tuple[str, ...] = ()
    itchy: bool | None = None
    zones: tuple[str, ...] = ()
    from_hours: float | None = None
    until_hours: float | None = None
    temperature_from_c: float | None = None
    oxygen_at_most_percent: float | None = None
    notices: tuple[str, ...] = ()
    when: When = When()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Entry):
    """A row of the triage table; rows are tried in file order and the most urgent match wins, first row among equals.

    `for_patient` and `for_clinic` are text keys of actions (`checkin.<key>`); `hold_course` stops the series.
    `interval_at_least_days` widens the course's interval after recovery.
    """

    any: tuple[Clause, ...]
    urgency: Urgency
    for_patient: tuple[str, ...] = ()
    for_clinic: tuple[str, ...] = ()
    hold_course: bool = False
    interval_at_least_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Entry):
    """The strongest grade (0 none, 1 mild, 2 moderate, 3 strong) of a symptom that is still expected, by time.

    `until_hours` are the upper ends of the periods, `grades` the grade in each; after the last period it is 0.
    Beyond the grid the answer is `beyond`.
    """

    symptoms: tuple[str, ...]
    when: When = When()
    until_hours: tuple[float, ...]
    grades: tuple[int, ...]
    beyond: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScale(Entry):
    """How a 0-10 severity maps to the grades of the expected course: lowest severity of grades 1, 2 and 3."""

    mild_from: int
    moderate_from: int
    strong_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted(Entry):
    """The urgency of a reported symptom that neither a red flag nor the expected course knows."""

    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousEvent(Entry):
    """A serious event, when it shows and after which sessions, for the clinician's eye at each check-in."""

    when: When = When()
    onset_from: Window
    onset_until: Window
    symptoms: tuple[str, ...]
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinDay(Entry):
    """A day after each session on which the patient is asked, and what it is there to catch."""

    day: int
    kind: Literal["usual", "extra"] = "usual"
