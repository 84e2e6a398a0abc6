"""Dated tasks: the edition's outlines laid on the days of a course, or on the clock of a session that has ended."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from percutis.domain.clocks import ClockLength
from percutis.domain.course import SessionDate
from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, Window
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.tasks import TaskKind, TaskOutline
from percutis.domain.edition.triage import CheckinDay
from percutis.domain.words import Evidence

SUNSCREEN = "mineral_sunscreen"  # the first that is allowed: while it is forbidden, so is every other


class Task(NamedTuple):
    """Something to do or leave, with its dates (or times, once the session has ended).

    A named tuple: a course holds hundreds of them, and they must cost nothing to make.
    """

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


def forbidden_by(tasks: Iterable[Task]) -> frozenset[str]:
    """Everything that these tasks forbid: it stays forbidden, whatever another of them allows."""
    return frozenset(thing for task in tasks for thing in task.forbid)


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


class _Laid(NamedTuple):
    """A task as it lies around any session of a course: how its days follow from the session's, and the rest of it."""

    sessions: Literal["each", "first", "last"]
    kind: TaskKind
    start: Callable[[date], date]
    until: Callable[[date], date] | None
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence
    rule: str
    allow: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


def course_tasks(
    outlines: list[TaskOutline],
    sessions: tuple[SessionDate, ...],
    clocks: dict[str, ClockLength],
    checkin_days: Iterable[int],
    edition: Edition,
) -> tuple[Task, ...]:
    """Every task of a course by date: what the outlines say of each session, and the check-ins after it."""
    laid = [_laid(outline.id, _clock_hours(outline, clocks), edition) for outline in outlines]
    laid += [_laid_checkin(checkin.id, edition) for checkin in checkins_on(checkin_days, edition)]
    tasks: list[Task] = []
    for visit in sessions:
        here = {"each", *(["first"] if visit.number == 1 else []), *(["last"] if visit is sessions[-1] else [])}
        number, day = visit.number, visit.target
        found = [
            Task(kind, number, start(day), until(day) if until else None, text, cites, evidence, rule, allow, forbid)
            for when, kind, start, until, text, cites, evidence, rule, allow, forbid in laid
            if when in here
        ]
        tasks += sorted(found, key=attrgetter("start"))
    return tuple(tasks)


@lru_cache(maxsize=4096)
def _laid(outline_id: str, clock_hours: int | None, edition: Edition) -> _Laid:
    """What starts six hours later starts on the same day; what ends six hours later ends on the next."""
    outline = edition.task[outline_id]
    end = _end_window(outline, clock_hours)
    start = Window(months=outline.start.months, days=outline.start.days + outline.start.hours // 24)
    return _Laid(
        sessions="last" if outline.anchor == "last_session_end" else outline.sessions,
        kind=outline.kind,
        start=_shift(start),
        until=_shift(end) if end else None,
        text=sentence_of(outline),
        cites=outline.cites,
        evidence=outline.evidence,
        rule=outline.id,
        allow=outline.allow,
        forbid=outline.forbid,
    )


@lru_cache(maxsize=256)
def _laid_checkin(checkin_id: str, edition: Edition) -> _Laid:
    checkin = next(entry for entry in edition.checkin_days if entry.id == checkin_id)
    return _Laid(
        sessions="each",
        kind="checkin",
        start=_shift(Window(days=checkin.day)),
        until=None,
        text=sentence_of(checkin),
        cites=checkin.cites,
        evidence=checkin.evidence,
        rule=checkin.id,
    )


def _shift(window: Window) -> Callable[[date], date]:
    """The window as a step from a day; without months it is the same number of days from every day."""
    if window.months:
        return window.after
    step = timedelta(days=window.days - (-window.hours // 24))
    return lambda day: day + step


def _clock_hours(outline: TaskOutline, clocks: dict[str, ClockLength]) -> int | None:
    """The hours of the clock that ends the task, if one is running."""
    clock = clocks.get(outline.until_clock) if outline.until_clock else None
    return clock.hours if clock else None


def _end_window(outline: TaskOutline, clock_hours: int | None) -> Window | None:
    return outline.until if clock_hours is None else Window(hours=clock_hours)


def session_tasks(
    outlines: Iterable[TaskOutline],
    ended: datetime,
    clocks: dict[str, ClockLength],
    checkin_days: Iterable[int],
    edition: Edition,
    number: int = 1,
) -> tuple[Task, ...]:
    """What follows one session, from its real end: times where the outline counts in hours, dates where in days."""
    tasks = []
    for outline in outlines:
        if outline.anchor == "session_end":
            end = _end_window(outline, _clock_hours(outline, clocks))
            until = _moment(end, ended) if end else None
            tasks.append(_task(outline, sentence_of(outline), number, _moment(outline.start, ended), until))
    tasks += _checkins(number, ended.date(), checkins_on(checkin_days, edition))
    return tuple(sorted(tasks, key=lambda task: _as_moment(task.start, ended)))


def _moment(window: Window, ended: datetime) -> date | datetime:
    counts_days = (window.days or window.months) and not window.hours
    return window.after(ended.date()) if counts_days else window.from_moment(ended)


def _as_moment(start: date | datetime, ended: datetime) -> datetime:
    if isinstance(start, datetime):
        return start
    return datetime.combine(start, ended.timetz()) - timedelta(seconds=1)


def _task(
    outline: TaskOutline, text: Sentence, number: int, start: date | datetime, until: date | datetime | None
) -> Task:
    return Task(
        kind=outline.kind,
        session=number,
        start=start,
        until=until,
        text=text,
        cites=outline.cites,
        evidence=outline.evidence,
        rule=outline.id,
        allow=outline.allow,
        forbid=outline.forbid,
    )


def checkins_on(extra_days: Iterable[int], edition: Edition) -> list[CheckinDay]:
    """The usual check-ins, and those on the extra days that findings ask for."""
    extra = set(extra_days)
    return [entry for entry in edition.checkin_days if entry.kind == "usual" or entry.day in extra]


def _checkins(number: int, day: date, checkins: Iterable[CheckinDay]) -> list[Task]:
    return [
        Task(
            kind="checkin",
            session=number,
            start=day + timedelta(days=checkin.day),
            until=None,
            text=sentence_of(checkin),
            cites=checkin.cites,
            evidence=checkin.evidence,
            rule=checkin.id,
        )
        for checkin in checkins
    ]
