"""A check-in as the inbox shows it: what was said, what the core says and why, and what the patient should read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.triage import ToDo, Triage, TriageReason
from percutis.domain.words import Urgency
from percutis.interop.answers import notice
from percutis.interop.wording import capital, label, labels, number, say, say_to_patient
from percutis.protocol.load import load_texts
from percutis.web.accounts.models import Membership
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.presenters.waiting import waiting_in_words
from percutis.web.records.core.checkins import triage_file, usual_after
from percutis.web.records.models import CheckIn
from percutis.web.ui.charts.recovery import RecoveryLine, recovery_line
from percutis.web.ui.names import called
from percutis.web.ui.reasons import ReasonView, SourceView

TONES = {"emergency": "stop", "same_day": "stop", "within_48_hours": "warn", "within_7_days": "warn"}
SHAPES = {"emergency": "warning", "same_day": "warning", "within_48_hours": "clock", "within_7_days": "clock"}
MOST_USUAL = 6


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox."""

    url: str
    name: str
    number: str
    urgency: str
    urgency_word: str
    symptoms: str
    day: int
    at: datetime
    waiting: str
    responder: str
    is_mine: bool
    answered: datetime | None
    is_by_staff: bool


@dataclass(frozen=True, slots=True)
class SymptomLine:
    """One symptom as it was said."""

    name: str
    severity: int
    zones: str
    trend: str
    is_itchy: bool | None


@dataclass(frozen=True, slots=True)
class SaidView:
    """Everything that was said."""

    symptoms: tuple[SymptomLine, ...]
    absent: str
    temperature: str
    oxygen: str
    notices: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One thing to do now, and whose word it is."""

    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriousLine:
    """A serious event that may show on this day."""

    rule: str
    sentence: str
    urgency_word: str
    reported: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """What the core says."""

    urgency: str
    word: str
    tone: str
    shape: str
    notice: str
    holds: bool
    interval_days: int | None
    reasons: tuple[ReasonView, ...]
    for_clinic: tuple[ActionLine, ...]
    for_patient: tuple[ActionLine, ...]
    next_checkin: datetime
    serious: tuple[SeriousLine, ...]


def inbox_rows(checkins: Iterable[CheckIn], texts: Texts, *, me: Membership, now: datetime) -> list[InboxRow]:
    """The lines of the inbox."""
    return [inbox_row(checkin, texts, me=me, now=now) for checkin in checkins]


def inbox_row(checkin: CheckIn, texts: Texts, *, me: Membership, now: datetime) -> InboxRow:
    """One check-in in a line."""
    return InboxRow(
        url=link(me.clinic, "checkin", checkin=checkin.pk),
        name=names(checkin.patient)[0],
        number=checkin.patient.number,
        urgency=checkin.urgency,
        urgency_word=capital(label("urgency", checkin.urgency, texts)),
        symptoms=labels("symptom", _present(checkin), texts),
        day=checkin.day,
        at=checkin.at,
        waiting=waiting_in_words(checkin.at, checkin.answered or now),
        responder=called(checkin.responder),
        is_mine=checkin.responder_id == me.pk,
        answered=checkin.answered,
        is_by_staff=checkin.source == "staff",
    )


def said_view(checkin: CheckIn, texts: Texts) -> SaidView:
    """What the patient said, in words; what was asked and denied is named too."""
    said = checkin.said
    return SaidView(
        symptoms=tuple(
            SymptomLine(
                name=capital(label("symptom", one["symptom"], texts)),
                severity=one["severity"],
                zones=labels("zone", one.get("zones") or (), texts),
                trend=label("trend", one["trend"], texts) if one.get("trend") else "",
                is_itchy=one.get("itchy"),
            )
            for one in said.get("symptoms", ())
            if one["severity"]
        ),
        absent=labels("symptom", [one["symptom"] for one in said.get("symptoms", ()) if not one["severity"]], texts),
        temperature=_measured(said.get("temperature_c"), "°C"),
        oxygen=_measured(said.get("oxygen_saturation_percent"), "%"),
        notices=labels("notice", said.get("notices") or (), texts),
    )


def triage_view(answer: Triage, texts: Texts) -> TriageView:
    """The core's answer in words."""
    urgency = answer.urgency.value
    return TriageView(
        urgency=urgency,
        word=capital(label("urgency", urgency, texts)),
        tone=TONES.get(urgency, "good"),
        shape=SHAPES.get(urgency, "check"),
        notice=notice(answer.edition_status, texts) or "",
        holds=answer.hold_course,
        interval_days=answer.interval_at_least_days,
        reasons=tuple(reason_line(reason, texts) for reason in answer.reasons),
        for_clinic=tuple(_action(action, texts) for action in answer.actions if action.audience == "clinic"),
        for_patient=tuple(_action(action, texts) for action in answer.actions if action.audience == "patient"),
        next_checkin=answer.next_checkin,
        serious=tuple(
            SeriousLine(
                event.rule,
                say(event.text, texts),
                label("urgency", event.urgency.value, texts),
                labels("symptom", event.reported, texts),
            )
            for event in answer.serious_events
        ),
    )


def reason_line(reason: TriageReason, texts: Texts) -> ReasonView:
    """A reason of a triage in the shape of any other reason."""
    return ReasonView(
        rule=reason.rule,
        action=reason.urgency.value,
        action_word=capital(label("urgency", reason.urgency.value, texts)),
        sentence=say(reason.text, texts),
        zones=labels("zone", reason.zones, texts),
        until=None,
        sources=tuple(SourceView(cite.key, cite.at or "") for cite in reason.cites),
        strength=label("strength", reason.strength, texts),
        evidence=str(reason.evidence),
        evidence_word=label("evidence", reason.evidence, texts),
        override="",
        overridden_by="",
    )


def answer_of(checkin: CheckIn, edition: Edition) -> Triage:
    """The triage made anew from what is kept: the same file under the same edition gives the same answer."""
    return triage_file(checkin.said, edition)


def suggested_reply(answer: Triage, language: str) -> str:
    """What the core tells the patient to do, in the patient's own language; a line each."""
    texts = load_texts(answer.edition, language)
    said = (say_to_patient(action.text, texts) for action in answer.actions if action.audience == "patient")
    return "\n".join(line for line in said if line)


def usual_line(checkin: CheckIn, edition: Edition, texts: Texts) -> RecoveryLine:
    """What is usual after this session, with the day of the check-in marked."""
    return recovery_line(usual_after(checkin.said, edition), texts, today=checkin.day, most=MOST_USUAL)


def urgency_choices(texts: Texts) -> Sequence[tuple[str, str]]:
    """Every urgency with its name, most urgent first."""
    return [(urgency.value, capital(label("urgency", urgency.value, texts))) for urgency in Urgency]


def _action(action: ToDo, texts: Texts) -> ActionLine:
    told = say_to_patient(action.text, texts) if action.audience == "patient" else None
    return ActionLine(told or say(action.text, texts), tuple(cite.key for cite in action.cites))


def _present(checkin: CheckIn) -> list[str]:
    return [one["symptom"] for one in checkin.said.get("symptoms", ()) if one["severity"]]


def _measured(value: float | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit}"
