"""The gate in words: may the first pass be made, what changes of the plan, why, and what must still be asked."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.gate import Gate
from percutis.interop.answers import notice
from percutis.interop.wording import label, number
from percutis.web.clinic.presenters.session.steps import step_url
from percutis.web.records.core.sessions import gate_file
from percutis.web.records.models import GateCheck, Session
from percutis.web.ui.names import called
from percutis.web.ui.reasons import QuestionView, ReasonView, question_view, reason_view

TONES = {"stop": "stop", "modify": "warn", "go": "good"}
SHAPES = {"stop": "cross", "modify": "edit", "go": "check"}
ANCHORS = {
    "anaesthetic": "numbing",
    "antiseptic": "antiseptic",
    "cartridge": "device",
    "device": "device",
    "operator": "operator",
    "prp": "blood",
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One zone of the plan beside what the gate makes of it."""

    zone: str
    concern: str
    planned: str
    allowed: str
    is_changed: bool
    is_out: bool


@dataclass(frozen=True, slots=True)
class GateView:
    """One passing of the gate."""

    verdict: str
    word: str
    tone: str
    shape: str
    at: datetime
    by: str
    rows: tuple[SettingRow, ...]
    reasons: tuple[ReasonView, ...]
    informs: tuple[ReasonView, ...]
    questions: tuple[QuestionView, ...]
    notice: str


def gate_view(check: GateCheck, session: Session, edition: Edition, texts: Texts) -> GateView:
    """The answer that was kept, made anew from what it saw: the same, in the language of the reader."""
    answer = gate_file(check.facts, edition)
    reasons = [reason_view(reason, texts) for reason in answer.reasons]
    return GateView(
        verdict=answer.verdict.value,
        word=label("gate_verdict", answer.verdict.value, texts),
        tone=TONES[answer.verdict.value],
        shape=SHAPES[answer.verdict.value],
        at=check.at,
        by=called(check.by),
        rows=tuple(_rows(check, answer, texts)),
        reasons=tuple(reason for reason in reasons if reason.action != "inform"),
        informs=tuple(reason for reason in reasons if reason.action == "inform"),
        questions=tuple(
            question_view(question, texts, question_url(question.finding, session, edition))
            for question in answer.questions
        ),
        notice=notice(answer.edition_status, texts) or "",
    )


def _rows(check: GateCheck, answer: Gate, texts: Texts) -> list[SettingRow]:
    allowed = {(zone.zone, zone.concern): zone.depth_mm for zone in answer.zones}
    found = []
    for zone in check.facts["zones"]:
        depth = allowed.get((zone["zone"], zone.get("concern")))
        found.append(
            SettingRow(
                zone=label("zone", zone["zone"], texts),
                concern=label("concern", zone["concern"], texts),
                planned=f"{number(zone['depth_mm'])} mm",
                allowed="" if depth is None else f"{number(depth)} mm",
                is_changed=depth is not None and depth != zone["depth_mm"],
                is_out=depth is None,
            )
        )
    return found


def question_url(finding: str, session: Session, edition: Edition) -> str:
    """Where an open question is answered."""
    patient = {"clinic": session.clinic.slug, "patient": session.patient.key}
    if finding.startswith("consent_"):
        return reverse("clinic:consent", kwargs={**patient, "subject": finding.removeprefix("consent_")})
    if finding == "weight":
        return reverse("clinic:consultation_section", kwargs={**patient, "section": "wishes"})
    if finding == "skin_type":
        return reverse("clinic:consultation_section", kwargs={**patient, "section": "skin"})
    check = step_url(session, "check")
    kind = edition.finding.get(finding)
    if kind is not None and kind.ask != "session":
        return reverse("clinic:consultation", kwargs=patient)
    anchor = finding if kind is not None else ANCHORS.get(finding.partition("_")[0], "")
    return f"{check}#{anchor}"
