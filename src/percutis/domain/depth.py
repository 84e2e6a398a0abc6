"""A depth is an intersection: what the concern asks for, and every bound that safety puts on it, in mm as set.

The chosen depth is the least that the concern asks for inside every bound; where nothing is left, safety wins and
the plan says what is lost. Skin thickness informs and never limits.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil, floor
from typing import Literal, NamedTuple

from percutis.domain.decision import Override, Reason, Sentence, sentence_of
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.depth import DepthBound
from percutis.domain.edition.devices import ClearedUse, Device
from percutis.domain.edition.edition import Edition
from percutis.domain.overrides import may_override
from percutis.domain.scope import Scope
from percutis.domain.words import Evidence, Strength

ROUNDING = 1e-9


class Bound(NamedTuple):
    """One bound on a set depth, mm, and who asks for it. `first_session_only` bounds are lifted later."""

    bound: Literal["at_least", "at_most"]
    depth_mm: float
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    strength: Strength
    first_session_only: bool = False


class Depth(NamedTuple):
    """The chosen depth, mm, with the ends of what is asked for and allowed; `falls_short` when they do not overlap."""

    depth_mm: float
    at_least_mm: float | None
    at_most_mm: float

    @property
    def falls_short(self) -> bool:
        """Whether safety leaves less than the concern asks for."""
        return self.at_least_mm is not None and self.at_least_mm > self.depth_mm + ROUNDING


def why_not_needled(case: Case, edition: Edition) -> tuple[Sentence, tuple[Cite, ...]] | None:
    """Why this concern is not needled in this zone: it does not help, or no source gives a depth. None: it is."""
    for entry in edition.not_needled:
        if entry.when.applies(case):
            return sentence_of(entry), entry.cites
    if any(bound.matrix and bound.when.applies(case) for bound in edition.depth_bounds):
        return None
    return Sentence("answers.no_published_depth"), _cites_elsewhere(case, edition)


def _cites_elsewhere(case: Case, edition: Edition) -> tuple[Cite, ...]:
    """The sources that give depths for this concern in other zones, and none for this one."""
    lines = (b for b in edition.depth_bounds if b.matrix and not case.concerns.isdisjoint(b.when.concerns))
    return tuple(dict.fromkeys(cite for line in lines for cite in line.cites))


def bounds_of(
    case: Case,
    device: Device | None,
    reasons: Iterable[Reason],
    scope: Scope,
    overrides: tuple[Override, ...],
    edition: Edition,
) -> tuple[Bound, ...]:
    """Every bound on one zone and concern with one device, in the order concern, label, findings, scope.

    While the device is not known, every other bound holds.
    """
    return (
        *_published(case, overrides, edition),
        *(_of_label(case, device) if device else ()),
        *_of_findings(case, reasons),
        *_of_scope(scope),
    )


def intersect(bounds: Iterable[Bound], device: Device) -> Depth | None:
    """The depth inside all bounds, in the device's own steps; None when the device cannot go that shallow.

    With at least 0.75 and at most 1.0 on a device of 0.25 mm steps it is 0.75; with at least 1.5 and at most 1.0
    it is 1.0 and falls short.
    """
    ceilings = [bound.depth_mm for bound in bounds if bound.bound == "at_most"]
    if not ceilings:
        return None
    at_most = min(ceilings)
    at_least = max((bound.depth_mm for bound in bounds if bound.bound == "at_least"), default=None)
    deepest = deepest_step(at_most, device)
    if deepest is None:
        return None
    wanted = max(at_least or 0.0, device.depth_mm.low if device.depth_mm else 0.0)
    chosen = min(_up(wanted, device.step_mm), deepest) if wanted > 0 else deepest
    return Depth(round(chosen, 3), at_least, at_most)


def deepest_step(at_most_mm: float, device: Device) -> float | None:
    """The deepest setting of the device within `at_most_mm`; None when it cannot go that shallow.

    On a device of 0.25 mm steps at most 0.6 mm is 0.5; a roller of 1.5 mm has no setting within 0.5.
    """
    deepest = _down(min(at_most_mm, device.depth_mm.high) if device.depth_mm else at_most_mm, device.step_mm)
    shallowest = device.depth_mm.low if device.depth_mm else 0.0
    return None if deepest < shallowest - ROUNDING or deepest <= 0 else round(deepest, 3)


def _up(depth_mm: float, step_mm: float | None) -> float:
    return depth_mm if step_mm is None else ceil(depth_mm / step_mm - ROUNDING) * step_mm


def _down(depth_mm: float, step_mm: float | None) -> float:
    return depth_mm if step_mm is None else floor(depth_mm / step_mm + ROUNDING) * step_mm


def _published(case: Case, overrides: tuple[Override, ...], edition: Edition) -> Iterator[Bound]:
    for entry, bounds in _bounds(edition):
        if entry.when.applies(case):
            yield from _as_chosen(entry, bounds, overrides) if overrides and entry.permissive_by else bounds


@lru_cache(maxsize=16)
def _bounds(edition: Edition) -> tuple[tuple[DepthBound, tuple[Bound, ...]], ...]:
    """Every published bound with its conservative ends, as an answer says them."""
    return tuple((entry, _ends(entry, entry.at_most_mm)) for entry in edition.depth_bounds)


def _as_chosen(entry: DepthBound, bounds: tuple[Bound, ...], overrides: tuple[Override, ...]) -> tuple[Bound, ...]:
    """The conservative ends, or the permissive one where a doctor recorded that choice."""
    by = entry.permissive_by
    chosen = by is not None and any(o.rule == entry.id and may_override(o.by, by) for o in overrides)
    return _ends(entry, entry.permissive_at_most_mm) if chosen else bounds


def _ends(entry: DepthBound, at_most_mm: float | None) -> tuple[Bound, ...]:
    ends: tuple[tuple[Literal["at_least", "at_most"], float | None], ...] = (
        ("at_least", entry.at_least_mm),
        ("at_most", at_most_mm),
    )
    return tuple(
        Bound(
            bound=end,
            depth_mm=depth_mm,
            rule=entry.id,
            text=sentence_of(entry, depth=depth_mm),
            cites=entry.cites,
            evidence=entry.evidence,
            strength=entry.strength,
            first_session_only=entry.when.session == "first",
        )
        for end, depth_mm in ends
        if depth_mm is not None
    )


def _of_label(case: Case, device: Device) -> Iterator[Bound]:
    """What the label allows: the range of the dial, the depth that was evaluated, the depth of a cleared use."""
    limits = {
        "answers.label_range": device.depth_mm.high if device.depth_mm else None,
        "answers.label_evaluated": device.evaluated_at_most_mm,
    }
    for key, limit in limits.items():
        if limit is not None:
            yield _label_bound(key, limit, device, device)
    for use in device.uses:
        if use.depth_at_most_mm is not None and use.when.applies(case):
            yield _label_bound("answers.label_use", use.depth_at_most_mm, device, use)


def _label_bound(key: str, depth_mm: float, device: Device, source: Device | ClearedUse) -> Bound:
    text = Sentence(key, (("device", f"labels.device.{device.id}"), ("depth", depth_mm)))
    return Bound(
        bound="at_most",
        depth_mm=depth_mm,
        rule=device.id,
        text=text,
        cites=source.cites,
        evidence=source.evidence,
        strength=source.strength,
    )


def _of_findings(case: Case, reasons: Iterable[Reason]) -> Iterator[Bound]:
    for reason in reasons:
        if reason.changes is None or (reason.zones and case.zones.isdisjoint(reason.zones)):
            continue
        limits = (
            (reason.changes.depth_at_most_mm, False),
            (reason.changes.first_session_depth_at_most_mm, True),
        )
        for limit, first in limits:
            if limit is not None:
                yield Bound(
                    bound="at_most",
                    depth_mm=limit,
                    rule=reason.rule,
                    text=reason.text,
                    cites=reason.cites,
                    evidence=reason.evidence,
                    strength=reason.strength,
                    first_session_only=first,
                )


def _of_scope(scope: Scope) -> Iterator[Bound]:
    for rule in scope.rules:
        if rule.depth_at_most_mm is not None:
            yield Bound(
                bound="at_most",
                depth_mm=rule.depth_at_most_mm,
                rule=rule.id,
                text=sentence_of(rule, depth=rule.depth_at_most_mm),
                cites=rule.cites,
                evidence=rule.evidence,
                strength=rule.strength,
            )


def later_bounds(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """The bounds that still hold after the first session was read and found well."""
    return tuple(bound for bound in bounds if not bound.first_session_only)
