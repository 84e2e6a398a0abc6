"""The plan: per zone a depth with its bounds, the course with its dates, tasks, additions, limits and expectation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from percutis.domain.assessment import Assessment
from percutis.domain.decision import Sentence
from percutis.domain.edition.basis import Cite, Range
from percutis.domain.words import Evidence, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One bound on a set depth, mm, and who asks for it. `first_session_only` bounds are lifted later."""

    bound: Literal["at_least", "at_most"]
    depth_mm: float
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    first_session_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """How often the device goes over the skin, from channel density; None where the device's numbers do not say."""

    min: int
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePlan:
    """One zone and concern: the depth as set on the device (mm), its bounds, passes, endpoint and what is reached.

    `at_least_mm` is what the concern asks for, `at_most_mm` what safety allows; where they do not overlap, safety
    wins and `lost` says what that costs. `later_depth_mm` is the depth once the first-session bounds are lifted.
    """

    zone: str
    concern: str
    device: str
    depth_mm: float
    at_least_mm: float | None
    at_most_mm: float
    bounds: tuple[Bound, ...]
    later_depth_mm: float
    lost: Sentence | None
    passes: Passes | None
    channels_per_cm2: Range | None
    endpoint: str | None
    expected_depth_reached_mm: Range | None
    skin_thickness_mm: float | None
    beyond_skin: bool | None
    off_label: Sentence | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlanned:
    """A requested zone or concern that gets no depth, and why."""

    zone: str
    concern: str
    because: Sentence
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChoice:
    """One device the clinic has: chosen, possible or refused, and why."""

    device: str
    stance: Literal["chosen", "possible", "refused"]
    text: Sentence
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDate:
    """One session of the course: the earliest, intended and latest day."""

    number: int
    earliest: date
    target: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days between sessions. `max` is None where no source gives a longest."""

    min: int
    usual: int
    max: int
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do or leave, with its dates (or times, once the session has ended)."""

    kind: Literal["preparation", "aftercare", "sun", "checkin", "photos", "review"]
    session: int
    start: date | datetime
    until: date | datetime | None
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    allow: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionStance:
    """What may be said of one addition: stance, order and spacing. `asked`: the patient asked about it."""

    addition: str
    stance: Stance
    order: str | None
    spacing_days: int | None
    asked: bool
    text: Sentence
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnaestheticOption:
    """One topical anaesthetic and its limits for this patient; None where no source gives the limit."""

    agent: str
    stance: Literal["allowed", "physician", "prohibited"]
    max_grams: float | None
    max_area_cm2: float | None
    max_grams_per_10_cm2: float | None
    minutes: Range | None
    text: Sentence
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnaestheticLimits:
    """What limits numbing for this patient. `lidocaine_mg` is the smaller of the absolute and the by-weight limit."""

    lidocaine_mg: float | None
    weight_kg: float | None
    options: tuple[AnaestheticOption, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSun:
    """The clear-sky sun on the day of one session."""

    session: int
    on: date
    max: float
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SunOutlook:
    """The sun over the course at the patient's place; `sessions` empty when the place is not known."""

    place: str | None
    sessions: tuple[SessionSun, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedOutcome:
    """A published outcome for such a patient, with its interval; `harm` marks an unwanted one."""

    concern: str | None
    measure: str
    of_100: float | None
    of_100_interval: Range | None
    change: float | None
    change_interval: Range | None
    unit: str | None
    patients: int | None
    harm: bool
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole plan. `zones`, `sessions` and `tasks` are empty when nothing may be planned; `withheld` says why."""

    edition: str
    edition_status: str
    on: date
    assessment: Assessment
    withheld: Sentence | None
    devices: tuple[DeviceChoice, ...]
    zones: tuple[ZonePlan, ...]
    not_planned: tuple[NotPlanned, ...]
    sessions: tuple[SessionDate, ...]
    interval_days: Interval | None
    tasks: tuple[Task, ...]
    additions: tuple[AdditionStance, ...]
    anaesthetic: AnaestheticLimits | None
    sun: SunOutlook | None
    expected: tuple[ExpectedOutcome, ...]
