"""The gate: the minute before the first pass. Stop, modify or go, with reasons.

It asks again what may have changed, screens the day's findings by the same join as the consultation, holds every
set depth against every bound, and tests the day's facts by the edition's gate rules. An open question stops: what
nobody said is never a "go".
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from percutis.domain.additions import AdditionStance, stances
from percutis.domain.decision import Question, Reason, Sentence, sentence_of
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import GateRule
from percutis.domain.gate_facts import NUMBING_FACTS, Fact, Situation, facts_of, meets
from percutis.domain.gate_settings import hold_settings
from percutis.domain.intake import Finding, said_of
from percutis.domain.overrides import apply_overrides, override_gate_rule
from percutis.domain.questions import open_questions
from percutis.domain.scope import lacks_role, scope_of
from percutis.domain.screening import screen
from percutis.domain.session import Session, ZoneSetting, concerns_of, session_case
from percutis.domain.words import Action, GateVerdict, Stance, Status, Truth

NEEDLING = "microneedling"
STOPPING = (Action.BLOCK, Action.DEFER, Action.REFER)


class Gate(NamedTuple):
    """May the first pass be made now? `zones` are the settings as they may be used after the modifications."""

    edition: str
    edition_status: str
    verdict: GateVerdict
    zones: tuple[ZoneSetting, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def pass_gate(session: Session, edition: Edition) -> Gate:
    """Stop, modify or go for a session about to start, with every reason and every open question."""
    session, remembered = _with_last_session(session)
    case = session_case(session, edition)
    screening = screen(session.findings, concerns_of(session), case, edition)
    screened = tuple(
        reason
        for reason in apply_overrides(
            screening.reasons, session.overrides, session.findings, edition, session.starts.date()
        )
        if not (remembered and _is_plain_interval(reason, edition))
    )
    scope = scope_of(session.operator, case, edition)
    additions = stances(session.additions, case, screened, scope, edition)
    asked = tuple(entry for entry in additions if entry.asked)
    situation = Situation(session, case, screened, scope, asked, edition)
    ruled, unknown = _test_rules(situation)
    settings = hold_settings(session, case, screened, scope, edition)
    of_the_day = (
        *screened,
        *_too_soon(session, screened),
        *_without_physician(session, screened),
        *_of_additions(asked),
        *ruled,
    )
    reasons = (*of_the_day, *settings.reasons)
    questions = (
        *_needed(screened, screening.questions, edition),
        *settings.questions,
        *unknown,
        *open_questions(said_of(session.findings), session.patient.skin_type, edition, "session"),
    )
    zones = _without(of_the_day, settings.usable)
    return Gate(
        edition=edition.id,
        edition_status=edition.status,
        verdict=_verdict(session, zones, reasons, questions),
        zones=zones,
        reasons=tuple(sorted(reasons, key=lambda reason: list(Action).index(reason.action))),
        questions=questions,
    )


def tests_the_cream(rule: GateRule) -> bool:
    """Whether a gate rule looks at the numbing cream, so that it can be told before the cream has done its hour."""
    return any(test.fact in NUMBING_FACTS for test in rule.tests)


def _with_last_session(session: Session) -> tuple[Session, bool]:
    """The session with its last session among the findings, unless somebody said it; and whether it was added.

    Nobody says where the last session was: it counts as having been wherever this one is.
    """
    if session.last_session is None or any(finding.finding == NEEDLING for finding in session.findings):
        return session, False
    zones = tuple(dict.fromkeys(setting.zone for setting in session.zones))
    last = Finding(finding=NEEDLING, status=Status.PAST, last=session.last_session, zones=zones)
    return replace(session, findings=(*session.findings, last)), True


def _is_plain_interval(reason: Reason, edition: Edition) -> bool:
    """The least interval without any condition: at the gate a gate rule of its own holds it."""
    return reason.findings == (NEEDLING,) and not edition.rule[reason.rule].when.given


def _needed(reasons: tuple[Reason, ...], questions: tuple[Question, ...], edition: Edition) -> Iterator[Question]:
    """The details that the day's screening lacks; how old a concern is matters only where its age would stop."""
    rules = [edition.rule[reason.rule] for reason in reasons if reason.action in STOPPING]
    ages = {concern for rule in rules if rule.when.concern_younger_than for concern in rule.when.concerns}
    for question in questions:
        if question.missing != "since" or question.finding in ages:
            yield question


