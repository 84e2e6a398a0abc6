"""Dated tasks: the edition's outlines laid on the days of a course, or on the clock of a session that has ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from percutis.domain.course import SessionDate
from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, Window
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.tasks import Clock, TaskOutline
from percutis.domain.words import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do or leave, with its dates (or times, once the session has ended)."""

    kind: Literal["preparation", "aftercare", "sun", "checkin", "photos", "review"]
    session: int
    start: date | datetime
    until: date | datetime | None
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    rule: str
    allow: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


def running_clocks(case: Case, edition: Edition) -> dict[str, Clock]:
    """For each clock that a session starts, the longest entry that applies."""
    longest: dict[str, Clock] = {}
    for clock in edition.clocks:
        held = longest.get(clock.clock)
        if clock.when.applies(case) and (held is None or clock.hours > held.hours):
            longest[clock.clock] = clock
    return longest


def outlines_for(case: Case, required: frozenset[str], edition: Edition) -> list[TaskOutline]:
    """The outlines that this case calls for: those whose condition holds, and those that a rule requires."""
    return [
        outline
        for outline in edition.tasks
        if outline.id in required or (not outline.required_only and outline.when.applies(case))
    ]


def longest_preparation(outlines: Iterable[TaskOutline]) -> int:
    """Days before a session at which the earliest preparation starts."""
    starts = [-outline.start.days for outline in outlines if outline.anchor == "session_start"]
    return max((0, *starts))


def course_tasks(
    outlines: list[TaskOutline],
    sessions: tuple[SessionDate, ...],
    clocks: dict[str, Clock],
    checkin_days: Iterable[int],
    edition: Edition,
) -> tuple[Task, ...]:
    """Every task of a course by date: what the outlines say of each session, and the check-ins after it."""
    last = len(sessions)
    tasks = [
        _on_days(outline, visit, clocks)
        for visit in sessions
        for outline in outlines
        if _belongs(outline, visit.number, last)
    ]
    for visit in sessions:
        tasks.extend(_checkins(visit.number, visit.target, checkin_days, edition))
    return tuple(sorted(tasks, key=lambda task: (task.session, task.start)))


def _belongs(outline: TaskOutline, number: int, last: int) -> bool:
    if outline.anchor == "last_session_end" or outline.sessions == "last":
        return number == last
    return outline.sessions == "each" or number == 1


def _on_days(outline: TaskOutline, visit: SessionDate, clocks: dict[str, Clock]) -> Task:
    start = outline.start.after(visit.target)
    return _task(outline, visit.number, start, _end_day(outline, visit.target, clocks))


def _end_day(outline: TaskOutline, day: date, clocks: dict[str, Clock]) -> date | None:
    if outline.until_clock in clocks:
        return Window(hours=clocks[outline.until_clock].hours).after(day)
    return outline.until.after(day) if outline.until else None


def session_tasks(
    outlines: Iterable[TaskOutline],
    ended: datetime,
    clocks: dict[str, Clock],
    checkin_days: Iterable[int],
    edition: Edition,
    number: int = 1,
) -> tuple[Task, ...]:
    """What follows one session, from its real end: times where the outline counts in hours, dates where in days."""
    tasks = [
        _task(outline, number, _moment(outline.start, ended), _end(outline, ended, clocks))
        for outline in outlines
        if outline.anchor == "session_end"
    ]
    tasks.extend(_checkins(number, ended.date(), checkin_days, edition))
    return tuple(sorted(tasks, key=lambda task: _as_moment(task.start, ended)))


def _moment(window: Window, ended: datetime) -> date | datetime:
    counts_days = (window.days or window.months) and not window.hours
    return window.after(ended.date()) if counts_days else window.from_moment(ended)


def _end(outline: TaskOutline, ended: datetime, clocks: dict[str, Clock]) -> date | datetime | None:
    if outline.until_clock in clocks:
        return ended + timedelta(hours=clocks[outline.until_clock].hours)
    return _moment(outline.until, ended) if outline.until else None


def _as_moment(start: date | datetime, ended: datetime) -> datetime:
    if isinstance(start, datetime):
        return start
    return datetime.combine(start, ended.timetz()) - timedelta(seconds=1)


def _task(outline: TaskOutline, number: int, start: date | datetime, until: date | datetime | None) -> Task:
    return Task(
        kind=outline.kind,
        session=number,
        start=start,
        until=until,
        text=sentence_of(outline),
        cites=outline.cites,
        evidence=outline.evidence,
        rule=outline.id,
        allow=outline.allow,
        forbid=outline.forbid,
    )


def _checkins(number: int, day: date, extra_days: Iterable[int], edition: Edition) -> Iterator[Task]:
    """The usual check-ins, and the extra days that findings ask for."""
    extra = set(extra_days)
    for checkin in edition.checkin_days:
        if checkin.kind == "usual" or checkin.day in extra:
            yield Task(
                kind="checkin",
                session=number,
                start=day + timedelta(days=checkin.day),
                until=None,
                text=sentence_of(checkin),
                cites=checkin.cites,
                evidence=checkin.evidence,
                rule=checkin.id,
            )
