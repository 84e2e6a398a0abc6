"""What the patient and the professional say: the values of an intake, as read by every later step.

Nothing here decides. Reading and refusing files is `percutis.interop`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from percutis.domain.decision import Override
from percutis.domain.words import PHYSICIANS, Status

NEVER, UNKNOWN = Status.NEVER, Status.UNKNOWN  # looked up once: on Python 3.11 a member of an enum is slow to reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who is treated. No name is needed to plan. Weight in kilograms."""

    id: str
    born: date
    sex: str | None = None
    weight_kg: float | None = None
    skin_type: str | None = None

    def age_on(self, day: date) -> int:
        """Completed years on `day`."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing known (or asked) about the patient: status, last or since date, zones, value with unit."""

    finding: str
    status: Status
    last: date | None = None
    since: date | None = None
    zones: tuple[str, ...] = ()
    value: float | None = None
    unit: str | None = None


class Said(NamedTuple):
    """What was said of findings: those that are or were there, and the codes of those that never were."""

    present: list[Finding]
    absent: set[str]


def said_of(findings: Iterable[Finding]) -> Said:
    """What is there and what is not; a finding that is unknown is neither."""
    present: list[Finding] = []
    absent: set[str] = set()
    for finding in findings:
        status = finding.status
        if status is NEVER:
            absent.add(finding.finding)
        elif status is not UNKNOWN:
            present.append(finding)
    return Said(present, absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What the patient wants treated, where, how severe on a named scale, and since when (for scars)."""

    concern: str
    zones: tuple[str, ...]
    scale: str | None = None
    grade: float | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who would hold the device. `supervisor` is the role of the doctor who answers for the treatment."""

    role: str
    licensed: bool
    jurisdiction: str
    supervisor: str | None = None

    @property
    def is_supervised(self) -> bool:
        """Whether a physician answers for the treatment (or the operator is one)."""
        return self.supervisor in PHYSICIANS or self.role in PHYSICIANS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the earth: degrees north and east, metres above the sea. `name` when it is a known place."""

    latitude: float
    longitude: float
    altitude_m: float = 0.0
    name: str | None = None
    timezone: str | None = None
    monthly_noon_uv_index: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkinTyping:
    """Either a Fitzpatrick type said by the professional, or the answers of a questionnaire (each 0 to 4)."""

    fitzpatrick: str | None = None
    answers: dict[str, int] = field(default_factory=dict)
    questionnaire: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything a consultation says. `place` None means the sun cannot be worked out."""

    patient: Patient
    operator: Operator | None = None
    skin_type: SkinTyping | None = None
    concerns: tuple[Concern, ...] = ()
    findings: tuple[Finding, ...] = ()
    devices: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    place: Spot | None = None
    earliest: date | None = None
    overrides: tuple[Override, ...] = ()

    @property
    def zones(self) -> tuple[str, ...]:
        """The requested zones, each once, in the order asked."""
        return tuple(dict.fromkeys([zone for concern in self.concerns for zone in concern.zones]))
