"""What still has to be asked: findings that nobody spoke of or that are unknown, and details that a rule needs."""

from functools import lru_cache
from typing import Literal

from percutis.domain.decision import Question, Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Said
from percutis.domain.words import Action

Moment = Literal["consultation", "session"]
Detail = Literal["last", "value", "zones", "since"]


def open_questions(
    said: Said, skin_type: str | None, edition: Edition, moment: Moment = "consultation"
) -> tuple[Question, ...]:
    """The edition's questions that were not answered, the gravest first.

    A child that is present answers its parents; "never" of a parent answers its children; unknown answers nothing.
    """
    asked = _askable(edition, moment).copy()
    below = _asked_below(edition)
    present = [edition.lineage[finding.finding] for finding in said.present]
    cases = [below[code] for code in below.keys() & said.absent]
    for settled in (said.absent, *present, *cases):
        for code in settled:
            asked.pop(code, None)
    return tuple(asked.values()) if skin_type else (_ask_skin_type(edition), *asked.values())


@lru_cache(maxsize=16)
def _asked_below(edition: Edition) -> dict[str, tuple[str, ...]]:
    """For each finding with cases that are asked for by name: those cases."""
    asked = {kind.code for kind in edition.findings if kind.ask != "no"}
    below = {code: tuple(asked.intersection(cases) - {code}) for code, cases in edition.descendants.items()}
    return {code: cases for code, cases in below.items() if cases}


def detail_question(code: str, missing: Detail, cites: tuple[Cite, ...]) -> Question:
    """The question for a detail of a finding (or of a concern: `since`) that a rule needs and nobody gave."""
    label = f"labels.concern.{code}" if missing == "since" else f"labels.finding.{code}"
    text = Sentence(f"findings.detail.{missing}", (("finding", label),))
    return Question(finding=code, missing=missing, text=text, cites=cites)


@lru_cache(maxsize=16)
def _askable(edition: Edition, moment: Moment) -> dict[str, Question]:
    """The questions of one moment by finding, ordered by the gravest action that an answer could bring."""
    asked = [kind for kind in edition.findings if kind.ask == "session" or kind.ask == moment]
    severity = {kind.code: _gravest(kind, edition) for kind in asked}
    return {kind.code: _question(kind, edition) for kind in sorted(asked, key=lambda kind: severity[kind.code])}


def _rules_about(kind: FindingKind, edition: Edition) -> list[Rule]:
    codes = dict.fromkeys((*edition.lineage[kind.code], *edition.descendants[kind.code]))
    return [rule for code in codes for rule in edition.rules_by_finding.get(code, ())]


def _gravest(kind: FindingKind, edition: Edition) -> int:
    order = list(Action)
    return min((order.index(rule.action) for rule in _rules_about(kind, edition)), default=len(order))


def _question(kind: FindingKind, edition: Edition) -> Question:
    cites: dict[str, Cite] = {}
    for rule in _rules_about(kind, edition):
        cites.update({cite.key: cite for cite in rule.cites})
    return Question(
        finding=kind.code, missing="status", text=Sentence(f"findings.{kind.code}"), cites=tuple(cites.values())
    )


@lru_cache(maxsize=16)
def _ask_skin_type(edition: Edition) -> Question:
    cites = {cite.key: cite for item in edition.typing_items for cite in item.cites}
    return Question(
        finding="skin_type", missing="fact", text=Sentence("findings.detail.skin_type"), cites=tuple(cites.values())
    )
