"""Triage: an urgency with reasons and actions for what a patient reports.

Red flags in the edition's order; then the expected course for this depth, skin type and hour. A symptom that neither
knows is never reassurance, and the most urgent reason decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from percutis.domain.case import case_of, names_of_zones
from percutis.domain.checkin import Checkin, Symptom
from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, Entry
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.triage import Clause, Expected, RedFlag
from percutis.domain.serious_events import EventOfDay, events_of_day
from percutis.domain.words import Urgency

AGAIN_AFTER = timedelta(hours=24)


class ToDo(NamedTuple):
    """One thing to do now, for the patient or for the clinic."""

    text: Sentence
    audience: Literal["patient", "clinic"]
    cites: tuple[Cite, ...]


class TriageReason(NamedTuple):
    """Why this urgency: a red flag, a symptom beyond its expected course, or one that nobody expected."""

    rule: str
    urgency: Urgency
    symptoms: tuple[str, ...]
    zones: tuple[str, ...]
    text: Sentence
    cites: tuple[Cite, ...]
    strength: str
    evidence: str


class Triage(NamedTuple):
    """How soon somebody must look, why, and what to do. `hold_course` stops the series until a physician looked.

    `serious_events` are those that may show on this day, for the clinic.
    """

    edition: str
    edition_status: str
    urgency: Urgency
    reasons: tuple[TriageReason, ...]
    actions: tuple[ToDo, ...]
    next_checkin: datetime
    hold_course: bool
    interval_at_least_days: int | None
    serious_events: tuple[EventOfDay, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A check-in beside what conditions need to know of it. Only symptoms above severity 0 count as present."""

    checkin: Checkin
    case: Case
    edition: Edition

    @property
    def present(self) -> tuple[Symptom, ...]:
        """The symptoms that are there."""
        return tuple(symptom for symptom in self.checkin.symptoms if symptom.severity > 0)


def triage(checkin: Checkin, edition: Edition) -> Triage:
    """How urgent a check-in is, why, and what the patient and the clinic do now."""
    report = Report(checkin, _case(checkin, edition), edition)
    flags = [(flag, found) for flag in edition.red_flags if (found := _first_met(flag, report)) is not None]
    flagged = [_of_flag(flag, found) for flag, found in flags]
    beside = tuple(_of_course(report, frozenset(s for reason in flagged for s in reason.symptoms)))
    reasons = [*flagged, *beside]
    urgency = min((reason.urgency for reason in reasons), key=_order, default=Urgency.SELF_CARE)
    raised = [flag for flag, _ in flags]
    return Triage(
        edition=edition.id,
        edition_status=edition.status,
        urgency=urgency,
        reasons=tuple(sorted(reasons, key=lambda reason: _order(reason.urgency))),
        actions=tuple(_actions(sorted(raised, key=lambda flag: _order(flag.urgency)), urgency, reasons)),
        next_checkin=_next_checkin(checkin, urgency, edition),
        hold_course=any(flag.hold_course for flag in raised) or any(_is_beyond(reason) for reason in beside),
        interval_at_least_days=max((flag.interval_at_least_days or 0 for flag in raised), default=0) or None,
        serious_events=events_of_day(checkin, report.case, edition),
    )


def _is_beyond(reason: TriageReason) -> bool:
    """Whether a symptom is not what is expected: nobody needles over it before somebody has looked."""
    return reason.urgency is not Urgency.SELF_CARE


def _order(urgency: Urgency) -> int:
    return list(Urgency).index(urgency)


def _case(checkin: Checkin, edition: Edition) -> Case:
    """The session as conditions see it: the deepest setting speaks for what is expected."""
    session = checkin.session
    zones = [zone.zone for zone in session.zones]
    return case_of(edition, checkin.at.date(), checkin.patient, checkin.findings, None, zones)._replace(
        depth_mm=max((zone.depth_mm for zone in session.zones), default=None),
        device_classes=frozenset((session.device_class,)),
        additions=frozenset(session.additions),
        anaesthetics=frozenset((session.anaesthetic.agent,) if session.anaesthetic else ()),
    )


@dataclass(frozen=True, slots=True)
class Met:
    """The symptoms by which a clause of a red flag holds."""

    symptoms: tuple[Symptom, ...]


def _first_met(flag: RedFlag, report: Report) -> Met | None:
    return next((met for clause in flag.any if (met := _meet(clause, report)) is not None), None)


def _meet(clause: Clause, report: Report) -> Met | None:
    """The clause's symptoms when everything it asks for is so; measurements nobody made do not raise a flag."""
    if not (_in_time(clause, report) and _measured(clause, report.checkin) and clause.when.applies(report.case)):
        return None
    if clause.notices and set(clause.notices).isdisjoint(report.checkin.notices):
        return None
    found = tuple(s for s in report.present if s.symptom in clause.any_of and _is_such(clause, s, report))
    beside = tuple(s for s in report.present if s.symptom in clause.also)
    if (clause.any_of and not found) or (clause.also and not beside):
        return None
    return Met((*found, *beside))


def _in_time(clause: Clause, report: Report) -> bool:
    hours = report.checkin.hours
    return (clause.from_hours is None or hours > clause.from_hours) and (
        clause.until_hours is None or hours <= clause.until_hours
    )


def _measured(clause: Clause, checkin: Checkin) -> bool:
    hot = clause.temperature_from_c is None or (
        checkin.temperature_c is not None and checkin.temperature_c >= clause.temperature_from_c
    )
    blue = clause.oxygen_at_most_percent is None or (
        checkin.oxygen_saturation_percent is not None
        and checkin.oxygen_saturation_percent <= clause.oxygen_at_most_percent
    )
    return hot and blue


