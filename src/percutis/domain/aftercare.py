"""After the session: clocks that run from its real end, and the dated tasks they allow and forbid."""

from dataclasses import dataclass
from datetime import datetime

from percutis.domain.edition.basis import Cite
from percutis.domain.plan import SunOutlook, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """A clock that a session started: until when, and why that long."""

    clock: str
    until: datetime
    hours: int
    rule: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftercare:
    """The dated list of tasks after a session, with the sun of its place and days."""

    edition: str
    edition_status: str
    ended: datetime
    clocks: tuple[RunningClock, ...]
    tasks: tuple[Task, ...]
    sun: SunOutlook | None
