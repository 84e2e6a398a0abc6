"""What one resource says of the patient, before dates, places and several tellings are settled."""

from dataclasses import dataclass

from percutis.domain.words import Status
from percutis.interop.fhir.elements import Concept

UNNAMED = "(no id)"


@dataclass(frozen=True, slots=True)
class About:
    """Where something was said: type and id of the resource, and its subject in the record's own words."""

    kind: str
    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person must know of one resource: not read, not certain, or not whole."""

    about: About
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding as one resource tells it. Dates and sites stand as they were written.

    `answered` is the day (perhaps empty) of an answer to a question, which a later answer replaces; else None.
    """

    about: About
    finding: str
    status: Status
    last: str | None = None
    since: str | None = None
    sites: tuple[Concept, ...] = ()
    answered: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement: `of` is the finding whose value it is, None for the body weight (kg)."""

    about: About
    of: str | None
    value: float
    unit: str
    day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Everything that one resource tells."""

    said: tuple[Said, ...] = ()
    measured: tuple[Measured, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether anything of it can stand in an intake."""
        return bool(self.said or self.measured)


def left(about: About, why: str) -> Telling:
    """A resource of which nothing is taken, and why."""
    return Telling(notes=(Note(about, why),))
