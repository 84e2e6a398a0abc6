"""The verdict as the consultation and the plan show it: what, why, for which zone, and what must still be asked."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from percutis.domain.assessment import Assessment
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.answers import notice
from percutis.interop.wording import label
from percutis.web.records.models import Patient
from percutis.web.ui.reasons import QuestionView, ReasonView, question_view, reason_view

TONES = {"block": "stop", "defer": "warn", "refer": "warn", "modify": "warn", "proceed": "good"}
SHAPES = {"block": "cross", "defer": "clock", "refer": "people", "modify": "edit", "proceed": "check"}
SECTIONS = {
    "condition": "health",
    "medication": "medicines",
    "allergy": "allergies",
    "procedure": "treatments",
    "exposure": "habits",
}


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One zone's verdict."""

    zone: str
    verdict: str
    word: str
    until: date | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The panel."""

    verdict: str
    word: str
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
    differ = len({zone.verdict for zone in answer.zones}) > 1
    return VerdictView(
        verdict=answer.verdict.value,
        word=label("verdict", answer.verdict.value, texts),
        tone=TONES[answer.verdict.value],
        shape=SHAPES[answer.verdict.value],
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
    kind = edition.finding.get(finding)
    section = SECTIONS[kind.kind] if kind else "skin" if finding == "skin_type" else "concerns"
    url = reverse(
        "clinic:consultation_section",
        kwargs={"clinic": patient.clinic.slug, "patient": patient.key, "section": section},
    )
    return f"{url}#{finding}"
