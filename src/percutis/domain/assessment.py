"""Screening: may this patient be treated, and each zone of them? A join of findings with the edition's rules.

One patient is a dictionary walk: each finding and its ancestors look their rules up. What nobody said becomes a
question, never a "no"; a date, value or zone that a rule needs and nobody gave counts as met, and is asked for.
"""

from dataclasses import dataclass
from datetime import date

from percutis.domain.decision import Question, Reason
from percutis.domain.words import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneVerdict:
    """The verdict for one requested zone."""

    zone: str
    verdict: Verdict
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """May this patient be treated: the verdict, its reasons (most severe first) and what is still to be asked.

    The verdict of the patient counts a reason that covers every requested zone at its full weight, and one that
    covers only some of them as a modification: those zones are left out, the others go on.
    """

    edition: str
    edition_status: str
    on: date
    verdict: Verdict
    until: date | None
    skin_type: str | None
    zones: tuple[ZoneVerdict, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
