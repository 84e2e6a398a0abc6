"""The answer to a check-in in calm words: what to do now, when we ask again, and what the clinic has answered."""

from dataclasses import dataclass
from datetime import datetime

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.triage import Triage
from percutis.domain.words import Urgency
from percutis.interop.wording import say_to_patient
from percutis.web.records.core.checkins import triage_file
from percutis.web.records.models import CheckIn

CALL_NOW = (Urgency.EMERGENCY, Urgency.SAME_DAY)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do now. `calls_now` where somebody must be reached today, whatever the hour."""

    urgency: str
    what_now: str
    actions: tuple[str, ...]
    next_checkin: datetime
    is_emergency: bool
    calls_now: bool
    is_calm: bool
    is_held: bool


def answer_of(row: CheckIn, edition: Edition, texts: Texts) -> Answer:
    """The core's triage of what was said, as the patient reads it."""
    found = triage_file(row.said, edition)
    what_now = say_to_patient(Sentence(f"answers.go.{found.urgency.value}"), texts) or ""
    return Answer(
        urgency=found.urgency.value,
        what_now=what_now,
        actions=tuple(text for text in _actions(found, texts) if text != what_now),
        next_checkin=found.next_checkin,
        is_emergency=found.urgency is Urgency.EMERGENCY,
        calls_now=found.urgency in CALL_NOW,
        is_calm=found.urgency is Urgency.SELF_CARE,
        is_held=found.hold_course,
    )


def _actions(found: Triage, texts: Texts) -> list[str]:
    """What each reason and action says to patients, each once."""
    said = [say_to_patient(reason.text, texts) for reason in found.reasons if reason.urgency is not Urgency.SELF_CARE]
    said += [say_to_patient(action.text, texts) for action in found.actions if action.audience == "patient"]
    return list(dict.fromkeys(filter(None, said)))
