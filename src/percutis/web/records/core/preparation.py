"""The preparation that a signed plan asks for before each of its sessions: which, and on which days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from percutis.domain import plan as core
from percutis.domain.tasks import Task
from percutis.web.records.models import Plan

Tasks = dict[int, tuple[str, ...]]
MOST_KEPT = 512
_kept: dict[str, Tasks] = {}  # by the digest of the answer: the same answer always asks for the same


def preparations_of(plans: Iterable[Plan]) -> dict[int, Tasks]:
    """By plan and by number of the session, the tasks. Long answers are read once, all of them in one query."""
    digests = {plan.pk: plan.digest for plan in plans}
    unread = [pk for pk, digest in digests.items() if digest not in _kept]
    if unread:
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        for digest, answer in Plan.objects.filter(pk__in=unread).values_list("digest", "answer"):
            _kept[digest] = preparation_in(answer)
    return {pk: _kept[digest] for pk, digest in digests.items()}


def preparation_in(answer: dict[str, Any]) -> Tasks:
    """By number of the session, the preparation that a kept plan asks for."""
    found: dict[int, list[str]] = defaultdict(list)
    for task in answer.get("tasks", []):
        if task["kind"] == "preparation":
            found[task["session"]].append(task["rule"])
    return {number: tuple(tasks) for number, tasks in found.items()}


def preparation_for(plan: core.Plan, number: int, day: date) -> list[Task]:
    """What to prepare for the session of that number on that day: the plan's own tasks, moved with the session."""
    planned = next((visit.target for visit in plan.sessions if visit.number == number), None)
    if planned is None:
        return []
    later = day - planned
    return [
        task._replace(start=task.start + later, until=task.until + later if task.until else None)
        for task in plan.tasks
        if task.session == number and task.kind == "preparation"
    ]


def day_of(when: date | datetime) -> date:
    """The day of a task's start or end, whether or not it says the time."""
    return when.date() if isinstance(when, datetime) else when


def falls_on(task: Task, day: date) -> bool:
    """Whether the day is one of the task's: a task without an end has one."""
    return day_of(task.start) <= day <= day_of(task.until or task.start)
