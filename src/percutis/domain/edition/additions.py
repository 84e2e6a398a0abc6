"""What may be added to the needling, in which order, how far apart, by whom, and what is prohibited."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.conditions import When
from percutis.domain.words import Stance

Order = Literal[
    "before_course", "before_session", "during", "after_needling", "between_sessions", "after_course", "never"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition(Entry):
    """The stance on one addition for whom `when` says; the first match per addition holds.

    `spacing_days` is the least number of days from or to a needling session where the order is not the same day.
    `suggested` marks additions worth showing for the concern even when nobody asked.
    """

    addition: str
    when: When = When()
    stance: Stance
    order: Order | None = None
    spacing_days: int | None = None
    suggested: bool = False
