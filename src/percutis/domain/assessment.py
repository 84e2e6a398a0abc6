"""Screening: may this patient be treated, and each zone of them? A join of findings with the edition's rules.

One patient is a dictionary walk: each finding and its ancestors look their rules up. What nobody said becomes a
question, never a "no"; a date, value or zone that a rule needs and nobody gave counts as met, and is asked for.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from percutis.domain.case import case_of, with_zones
from percutis.domain.decision import Question, Reason
from percutis.domain.device_choice import is_usable
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Intake
from percutis.domain.overrides import apply_overrides
from percutis.domain.questions import open_questions
from percutis.domain.screening import screen
from percutis.domain.skin import type_skin
from percutis.domain.words import Action, Verdict

DEFER, DEFERRED = Action.DEFER, Verdict.DEFER


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
    skin_type = type_skin(intake.skin_type, edition)
    screening = screen(intake.findings, intake.concerns, screening_case(intake, edition, on, skin_type), edition)
    chosen = apply_overrides(screening.reasons, intake.overrides, intake.findings, edition, on)
    reasons = tuple(sorted(chosen, key=lambda reason: _SEVERITY[reason.action]))
    zones = _zone_verdicts(intake.zones, reasons)
    verdict = _verdict_of_patient(reasons, zones)
    return Assessment(
        edition=edition.id,
        edition_status=edition.status,
        on=on,
        verdict=verdict,
        until=latest_until(reasons) if verdict is DEFERRED else None,
        skin_type=skin_type,
        zones=zones,
        reasons=reasons,
        questions=(*screening.questions, *open_questions(intake.findings, skin_type, edition)),
    )


def screening_case(intake: Intake, edition: Edition, on: date, skin_type: str | None) -> Case:
    """The whole patient as the screening rules see them: everything requested at once.

    A device that is refused does not count where another can be used: the plan names it refused.
    """
    case = case_of(edition, on, intake.patient, intake.findings, intake.operator)
    devices = tuple(edition.device[device] for device in intake.devices)
    usable = [device for device in devices if is_usable(device, case, edition)] or devices
    return with_zones(case, edition, intake.zones)._replace(
        skin_type=skin_type,
        concerns=frozenset([concern.concern for concern in intake.concerns]),
        additions=frozenset(intake.additions),
        devices=frozenset([device.id for device in usable]),
        device_classes=frozenset([device.device_class for device in usable]),
    )


def latest_until(reasons: Sequence[Reason]) -> date | None:
    """The latest date that a deferral gives; None when none gives one."""
    return max((r.until for r in reasons if r.until and r.action is DEFER), default=None)


def worst(reasons: Sequence[Reason]) -> Verdict:
    """The verdict of reasons that stand most severe first; warnings and information let proceed."""
    return _VERDICTS[_SEVERITY[reasons[0].action]] if reasons else Verdict.PROCEED


def _zone_verdicts(zones: tuple[str, ...], reasons: tuple[Reason, ...]) -> tuple[ZoneVerdict, ...]:
    """Each zone's verdict: the reasons for the whole patient, and those for this zone."""
    shared = _verdict_with_date([reason for reason in reasons if not reason.zones])
    named = {zone for reason in reasons for zone in reason.zones}
    return tuple(
        ZoneVerdict(zone, *_verdict_with_date([r for r in reasons if not r.zones or zone in r.zones]))
        if zone in named
        else ZoneVerdict(zone, *shared)
        for zone in zones
    )


def _verdict_with_date(reasons: Sequence[Reason]) -> tuple[Verdict, date | None]:
    verdict = worst(reasons)
    return verdict, latest_until(reasons) if verdict is DEFERRED else None


def _verdict_of_patient(reasons: tuple[Reason, ...], zones: tuple[ZoneVerdict, ...]) -> Verdict:
    """A verdict that every zone shares counts fully; where some zone does better, the worse ones are left out."""
    places = [_PLACE[zone.verdict] for zone in zones]
    if not places:
        return worst(reasons)
    mildest = max(places)
    changed = _PLACE[Verdict.MODIFY] if min(places) < mildest else mildest
    return _VERDICTS[min(mildest, changed)]


_SEVERITY = {action: place for place, action in enumerate(Action)}
_PLACE = {verdict: place for place, verdict in enumerate(Verdict)}
_VERDICTS = (Verdict.BLOCK, Verdict.DEFER, Verdict.REFER, Verdict.MODIFY, Verdict.PROCEED, Verdict.PROCEED)