def _is_such(clause: Clause, symptom: Symptom, report: Report) -> bool:
    """Whether a symptom is as the clause says. A trend or itch that nobody gave counts as met; a symptom without a
    zone is taken to be wherever the session was; when nobody said that either, it may be anywhere.
    """
    severe = clause.severity_from is None or symptom.severity >= clause.severity_from
    trending = not clause.trend or symptom.trend is None or symptom.trend in clause.trend
    itching = clause.itchy is None or symptom.itchy is None or symptom.itchy == clause.itchy
    own = names_of_zones(symptom.zones, report.edition)
    place = own or report.case.zones
    there = not clause.zones or not place or not place.isdisjoint(clause.zones)
    return severe and trending and itching and there


def _of_flag(flag: RedFlag, met: Met) -> TriageReason:
    return _reason(flag, flag.urgency, met.symptoms, sentence_of(flag))


def _reason(entry: Entry, urgency: Urgency, symptoms: tuple[Symptom, ...], text: Sentence) -> TriageReason:
    return TriageReason(
        rule=entry.id,
        urgency=urgency,
        symptoms=tuple(dict.fromkeys(symptom.symptom for symptom in symptoms)),
        zones=tuple(dict.fromkeys(zone for symptom in symptoms for zone in symptom.zones)),
        text=text,
        cites=entry.cites,
        strength=entry.strength,
        evidence=entry.evidence,
    )


def _of_course(report: Report, flagged: frozenset[str]) -> Iterator[TriageReason]:
    """Each present symptom against its expected course; one that is inside it stays with self-care.

    A symptom without an expected course is looked at soon unless a red flag has already spoken for it.
    """
    for symptom in report.present:
        course = _expected(symptom, report)
        if course is None:
            if symptom.symptom not in flagged:
                yield _unexpected(symptom, report.edition)
            continue
        entry, usual = course
        inside = grade_of(symptom.severity, report.edition) <= usual and symptom.trend != "worsening"
        urgency = Urgency.SELF_CARE if inside else entry.beyond
        key = "answers.symptom_expected" if inside else "answers.symptom_beyond"
        text = Sentence(key, (("symptom", f"labels.symptom.{symptom.symptom}"),))
        yield _reason(entry, urgency, (symptom,), text)


def _unexpected(symptom: Symptom, edition: Edition) -> TriageReason:
    text = Sentence("answers.symptom_unexpected", (("symptom", f"labels.symptom.{symptom.symptom}"),))
    return _reason(edition.unlisted, edition.unlisted.urgency, (symptom,), text)


def _expected(symptom: Symptom, report: Report) -> tuple[Expected, int] | None:
    """The course that a symptom should take and the strongest grade still expected now; the strictest of its zones.

    A symptom without a zone may be in any zone of the session, and one outside them all is held against each of them.
    """
    treated = report.checkin.session.zones
    here = tuple(zone for zone in treated if zone.zone in symptom.zones) or treated
    depths: list[float | None] = [*sorted({zone.depth_mm for zone in here})]
    courses = [_course_at(depth, symptom, report) for depth in depths or [None]]
    return min((course for course in courses if course), key=lambda course: course[1], default=None)


def _course_at(depth_mm: float | None, symptom: Symptom, report: Report) -> tuple[Expected, int] | None:
    case = report.case._replace(depth_mm=depth_mm)
    for entry in report.edition.expected:
        if symptom.symptom in entry.symptoms and entry.when.applies(case):
            return entry, _expected_grade(entry, report.checkin.hours)
    return None


def _expected_grade(entry: Expected, hours: float) -> int:
    """The strongest grade still expected after `hours`; after the last period none is."""
    periods = zip(entry.until_hours, entry.grades, strict=True)
    return next((grade for until, grade in periods if hours <= until), 0)


def grade_of(severity: int, edition: Edition) -> int:
    """A severity of 0-10 as none (0), mild (1), moderate (2) or strong (3)."""
    lowest = (edition.grades.mild_from, edition.grades.moderate_from, edition.grades.strong_from)
    return sum(severity >= limit for limit in lowest)


def _actions(flags: list[RedFlag], urgency: Urgency, reasons: list[TriageReason]) -> Iterator[ToDo]:
    """What to do: how soon to be seen first, then what each flag asks for, each once."""
    cites = next((reason.cites for reason in reasons if reason.urgency is urgency), ())
    yield ToDo(text=Sentence(f"answers.go.{urgency.value}"), audience="patient", cites=cites)
    if urgency is not Urgency.SELF_CARE:
        yield ToDo(text=Sentence(f"answers.answer.{urgency.value}"), audience="clinic", cites=cites)
    said: set[str] = set()
    for flag in flags:
        for audience, keys in (("patient", flag.for_patient), ("clinic", flag.for_clinic)):
            for key in keys:
                if key not in said:
                    said.add(key)
                    yield ToDo(text=Sentence(f"checkin.{key}"), audience=audience, cites=flag.cites)  # type: ignore[arg-type]


def _next_checkin(checkin: Checkin, urgency: Urgency, edition: Edition) -> datetime:
    """A day later while somebody has to look; else the next day of the calendar, at the hour the session ended."""
    if urgency is not Urgency.SELF_CARE:
        return checkin.at + AGAIN_AFTER
    days = sorted(entry.day for entry in edition.checkin_days if entry.kind == "usual")
    moments = (checkin.session.ended + timedelta(days=day) for day in days)
    return next((moment for moment in moments if moment > checkin.at), checkin.at + AGAIN_AFTER)
