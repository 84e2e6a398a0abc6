"""One zone and one concern: which device, how deep within which bounds, how many passes, to which endpoint."""

from collections.abc import Iterator
from typing import NamedTuple

from percutis.domain.assessment import Assessment
from percutis.domain.case import with_zones
from percutis.domain.channels import Passes, depth_reached, passes_for, skin_thickness
from percutis.domain.decision import Reason, Sentence
from percutis.domain.depth import Bound, Depth, bounds_of, intersect, later_bounds, why_not_needled
from percutis.domain.device_choice import is_cleared, ranked
from percutis.domain.edition.basis import Cite, Range
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.devices import Device
from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Concern, Intake
from percutis.domain.scope import Scope, lacks_role
from percutis.domain.words import Action, Verdict


class ZonePlan(NamedTuple):
    """One zone and concern: the depth as set on the device (mm), its bounds, passes, endpoint and what is reached.

    `at_least_mm` is what the concern asks for, `at_most_mm` what safety allows; where they do not overlap, safety
    wins and `lost` says what that costs. `later_depth_mm` is the depth once the first-session bounds are lifted.
    """

    zone: str
    concern: str
    device: str
    depth_mm: float
    at_least_mm: float | None
    at_most_mm: float
    bounds: tuple[Bound, ...]
    later_depth_mm: float
    lost: Sentence | None
    passes: Passes | None
    channels_per_cm2: Range | None
    endpoint: str | None
    expected_depth_reached_mm: Range | None
    skin_thickness_mm: float | None
    beyond_skin: bool | None
    off_label: Sentence | None
    cites: tuple[Cite, ...]


class NotPlanned(NamedTuple):
    """A requested zone or concern that gets no depth, and why."""

    zone: str
    concern: str
    because: Sentence
    cites: tuple[Cite, ...]


def plan_zones(
    intake: Intake, case: Case, assessment: Assessment, scope: Scope, edition: Edition
) -> tuple[tuple[ZonePlan, ...], tuple[NotPlanned, ...]]:
    """Every requested zone and concern, planned or with the reason why not, in the order asked."""
    results = [
        _plan_zone(intake, concern, zone, _narrowed(case, concern, zone, edition), assessment, scope, edition)
        for concern in intake.concerns
        for zone in concern.zones
    ]
    return (
        tuple(result for result in results if isinstance(result, ZonePlan)),
        tuple(result for result in results if isinstance(result, NotPlanned)),
    )


def _narrowed(case: Case, concern: Concern, zone: str, edition: Edition) -> Case:
    return with_zones(case, edition, (zone,))._replace(
        concerns=frozenset((concern.concern,)),
        grade=concern.grade,
        concern_since=concern.since,
        session="first",
    )


def _plan_zone(
    intake: Intake,
    concern: Concern,
    zone: str,
    case: Case,
    assessment: Assessment,
    scope: Scope,
    edition: Edition,
) -> ZonePlan | NotPlanned:
    refused = _why_not(zone, case, intake, assessment, edition)
    if refused:
        return NotPlanned(zone=zone, concern=concern.concern, because=refused[0], cites=refused[1])
    devices = tuple(edition.device[device] for device in intake.devices)
    for device in ranked(devices, case, edition):
        with_device = case._replace(devices=frozenset((device.id,)), device_classes=frozenset((device.device_class,)))
        bounds = bounds_of(with_device, device, assessment.reasons, scope, intake.overrides, edition)
        depth = intersect(bounds, device)
        if depth is not None:
            return _zone_plan(zone, concern.concern, device, depth, bounds, with_device, edition)
    key = "answers.no_device_shallow_enough" if devices else "answers.no_device"
    return NotPlanned(zone=zone, concern=concern.concern, because=Sentence(key), cites=())


def _why_not(
    zone: str, case: Case, intake: Intake, assessment: Assessment, edition: Edition
) -> tuple[Sentence, tuple[Cite, ...]] | None:
    """A zone that is blocked or deferred without a date, and a concern or a place that is not needled."""
    blocked = _block_of(zone, assessment) or _open_ended(zone, assessment)
    if blocked:
        return blocked.text, blocked.cites
    for reason in assessment.reasons:
        if (not reason.zones or zone in reason.zones) and lacks_role(reason, intake.operator):
            return Sentence("answers.needs_physician"), reason.cites
    return why_not_needled(case, edition)


def _block_of(zone: str, assessment: Assessment) -> Reason | None:
    verdicts = {entry.zone: entry.verdict for entry in assessment.zones}
    if verdicts.get(zone) is not Verdict.BLOCK:
        return None
    return next(
        reason
        for reason in assessment.reasons
        if reason.action is Action.BLOCK and (not reason.zones or zone in reason.zones)
    )


def _open_ended(zone: str, assessment: Assessment) -> Reason | None:
    """A deferral that nobody can date (while the finding is there): no day can be promised for the zone."""
    for reason in assessment.reasons:
        if reason.action is Action.DEFER and reason.until is None and (not reason.zones or zone in reason.zones):
            return reason
    return None


def _zone_plan(
    zone: str,
    concern: str,
    device: Device,
    depth: Depth,
    bounds: tuple[Bound, ...],
    case: Case,
    edition: Edition,
) -> ZonePlan:
    later = _later_depth(bounds, device, depth)
    passes = passes_for(device, case, edition)
    reached = depth_reached(depth.depth_mm, device, edition)
    skin = skin_thickness(zone, case.sex, edition)
    thickness = skin.total_mm if skin else None
    endpoint = next((entry for entry in edition.endpoints if entry.when.applies(case)), None)
    return ZonePlan(
        zone=zone,
        concern=concern,
        device=device.id,
        depth_mm=depth.depth_mm,
        at_least_mm=depth.at_least_mm,
        at_most_mm=depth.at_most_mm,
        bounds=bounds,
        later_depth_mm=later,
        lost=_lost(depth),
        passes=passes[0] if passes else None,
        channels_per_cm2=passes[1] if passes else None,
        endpoint=endpoint.sign if endpoint else None,
        expected_depth_reached_mm=reached,
        skin_thickness_mm=thickness,
        beyond_skin=None if thickness is None else (reached.high if reached else depth.depth_mm) > thickness,
        off_label=_off_label(device, case),
        cites=tuple(_cites(bounds, skin.cites if skin else (), endpoint.cites if endpoint else ())),
    )


def _later_depth(bounds: tuple[Bound, ...], device: Device, first: Depth) -> float:
    later = intersect(later_bounds(bounds), device)
    return later.depth_mm if later else first.depth_mm


def _lost(depth: Depth) -> Sentence | None:
    if not depth.falls_short or depth.at_least_mm is None:
        return None
    return Sentence("answers.depth_lost", (("min", depth.at_least_mm), ("depth", depth.depth_mm)))


def _off_label(device: Device, case: Case) -> Sentence | None:
    if is_cleared(device, case):
        return None
    key = "answers.off_label" if device.uses else "answers.no_clearance"
    return Sentence(key, (("device", f"labels.device.{device.id}"),))


def _cites(bounds: tuple[Bound, ...], *more: tuple[Cite, ...]) -> Iterator[Cite]:
    seen: dict[Cite, None] = dict.fromkeys(cite for bound in bounds for cite in bound.cites)
    for cites in more:
        seen.update(dict.fromkeys(cites))
    yield from seen
