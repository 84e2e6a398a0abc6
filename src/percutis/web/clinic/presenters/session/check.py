"""The check in words: the clock of the numbing cream with its limits, and what the gate will say of the cream."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import GateRule
from percutis.domain.edition.texts import Texts
from percutis.domain.gate import tests_the_cream
from percutis.domain.plan import Plan
from percutis.domain.words import Action
from percutis.interop.wording import isolated, label, number, say
from percutis.web.clinic.presenters.session.gate import question_url
from percutis.web.records.core.sessions import gate_file
from percutis.web.records.models import Session
from percutis.web.records.selectors.sessions import numbing_minutes, planned_zones, session_file_of
from percutis.web.ui.reasons import QuestionView, ReasonView, question_view, reason_view

STOPPING = ("block", "defer", "refer")


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of the numbing cream: since when, how many minutes, and what limits it."""

    cream: str
    started: datetime | None
    minutes: int | None
    is_running: bool
    limits: tuple[str, ...]
    sentence: str
    share: int


def clock_view(session: Session, plan: Plan, texts: Texts, now: datetime) -> ClockView | None:
    """The clock, where a cream has been named; `share` is how far it is to the least time, in per cent."""
    said = session.facts.get("anaesthetic", {})
    agent = said.get("agent", "none")
    if agent == "none":
        return None
    running = numbing_minutes(session, now)
    minutes = running if running is not None else said.get("minutes")
    options = plan.anaesthetic.options if plan.anaesthetic else ()
    option = next((one for one in options if one.agent == agent), None)
    least = option.at_least_minutes if option else None
    return ClockView(
        cream=label("anaesthetic", agent, texts).replace(" %", "\N{NO-BREAK SPACE}%"),
        started=session.numbing_started,
        minutes=None if minutes is None else int(minutes),
        is_running=running is not None,
        limits=tuple(isolated(one, texts) for one in _limits(option)) if option else (),
        sentence=say(option.text, texts) if option else "",
        share=min(100, round((minutes or 0) / least * 100)) if least else 0,
    )


@dataclass(frozen=True, slots=True)
class CreamView:
    """What the gate will say of the cream as it was saved, and what it lacks to know its dose."""

    reasons: tuple[ReasonView, ...]
    questions: tuple[QuestionView, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether the gate will stop on the cream."""
        return any(reason.action in STOPPING and not reason.overridden_by for reason in self.reasons)


def cream_view(session: Session, edition: Edition, texts: Texts, now: datetime) -> CreamView | None:
    """What speaks against the cream, said before it has lain its hour; None where no cream is named.

    That it has not lain long enough is left to the clock, and the last word to the gate.
    """
    if session.facts.get("anaesthetic", {}).get("agent", "none") == "none":
        return None
    answer = gate_file(session_file_of(session, starts=now, zones=planned_zones(session)), edition)
    rules = {rule.id for rule in edition.gate_rules if tests_the_cream(rule) and not _is_of_time(rule)}
    spoken = (one for one in answer.reasons if one.rule in rules and one.action is not Action.INFORM)
    asked = (one for one in answer.questions if one.finding == "weight")
    return CreamView(
        reasons=tuple(reason_view(one, texts) for one in spoken),
        questions=tuple(question_view(one, texts, question_url("weight", session, edition)) for one in asked),
    )


def _is_of_time(rule: GateRule) -> bool:
    return any(test.fact in ("anaesthetic_short", "anaesthetic_recorded") for test in rule.tests)


def _limits(option: object) -> list[str]:
    words = (
        ("at_least_minutes", _("at least %(value)s min")),
        ("at_most_minutes", _("at most %(value)s min")),
        ("max_grams", _("at most %(value)s g")),
        ("max_area_cm2", _("at most %(value)s cm²")),
        ("max_grams_per_10_cm2", _("at most %(value)s g on 10 cm²")),
    )
    found = ((words, getattr(option, name)) for name, words in words)
    return [words % {"value": number(value)} for words, value in found if value is not None]
