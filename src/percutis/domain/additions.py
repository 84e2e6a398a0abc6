"""What may be added to the needling: stance, order and spacing, after what the findings and the scope forbid."""

from collections.abc import Iterable
from typing import NamedTuple

from percutis.domain.decision import Reason, Sentence, sentence_of
from percutis.domain.edition.additions import Addition
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.scope import Scope
from percutis.domain.words import Evidence, Stance, Strength


class AdditionStance(NamedTuple):
    """What may be said of one addition: stance, order and spacing. `asked`: the patient asked about it."""

    addition: str
    stance: Stance
    order: str | None
    spacing_days: int | None
    asked: bool
    text: Sentence
    cites: tuple[Cite, ...]
    strength: Strength
    evidence: Evidence


def stances(
    asked: tuple[str, ...], case: Case, reasons: Iterable[Reason], scope: Scope, edition: Edition
) -> tuple[AdditionStance, ...]:
    """The stance on what the patient asked about, then on what the evidence suggests for these concerns."""
    suggested = [e.addition for e in edition.additions if e.suggested and e.when.applies(case)]
    kept = tuple(reasons)
    return tuple(
        stance_on(addition, addition in asked, case, kept, scope, edition)
        for addition in dict.fromkeys((*asked, *suggested))
    )


def stance_on(
    addition: str, asked: bool, case: Case, reasons: tuple[Reason, ...], scope: Scope, edition: Edition
) -> AdditionStance:
    """The stance on one addition: a finding that forbids it first, then the scope, then the evidence."""
    entry = _entry(addition, case, edition)
    for reason in reasons:
        if reason.changes and addition in reason.changes.prohibit_additions:
            return _stance(addition, Stance.PROHIBITED, asked, None, reason.text, reason)
    if entry is None:
        text = Sentence("answers.addition_unknown", (("addition", f"labels.addition.{addition}"),))
        return _stance(addition, Stance.NO_EVIDENCE, asked, None, text, None)
    stance = entry.stance
    if stance in (Stance.ALLOWED, Stance.NO_EVIDENCE) and addition in scope.prohibited_additions:
        stance = Stance.PHYSICIAN
    return _stance(addition, stance, asked, entry, sentence_of(entry), entry)


def _entry(addition: str, case: Case, edition: Edition) -> Addition | None:
    return next((e for e in edition.additions if e.addition == addition and e.when.applies(case)), None)


def _stance(
    addition: str,
    stance: Stance,
    asked: bool,
    entry: Addition | None,
    text: Sentence,
    source: Addition | Reason | None,
) -> AdditionStance:
    return AdditionStance(
        addition=addition,
        stance=stance,
        order=entry.order if entry else None,
        spacing_days=entry.spacing_days if entry else None,
        asked=asked,
        text=text,
        cites=source.cites if source else (),
        strength=source.strength if source else Strength.INFERENCE,
        evidence=source.evidence if source else Evidence.INFERRED,
    )
