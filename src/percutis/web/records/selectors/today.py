"""What is to be done or answered today, for the patient's own pages: preparation, aftercare, check-ins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from percutis.domain.tasks import SUNSCREEN, Task, forbidden_by
from percutis.domain.words import Urgency
from percutis.web.records.core.preparation import day_of, falls_on, preparation_for
from percutis.web.records.models import CheckIn
from percutis.web.records.selectors.portal import SHOWN, Situation

ASKED_FOR = timedelta(days=3)  # how long after its day a check-in is still asked for


@dataclass(frozen=True, slots=True)
class TasksNow:
    """What is to be done today for the next session, and at this moment after the last: neither asks for what today's
    preparation forbids, preparation not for what aftercare forbids either.
    """

    preparation: list[Task]
    aftercare: list[Task]
    may_use_sunscreen: bool


def tasks_now(situation: Situation, today: date, now: datetime) -> TasksNow:
    """The tasks of this moment; preparation moves along with the session's day."""
    preparation = [task for task in _preparation(situation) if falls_on(task, today)]
    aftercare = _aftercare_at(situation, now)
    before = forbidden_by(preparation)
    forbidden = before | forbidden_by(aftercare)
    return TasksNow(_without(forbidden, preparation), _without(before, aftercare), SUNSCREEN not in forbidden)


def preparation_ahead(situation: Situation, today: date) -> list[Task]:
    """The preparation for the next session that begins later."""
    return [task for task in _preparation(situation) if day_of(task.start) > today]


def next_number(situation: Situation) -> int | None:
    """The number of the next session that has not been held."""
    return next((visit.number for visit in situation.dates if visit.number not in situation.held), None)


def _preparation(situation: Situation) -> list[Task]:
    number = next_number(situation)
    day = situation.day_of(number) if number else None
    if situation.plan is None or number is None or day is None:
        return []
    return preparation_for(situation.plan, number, day)


def _without(forbidden: frozenset[str], tasks: list[Task]) -> list[Task]:
    return [task for task in tasks if forbidden.isdisjoint(task.allow)]


def _aftercare_at(situation: Situation, now: datetime) -> list[Task]:
    if situation.followed is None:
        return []
    local = now.astimezone(situation.followed.session.clinic.zone)
    running = (
        task
        for task in situation.followed.aftercare.tasks
        if task.kind in ("aftercare", "sun") and _has_begun(task, local) and not _is_over(task, local)
    )
    return sorted(running, key=_by_end)


def _by_end(task: Task) -> tuple[str, str]:
    """Skin before sun; what is over first is said first."""
    return task.kind, (task.until or task.start).isoformat()


def _has_begun(task: Task, local: datetime) -> bool:
    return task.start <= local if isinstance(task.start, datetime) else task.start <= local.date()


def _is_over(task: Task, local: datetime) -> bool:
    until = task.until
    if until is None:
        return not isinstance(task.start, datetime) and task.start < local.date()
    return until < local if isinstance(until, datetime) else until < local.date()


def checkin_due(situation: Situation, today: date) -> int | None:
    """The day after the session for which the clinic waits to hear how the skin is; None when it waits for nothing."""
    if situation.followed is None:
        return None
    since = (today - situation.followed.ended).days
    asked = [day for day in situation.followed.checkin_days if day <= since]
    if not asked or since - asked[-1] > ASKED_FOR.days:
        return None
    newest, first = situation.checkin, situation.followed.ended + timedelta(days=asked[-1])
    is_said = newest is not None and newest.clinic.day_of(newest.at) >= first
    return None if is_said else asked[-1]


def open_report(situation: Situation, now: datetime) -> CheckIn | None:
    """The newest report, while somebody has to look at it and nobody has answered: what to do stays in sight."""
    row = situation.checkin
    if row is None or row.urgency == Urgency.SELF_CARE or row.answered is not None or row.at < now - SHOWN:
        return None
    return row
