"""Serious events at a check-in: those whose time it is, for the clinician's eye. Urgency is decided by red flags."""

from datetime import datetime
from typing import NamedTuple

from percutis.domain.checkin import Checkin
from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, Window
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.triage import SeriousEvent
from percutis.domain.words import Evidence, Strength, Urgency


class EventOfDay(NamedTuple):
    """A serious event that may show on this day; `reported` are those of its symptoms that the patient has."""

    rule: str
    urgency: Urgency
    symptoms: tuple[str, ...]
    reported: tuple[str, ...]
    text: Sentence
    cites: tuple[Cite, ...]
    strength: Strength
    evidence: Evidence


def events_of_day(checkin: Checkin, case: Case, edition: Edition) -> tuple[EventOfDay, ...]:
    """The serious events that may show at this check-in: those with a reported symptom first, then by urgency."""
    present = {symptom.symptom for symptom in checkin.symptoms if symptom.severity > 0}
    found = [
        _of_day(event, present)
        for event in edition.serious_events
        if _may_show(event, checkin.session.ended, checkin.at) and event.when.applies(case)
    ]
    order = list(Urgency)
    return tuple(sorted(found, key=lambda event: (not event.reported, order.index(event.urgency))))


def _may_show(event: SeriousEvent, ended: datetime, at: datetime) -> bool:
    """From its first onset to the end of the day of its last; an onset in days begins with the day."""
    now = at.astimezone(ended.tzinfo)
    return _has_begun(event.onset_from, ended, now) and now.date() <= event.onset_until.from_moment(ended).date()


def _has_begun(window: Window, ended: datetime, now: datetime) -> bool:
    return window.from_moment(ended) <= now if window.hours else window.after(ended.date()) <= now.date()


def _of_day(event: SeriousEvent, present: set[str]) -> EventOfDay:
    return EventOfDay(
        rule=event.id,
        urgency=event.urgency,
        symptoms=event.symptoms,
        reported=tuple(symptom for symptom in event.symptoms if symptom in present),
        text=sentence_of(event),
        cites=event.cites,
        strength=event.strength,
        evidence=event.evidence,
    )
