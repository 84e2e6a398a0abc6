"""Healing on the patient's own calendar: the phases after each session, and which products the skin may meet when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from percutis.domain.clocks import ClockLength
from percutis.domain.course import SessionDate
from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, add_hours
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.products import ProductClass
from percutis.domain.words import Evidence

CHANNELS_OPEN = "channels_open"


class HealingPhase(NamedTuple):
    """One phase of healing after one session, by date."""

    session: int
    phase: str
    start: date
    until: date
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]


class ProductTiming(NamedTuple):
    """From when one class of product may touch the needled skin; None is not before a physician says so.

    `banned_while_open` products must not touch it while the channels are open, whatever a hand-out says.
    """

    product: str
    allowed_from: datetime | None
    banned_while_open: bool
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence


def healing_phases(sessions: Iterable[SessionDate], edition: Edition) -> tuple[HealingPhase, ...]:
    """The phases after each session, counted from its intended day."""
    phases = [(phase, sentence_of(phase)) for phase in edition.phases]
    return tuple(
        [
            HealingPhase(
                session=visit.number,
                phase=phase.phase,
                start=phase.start.after(visit.target),
                until=phase.end.after(visit.target),
                rule=phase.id,
                text=text,
                cites=phase.cites,
            )
            for visit in sessions
            for phase, text in phases
        ]
    )


def product_timings(ended: datetime, clocks: dict[str, ClockLength], edition: Edition) -> tuple[ProductTiming, ...]:
    """Every product class with the moment from which it may be used, allowed ones first."""
    closed = add_hours(ended, clocks[CHANNELS_OPEN].hours) if CHANNELS_OPEN in clocks else None
    timings = [_timing(entry, ended, closed) for entry in edition.products]
    return tuple(sorted(timings, key=lambda timing: (timing.allowed_from is None, timing.allowed_from or ended)))


def _timing(entry: ProductClass, ended: datetime, closed: datetime | None) -> ProductTiming:
    allowed = None if entry.allowed_from_hours is None else add_hours(ended, entry.allowed_from_hours)
    if entry.banned_while_open and allowed is not None and closed is not None:
        allowed = max(allowed, closed)
    return ProductTiming(
        product=entry.product,
        allowed_from=allowed,
        banned_while_open=entry.banned_while_open,
        rule=entry.id,
        text=sentence_of(entry),
        cites=entry.cites,
        evidence=entry.evidence,
    )