def _verdict(
    session: Session, zones: tuple[ZoneSetting, ...], reasons: tuple[Reason, ...], questions: tuple[Question, ...]
) -> GateVerdict:
    """A reason for some zones only takes those zones out; one for the patient, or an open question, stops."""
    stopped = any(reason.action in STOPPING and not reason.zones for reason in reasons)
    if stopped or questions or not zones:
        return GateVerdict.STOP
    changed = zones != session.zones or any(reason.action is Action.MODIFY for reason in reasons)
    return GateVerdict.MODIFY if changed else GateVerdict.GO


def _test_rules(situation: Situation) -> tuple[list[Reason], list[Question]]:
    facts = facts_of(situation)
    reasons: list[Reason] = []
    questions: dict[str, Question] = {}
    for rule in situation.edition.gate_rules:
        if not rule.when.applies(situation.case):
            continue
        truths = {test.fact: meets(test, facts[test.fact]) for test in rule.tests}
        if Truth.NO in truths.values():
            continue
        missing = [name for name, truth in truths.items() if truth is Truth.UNKNOWN]
        if not missing:
            reasons.append(override_gate_rule(_ruled(rule, facts), rule, situation.session.overrides))
        for name in missing:
            root = _root(name, facts)
            questions.setdefault(root, _ask(root, rule))
    return reasons, list(questions.values())


def _ruled(rule: GateRule, facts: dict[str, Fact]) -> Reason:
    values = {"mg": facts["lidocaine_mg"], "uv": facts["uv_index"], "days": facts["days_since_last_session"]}
    return Reason(
        rule=rule.id,
        action=rule.action,
        until=None,
        zones=(),
        findings=(),
        text=sentence_of(rule, **{name: value for name, value in values.items() if isinstance(value, float)}),
        cites=rule.cites,
        strength=rule.strength,
        evidence=rule.evidence,
        override=rule.override,
    )


def _root(fact: str, facts: Mapping[str, Fact]) -> str:
    """The fact that a person can be asked for: everything about a cream begins with which cream.

    Of a dose that is known only the weight can be missing.
    """
    if fact == "lidocaine_limit_exceeded" and facts["lidocaine_mg"] is not None:
        return "weight"
    if fact.endswith("_percent") or fact in ("anaesthetic_refused", "anaesthetic_barred", "anaesthetic_exceeds"):
        return "anaesthetic_agent"
    return {
        "lidocaine_mg": "anaesthetic_recorded",
        "lidocaine_limit_exceeded": "anaesthetic_recorded",
        "anaesthetic_short": "anaesthetic_recorded",
        "anaesthetic_area_cm2": "anaesthetic_recorded",
        "antiseptic_barred": "antiseptic",
        "operator_licensed": "operator_role",
        "operator_in_scope": "operator_role",
        "device_class": "device_known",
        "device_barred_here": "device_known",
        "device_off_label": "device_known",
    }.get(fact, fact)


def _ask(fact: str, rule: GateRule) -> Question:
    return Question(finding=fact, missing="fact", text=Sentence(f"answers.ask.{fact}"), cites=rule.cites)


def _too_soon(session: Session, reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    """A finding that asks for a longer interval than has passed since the last session."""
    if session.last_session is None:
        return
    for reason in reasons:
        least = reason.changes.interval_at_least_days if reason.changes else None
        until = session.last_session + timedelta(days=least) if least else None
        if until and session.starts.date() < until:
            yield reason._replace(action=Action.DEFER, until=until, zones=())


def _without_physician(session: Session, reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    """A finding that asks for a physician where none treats or answers for the treatment."""
    for reason in reasons:
        if lacks_role(reason, session.operator):
            yield reason._replace(action=Action.BLOCK, text=Sentence("answers.needs_physician"))


def _of_additions(additions: tuple[AdditionStance, ...]) -> Iterator[Reason]:
    """What the evidence forbids on open channels stops the session, with its own source."""
    for entry in additions:
        if entry.stance is Stance.PROHIBITED:
            yield Reason(
                rule=f"addition_{entry.addition}",
                action=Action.BLOCK,
                until=None,
                zones=(),
                findings=(),
                text=entry.text,
                cites=entry.cites,
                strength=entry.strength,
                evidence=entry.evidence,
            )


def _without(taken_out: tuple[Reason, ...], settings: tuple[ZoneSetting, ...]) -> tuple[ZoneSetting, ...]:
    """The settings without the zones that a reason takes out."""
    out = {zone for reason in taken_out if reason.action in STOPPING for zone in reason.zones}
    return tuple(setting for setting in settings if setting.zone not in out)
