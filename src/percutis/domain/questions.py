"""What still has to be asked: findings that nobody spoke of or that are unknown, and details that a rule needs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from percutis.domain.decision import Question, Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Finding
from percutis.domain.words import Action, Status

Moment = Literal["consultation", "session"]
NEVER, PRESENT = Status.NEVER, (Status.ACTIVE, Status.PAST)


def open_questions(
    findings: Sequence[Finding], skin_type: str | None, edition: Edition, moment: Moment = "consultation"
) -> tuple[Question, ...]:
    """The edition's questions that these findings leave open, the gravest first.

    A child that is present answers its parents; "never" of a parent answers its children; unknown answers nothing.
    """
    answered = answered_codes(findings, edition)
    asked = tuple(question for question in _askable(edition, moment) if question.finding not in answered)
    return asked if skin_type else (_ask_skin_type(edition), *asked)


def answered_codes(findings: Sequence[Finding], edition: Edition) -> set[str]:
    """The codes that are asked for and that these findings settle, as present or as absent."""
    settled_by_never, settled_by_presence = _settled(edition)
    absent = [settled_by_never[finding.finding] for finding in findings if finding.status is NEVER]
    present = [settled_by_presence[finding.finding] for finding in findings if finding.status in PRESENT]
    return set().union(*absent, *present)


@lru_cache(maxsize=16)
def _settled(edition: Edition) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """For each finding, the asked codes that its absence settles, and those that its presence does."""
    asked = {kind.code for kind in edition.findings if kind.ask != "no"}
    return (
        {code: tuple(c for c in cases if c in asked) for code, cases in edition.descendants.items()},
        {code: tuple(c for c in line if c in asked) for code, line in edition.lineage.items()},
    )


def detail_question(code: str, missing: str, rule: Rule) -> Question:
    """The question for a detail of a finding (or of a concern: `since`) that `rule` needs and nobody gave."""
    label = f"labels.concern.{code}" if missing == "since" else f"labels.finding.{code}"
    return Question(
        finding=code,
        missing=missing,  # type: ignore[arg-type]
        text=Sentence(f"findings.detail.{missing}", (("finding", label),)),
        cites=rule.cites,
    )


@lru_cache(maxsize=16)
def _askable(edition: Edition, moment: Moment) -> tuple[Question, ...]:
    """The questions of one moment, ordered by the gravest action that an answer could bring."""
    asked = [kind for kind in edition.findings if kind.ask == "session" or kind.ask == moment]
    severity = {kind.code: _gravest(kind, edition) for kind in asked}
    return tuple(_question(kind, edition) for kind in sorted(asked, key=lambda kind: severity[kind.code]))


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
