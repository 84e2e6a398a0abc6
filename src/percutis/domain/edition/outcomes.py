"""What published trials found, with its uncertainty; scales and skin typing questionnaires."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry, Range
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation(Entry):
    """A published outcome for whom `when` says.

    `of_100` with its interval is a share of patients; `change` with its interval a mean change in `unit`.
    `harm` marks an unwanted outcome (pigmentation). Several may apply; all are shown, the most specific first.
    """

    when: When = When()
    measure: str
    of_100: float | None = None
    of_100_interval: Range | None = None
    change: float | None = None
    change_interval: Range | None = None
    unit: str | None = None
    patients: int | None = None
    studies: int | None = None
    harm: bool = False
    addition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen(Entry):
    """What one trial did, so that a plan for such a patient can be held against it."""

    when: When
    device_class: str | None = None
    depth_mm: Range | None = None
    sessions: Range | None = None
    interval_days: Range | None = None
    skin_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Entry):
    """A grading scale: whole or part numbers from low to high, and whether more is better."""

    scale: str
    low: float
    high: float
    whole: bool = True
    better: Literal["higher", "lower"]
    photographs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingItem(Entry):
    """One question of the Fitzpatrick questionnaire, answered 0 to 4; the wording of answers is in the texts."""

    item: str
    block: Literal["genetic", "reaction", "habit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingBands(Entry):
    """Score bands of one questionnaire: the lowest total of each skin type, in order; `default`: the one in use."""

    questionnaire: str
    items: tuple[str, ...]
    lowest: tuple[int, ...]
    default: bool = False
