"""The gate: the minute before the first pass. Stop, modify or go, with reasons.

It asks again what may have changed, screens the day's findings by the same join as the consultation, holds every
set depth against every bound, and tests the day's facts by the edition's gate rules. An open question stops: what
nobody said is never a "go".
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from percutis.domain.additions import AdditionStance, stances
from percutis.domain.case import with_zones
from percutis.domain.decision import Question, Reason, Sentence, sentence_of
from percutis.domain.depth import Bound, bounds_of, intersect, later_bounds
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import GateRule
from percutis.domain.edition.rules import Effects
from percutis.domain.gate_facts import Fact, Situation, facts_of, meets
from percutis.domain.intake import Concern
from percutis.domain.questions import open_questions
from percutis.domain.scope import Scope, lacks_role, scope_of
from percutis.domain.screening import screen
from percutis.domain.session import Session, ZoneSetting, session_case
from percutis.domain.words import Action, Evidence, GateVerdict, Stance, Strength, Truth

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
    case = session_case(session, edition)
    screening = screen(session.findings, _concerns(session), case, edition)
    scope = scope_of(session.operator, case, edition)
    additions = stances(session.additions, case, screening.reasons, scope, edition)
    asked = tuple(entry for entry in additions if entry.asked)
    situation = Situation(session, case, screening.reasons, scope, asked, edition)
    ruled, unknown = _test_rules(situation)
    settings = _settings(session, case, screening.reasons, scope, edition)
    reasons = (
        *screening.reasons,
        *_too_soon(session, screening.reasons),
        *_without_physician(session, screening.reasons),
        *_of_additions(asked, case),
        *ruled,
        *(reason for _, found in settings for reason in found),
    )
    questions = (
        *(question for question in screening.questions if question.missing != "since"),
        *unknown,
        *open_questions(session.findings, session.patient.skin_type, edition, "session"),
    )
    zones = _usable(settings, reasons)
    return Gate(
        edition=edition.id,
        edition_status=edition.status,
        verdict=_verdict(session, zones, reasons, questions),
        zones=zones,
        reasons=tuple(sorted(reasons, key=lambda reason: list(Action).index(reason.action))),
        questions=questions,
    )


def _concerns(session: Session) -> tuple[Concern, ...]:
    return tuple(Concern(concern=zone.concern or "", zones=(zone.zone,)) for zone in session.zones)


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
            reasons.append(_ruled(rule, facts))
        for name in missing:
            questions.setdefault(_root(name), _ask(_root(name), rule))
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


def _root(fact: str) -> str:
    """The fact that a person can be asked for: everything about a cream begins with which cream."""
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


def _of_additions(additions: tuple[AdditionStance, ...], case: Case) -> Iterator[Reason]:
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
                strength=Strength.CASE,
                evidence=Evidence.OPENED,
            )


Setting = tuple[ZoneSetting, list[Reason]]


def _settings(
    session: Session, case: Case, reasons: tuple[Reason, ...], scope: Scope, edition: Edition
) -> list[Setting]:
    """Each zone's setting as it may be used, with the reason for every change."""
    device = edition.device.get(session.device.model) if session.device else None
    if device is None:
        return [(setting, []) for setting in session.zones]
    result: list[Setting] = []
    for setting in session.zones:
        narrowed = with_zones(case, edition, (setting.zone,))._replace(
            concerns=frozenset((setting.concern,) if setting.concern else ()),
        )
        bounds = bounds_of(narrowed, device, reasons, scope, (), edition)
        if session.last_session is not None:
            bounds = later_bounds(bounds)
        depth = intersect([bound for bound in bounds if bound.bound == "at_most"], device)
        tightest = min((b for b in bounds if b.bound == "at_most"), key=lambda b: b.depth_mm, default=None)
        if tightest is None or setting.depth_mm <= tightest.depth_mm:
            result.append((setting, []))
        else:
            allowed = min(tightest.depth_mm, depth.at_most_mm) if depth else tightest.depth_mm
            result.append((replace(setting, depth_mm=allowed), [_shallower(setting, tightest, allowed)]))
    return result


def _shallower(setting: ZoneSetting, bound: Bound, allowed: float) -> Reason:
    return Reason(
        rule=bound.rule,
        action=Action.MODIFY,
        until=None,
        zones=(setting.zone,),
        findings=(),
        text=bound.text,
        cites=bound.cites,
        strength=Strength.INFERENCE,
        evidence=bound.evidence,
        changes=Effects(depth_at_most_mm=allowed),
    )


def _usable(settings: list[Setting], reasons: tuple[Reason, ...]) -> tuple[ZoneSetting, ...]:
    """The settings without the zones that a reason takes out."""
    out = {zone for reason in reasons if reason.action in STOPPING for zone in reason.zones}
    return tuple(setting for setting, _ in settings if setting.zone not in out)
