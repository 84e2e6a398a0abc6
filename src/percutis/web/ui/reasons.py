"""A reason and a question of the core, ready to print: the action in a word, the sentence, the way to its source."""

from dataclasses import dataclass
from datetime import date

from percutis.domain.decision import Question, Reason
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label, labels, say


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source: its key and the place in it."""

    key: str
    at: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One rule that spoke."""

    rule: str
    action: str
    action_word: str
    sentence: str
    zones: str
    until: date | None
    sources: tuple[SourceView, ...]
    strength: str
    evidence: str
    evidence_word: str
    override: str
    overridden_by: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One thing that must still be asked; `finding` says of what."""

    finding: str
    missing: str
    sentence: str
    url: str = ""


def reason_view(reason: Reason, texts: Texts) -> ReasonView:
    """The reason in the language of `texts`."""
    chosen = reason.overridden
    return ReasonView(
        rule=reason.rule,
        action=reason.action.value,
        action_word=label("action", reason.action.value, texts),
        sentence=say(reason.text, texts),
        zones=labels("zone", reason.zones, texts),
        until=reason.until,
        sources=tuple(SourceView(cite.key, cite.at or "") for cite in reason.cites),
        strength=label("strength", reason.strength.value, texts),
        evidence=reason.evidence.value,
        evidence_word=label("evidence", reason.evidence.value, texts),
        override=label("role", reason.override, texts) if reason.override and not chosen else "",
        overridden_by=(chosen.name or label("role", chosen.by, texts)) if chosen else "",
    )


def question_view(question: Question, texts: Texts, url: str = "") -> QuestionView:
    """The question in the language of `texts`, with the way to where it is answered."""
    return QuestionView(question.finding, question.missing, say(question.text, texts), url)
