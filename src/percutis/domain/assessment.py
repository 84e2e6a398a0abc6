"""Screening: may this patient be treated, and each zone of them? A join of findings with the edition's rules.

One patient is a dictionary walk: each finding and its ancestors look their rules up. What nobody said becomes a
question, never a "no"; a date, value or zone that a rule needs and nobody gave counts as met, and is asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from percutis.domain.case import case_of
from percutis.domain.decision import Question, Reason
from percutis.domain.device_choice import is_usable
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Finding, Intake, said_of
from percutis.domain.overrides import apply_overrides
from percutis.domain.questions import open_questions
from percutis.domain.screening import screen
from percutis.domain.skin import type_skin
from percutis.domain.words import Action, Verdict

DEFER, DEFERRED, MODIFY, PROCEED = Action.DEFER, Verdict.DEFER, Verdict.MODIFY, Verdict.PROCEED

Dated = tuple[Verdict, date | None]


class ZoneVerdict(NamedTuple):
    """The verdict for one requested zone."""

    zone: str
    verdict: Verdict
    until: date | None


class Assessment(NamedTuple):
    """May this patient be treated: the verdict, its reasons (most severe first) and what is still to be asked.

    The verdict of the patient counts a reason that covers every requested zone at its full weight, and one that
    covers only some of them as a modification: those zones are left out, the others go on.
    """

    edition: str
    edition_status: str
    on: date
    verdict: Verdict
    until: date | None
    skin_type: str | None
    zones: tuple[ZoneVerdict, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]


def assess(intake: Intake, edition: Edition, on: date) -> Assessment:
    """The verdict on `on`, with every reason and every open question.

    A deferral's `until` is the first day on which treatment may be thought of again; on that day it no longer holds.

    Raises:
        InputError: a skin-type questionnaire with missing or impossible answers.
    """
    return assess_case(intake, edition, on)[0]


def assess_case(intake: Intake, edition: Edition, on: date) -> tuple[Assessment, Case]:
    """The assessment, and the case that it was made of.

    Raises:
        InputError: a skin-type questionnaire with missing or impossible answers.
    """
    skin_type = type_skin(intake.skin_type, edition)
    said, requested = said_of(intake.findings), intake.zones
    case = _case(intake, requested, said.present, edition, on, skin_type)
    screening = screen(said.present, intake.concerns, case, edition)
    reasons = screening.reasons
    if intake.overrides:
        chosen = apply_overrides(reasons, intake.overrides, intake.findings, edition, on)
        order = edition.rule_order
        reasons = tuple(sorted(chosen, key=lambda reason: (_SEVERITY[reason.action], order[reason.rule])))
    zones = _zone_verdicts(requested, reasons)
    verdict = _verdict_of_patient(reasons, zones)
    assessment = Assessment(
        edition=edition.id,
        edition_status=edition.status,
        on=on,
        verdict=verdict,
        until=latest_until(reasons) if verdict is DEFERRED else None,
        skin_type=skin_type,
        zones=zones,
        reasons=reasons,
        questions=screening.questions + open_questions(said, skin_type, edition),
    )
    return assessment, case


def screening_case(intake: Intake, edition: Edition, on: date, skin_type: str | None) -> Case:
    """The whole patient as the screening rules see them: everything requested at once.

    A device that is refused does not count where another can be used: the plan names it refused.
    """
    return _case(intake, intake.zones, intake.findings, edition, on, skin_type)


def _case(
    intake: Intake,
    zones: tuple[str, ...],
    findings: Iterable[Finding],
    edition: Edition,
    on: date,
    skin_type: str | None,
) -> Case:
    case = case_of(edition, on, intake.patient, findings, intake.operator, zones)
    devices = [edition.device[device] for device in intake.devices]
    usable = [device for device in devices if is_usable(device, case, edition)] or devices
    return case._replace(
        skin_type=skin_type,
        concerns=frozenset([concern.concern for concern in intake.concerns]),
        additions=frozenset(intake.additions),
        devices=frozenset([device.id for device in usable]),
        device_classes=frozenset([device.device_class for device in usable]),
    )


def latest_until(reasons: Sequence[Reason]) -> date | None:
    """The latest date that a deferral gives; None when none gives one."""
    return max([r.until for r in reasons if r.until and r.action is DEFER], default=None)


def worst(reasons: Sequence[Reason]) -> Verdict:
    """The verdict of reasons that stand most severe first; warnings and information let proceed."""
    return _VERDICT_OF[reasons[0].action] if reasons else PROCEED


def _zone_verdicts(zones: tuple[str, ...], reasons: tuple[Reason, ...]) -> tuple[ZoneVerdict, ...]:
    """Each zone's verdict: the reasons for the whole patient, and those for this zone."""
    shared = _verdict_with_date([reason for reason in reasons if not reason.zones])
    local = [reason for reason in reasons if reason.zones]
    if not local:
        return tuple([ZoneVerdict(zone, *shared) for zone in zones])
    own = [_verdict_with_date([reason for reason in local if zone in reason.zones]) for zone in zones]
    return tuple([ZoneVerdict(zone, *_worse(shared, verdict)) for zone, verdict in zip(zones, own, strict=True)])


def _verdict_with_date(reasons: Sequence[Reason]) -> Dated:
    verdict = worst(reasons)
    return verdict, latest_until(reasons) if verdict is DEFERRED else None


def _worse(one: Dated, other: Dated) -> Dated:
    """The more severe verdict; of two deferrals the longer."""
    first, second = _PLACE[one[0]], _PLACE[other[0]]
    if first == second:
        return one[0], max(filter(None, (one[1], other[1])), default=None)
    return one if first < second else other


def _verdict_of_patient(reasons: tuple[Reason, ...], zones: tuple[ZoneVerdict, ...]) -> Verdict:
    """A verdict that every zone shares counts fully; where some zone does better, the worse ones are left out."""
    if not zones:
        return worst(reasons)
    places = [_PLACE[zone.verdict] for zone in zones]
    mildest = max(places)
    changed = _PLACE[MODIFY] if min(places) < mildest else mildest
    return _VERDICTS[min(mildest, changed)]


_SEVERITY = {action: place for place, action in enumerate(Action)}
_VERDICTS = tuple(Verdict)
_PLACE = {verdict: place for place, verdict in enumerate(Verdict)}
_VERDICT_OF = dict(zip(Action, (*Verdict, PROCEED), strict=True))  # warnings and information let proceed
