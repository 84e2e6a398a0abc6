"""Each zone's setting at the gate, held against everything that bounds it: as it may be used, or left out, and why.

A setting deeper than a bound goes down to the deepest step that the device can really be set to. A zone that no source
needles for its concern, or in which the device cannot go shallow enough, is left out.
"""

from dataclasses import replace
from typing import NamedTuple

from percutis.domain.case import with_zones
from percutis.domain.decision import Question, Reason, Sentence
from percutis.domain.depth import Bound, bounds_of, deepest_step, later_bounds, why_not_needled
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Effects
from percutis.domain.scope import Scope
from percutis.domain.session import Session, ZoneSetting
from percutis.domain.words import Action, Evidence, Strength


class Settings(NamedTuple):
    """The settings that may be used, the reason for every change, and what is still to be asked of them."""

    usable: tuple[ZoneSetting, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def hold_settings(
    session: Session, case: Case, reasons: tuple[Reason, ...], scope: Scope, edition: Edition
) -> Settings:
    """Every setting of the session held against every bound of its zone and concern."""
    held = [_hold(setting, session, case, reasons, scope, edition) for setting in session.zones]
    return Settings(
        usable=tuple(setting for setting, _ in held if setting is not None),
        reasons=tuple(reason for _, reason in held if reason is not None),
        questions=_questions(session, edition),
    )


def _hold(
    setting: ZoneSetting, session: Session, case: Case, reasons: tuple[Reason, ...], scope: Scope, edition: Edition
) -> tuple[ZoneSetting | None, Reason | None]:
    """The setting as it may be used (None: not at all), and why it changed."""
    narrowed = with_zones(case, edition, (setting.zone,))._replace(
        concerns=frozenset((setting.concern,) if setting.concern else ()), concern_since=setting.since
    )
    refused = why_not_needled(narrowed, edition) if setting.concern else None
    if refused:
        return None, _left_out(setting, refused[0].key.partition(".")[2], *refused)
    device = edition.device.get(session.device.model) if session.device else None
    bounds = bounds_of(narrowed, device, reasons, scope, session.overrides, edition)
    if session.last_session is not None:
        bounds = later_bounds(bounds)
    tightest = min((bound for bound in bounds if bound.bound == "at_most"), key=lambda b: b.depth_mm, default=None)
    if tightest is None or setting.depth_mm <= tightest.depth_mm:
        return setting, None
    deepest = deepest_step(tightest.depth_mm, device) if device else tightest.depth_mm
    if deepest is None:
        return None, _left_out(setting, tightest.rule, Sentence("answers.no_device_shallow_enough"), tightest.cites)
    return replace(setting, depth_mm=deepest), _shallower(setting, tightest, deepest)


def _left_out(setting: ZoneSetting, rule: str, text: Sentence, cites: tuple[Cite, ...]) -> Reason:
    return Reason(
        rule=rule,
        action=Action.BLOCK,
        until=None,
        zones=(setting.zone,),
        findings=(),
        text=text,
        cites=cites,
        strength=Strength.INFERENCE,
        evidence=Evidence.INFERRED,
    )


def _shallower(setting: ZoneSetting, bound: Bound, allowed: float) -> Reason:
    return Reason(
        rule=bound.rule,
        action=Action.MODIFY,
        until=None,
        zones=(setting.zone,),
        findings=(),
        text=bound.text,
        cites=bound.cites,
        strength=bound.strength,
        evidence=bound.evidence,
        changes=Effects(depth_at_most_mm=allowed),
    )


def _questions(session: Session, edition: Edition) -> tuple[Question, ...]:
    """Which zones, and for which concern: a depth cannot be held against bounds that nobody can look up."""
    if not session.zones:
        return (_ask("zones", _cites_of_depths(edition)),)
    unsaid = any(setting.concern is None for setting in session.zones)
    return (_ask("concern", _cites_of_depths(edition)),) if unsaid else ()


def _ask(fact: str, cites: tuple[Cite, ...]) -> Question:
    return Question(finding=fact, missing="fact", text=Sentence(f"answers.ask.{fact}"), cites=cites)


def _cites_of_depths(edition: Edition) -> tuple[Cite, ...]:
    """The sources of the depths by concern and zone."""
    return tuple(dict.fromkeys(cite for bound in edition.depth_bounds if bound.matrix for cite in bound.cites))
