"""The verdict as the consultation and the plan show it: what, why, for which zone, and what must still be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from percutis.domain.assessment import Assessment
from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Verdict
from percutis.interop.answers import notice
from percutis.interop.wording import label, say
from percutis.web.clinic.forms.signing import REASONS
from percutis.web.clinic.presenters.sections import section_of, section_url
from percutis.web.records.core.overrides import choice_of
from percutis.web.records.models import Override, Patient
from percutis.web.ui.names import called
from percutis.web.ui.reasons import QuestionView, ReasonView, question_view, reason_view

TONES = {"block": "stop", "defer": "warn", "refer": "warn", "modify": "warn", "proceed": "good"}
SHAPES = {"block": "cross", "defer": "clock", "refer": "people", "modify": "edit", "proceed": "check"}


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One zone's verdict."""

    zone: str
    verdict: str
    word: str
    until: date | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The panel. While questions are open (and could still change it) nothing is shown as good."""

    verdict: str
    shown: str
    word: str
    is_open: bool
    tone: str
    shape: str
    until: date | None
    skin_type: str
    notice: str
    zones: tuple[ZoneLine, ...]
    reasons: tuple[ReasonView, ...]
    informs: tuple[ReasonView, ...]
    questions: tuple[QuestionView, ...]


def verdict_view(answer: Assessment, texts: Texts, edition: Edition, patient: Patient) -> VerdictView:
    """The panel of an assessment; each question leads to the screen where it is answered."""
    reasons = [reason_view(reason, texts) for reason in answer.reasons]
    is_early = bool(answer.questions) and answer.verdict is Verdict.PROCEED
    differ = len({zone.verdict for zone in answer.zones}) > 1
    return VerdictView(
        verdict=answer.verdict.value,
        shown="plain" if is_early else answer.verdict.value,
        word=label("verdict", answer.verdict.value, texts),
        is_open=bool(answer.questions) and answer.verdict is not Verdict.BLOCK,
        tone="plain" if is_early else TONES[answer.verdict.value],
        shape="list" if is_early else SHAPES[answer.verdict.value],
        until=answer.until,
        skin_type=answer.skin_type or "",
        notice=notice(answer.edition_status, texts) or "",
        zones=tuple(
            ZoneLine(label("zone", z.zone, texts), z.verdict.value, label("verdict", z.verdict.value, texts), z.until)
            for z in answer.zones
        )
        if differ
        else (),
        reasons=tuple(reason for reason in reasons if reason.action != "inform"),
        informs=tuple(reason for reason in reasons if reason.action == "inform"),
        questions=tuple(
            question_view(question, texts, _place(question.finding, edition, patient)) for question in answer.questions
        ),
    )


def _place(finding: str, edition: Edition, patient: Patient) -> str:
    """Where a question of the verdict is answered."""
    return section_url(patient, section_of(finding, edition), finding)


@dataclass(frozen=True, slots=True)
class StandingChoice:
    """A doctor's choice that stands: what it is about, why it was made, by whom and when."""

    pk: int
    rule: str
    sentence: str
    reason: str
    note: str
    by: str
    at: datetime


def standing_choices(overrides: Iterable[Override], texts: Texts, edition: Edition) -> list[StandingChoice]:
    """The choices that nobody has withdrawn."""
    return [
        StandingChoice(
            pk=one.pk,
            rule=one.rule,
            sentence=_rule_words(one.rule, texts, edition),
            reason=str(REASONS[one.reason]),
            note=one.note,
            by=called(one.by),
            at=one.at,
        )
        for one in overrides
    ]


def _rule_words(rule: str, texts: Texts, edition: Edition) -> str:
    """What the rule says; its id where the edition no longer has it."""
    choice = choice_of(rule, edition)
    return say(Sentence(choice.entry.key), texts) if choice else rule
