"""Tasks of the plan that the patient says are done."""

from datetime import datetime

from django.db import transaction

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.prepared import Prepared
from percutis.web.records.models import Course, TaskTick

TICKS = Prepared(lambda course, number: TaskTick.objects.filter(course=course, number=number).order_by("id"))


def tick_task(*, course: Course, number: int, task: str, is_done: bool, by: Actor, at: datetime) -> TaskTick:
    """The newest word on a task of one session."""
    with transaction.atomic():
        row = TaskTick.objects.create(
            clinic=course.clinic,
            at=at,
            by=by.membership,
            patient=course.patient,
            course=course,
            number=number,
            task=task,
            is_done=is_done,
        )
        details = {"task": task, "number": number, "is_done": is_done}
        write_audit(by=by, at=at, action="task.ticked", subject=course, patient=course.patient.key, details=details)
    return row


def ticked_tasks(course: Course, number: int) -> set[str]:
    """The tasks of a session that are done, by the newest word on each."""
    newest = {tick.task: tick.is_done for tick in TICKS(course.pk, number)}
    return {task for task, is_done in newest.items() if is_done}
