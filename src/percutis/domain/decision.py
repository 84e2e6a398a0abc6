"""What every answer is made of: reasons with their sources, questions still to ask, and sentences not yet worded.

A decision never holds finished prose. It holds the key of a text and the values for its holes, so that the same
decision is read in English or Urdu, by a clinician or a patient.

Sentences and reasons are named tuples: a network of clinics screens millions of records, and making one must be cheap.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from percutis.domain.edition.basis import Cite, Entry
from percutis.domain.edition.rules import Effects
from percutis.domain.words import Action, Evidence, Strength

Value = str | int | float | date | datetime | tuple[str, ...]


class Sentence(NamedTuple):
    """A text of the edition by key, with the values for its named holes.

    Values that are words of the vocabulary are given as label keys (`zone.cheek_left`) and worded by the reader.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()


def sentence_of(entry: Entry, **values: Value) -> Sentence:
    """The sentence of one entry of the edition."""
    return Sentence(entry.key, tuple(values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A doctor's recorded choice of the permissive value of one rule."""

    rule: str
    by: str
    name: str | None = None
    reason: str | None = None


class Reason(NamedTuple):
    """Why the answer is what it is: one rule that spoke, for whom, until when, and on whose word.

    `zones` empty means the whole patient. `override` is who may choose the permissive value, None where nobody may.
    `changes` is what a modification changes. `overridden` is the recorded choice that was applied.
    """

    rule: str
    action: Action
    until: date | None
    zones: tuple[str, ...]
    findings: tuple[str, ...]
    text: Sentence
    cites: tuple[Cite, ...]
    strength: Strength
    evidence: Evidence
    override: str | None = None
    changes: Effects | None = None
    overridden: Override | None = None


class Question(NamedTuple):
    """What must be asked before treating: a finding never said or unknown, or a detail of it that a rule needs."""

    finding: str
    missing: Literal["status", "last", "value", "zones", "since", "fact"]
    text: Sentence
    cites: tuple[Cite, ...]
