"""Tasks with their dates: the first session in full, later ones by date where they ask for the same."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.course import SessionDate
from percutis.domain.tasks import Task
from percutis.interop.wording import day, days, moment


def write_course_tasks(tasks: Sequence[Task], sessions: Sequence[SessionDate], paper: Paper) -> None:
    """Before and after each session; what later sessions ask for again is named once and dated."""
    if not tasks:
        return
    seen: set[str] = set()
    for visit in sessions:
        own = [task for task in tasks if task.session == visit.number]
        new = [task for task in own if task.rule not in seen]
        again = [task for task in own if task.rule in seen]
        seen.update(task.rule for task in own)
        paper.heading("tasks_of", number=visit.number, date=day(visit.target, paper.texts))
        write_tasks(new, paper)
        if again:
            write_again(again, paper)


def write_tasks(tasks: Iterable[Task], paper: Paper) -> None:
    """Tasks by kind, each with its dates, its wording and its sources."""
    for kind, group in groupby(sorted(tasks, key=_by_kind), key=lambda task: task.kind):
        paper.line((paper.word("kind", kind), STRONG), indent=2)
        for task in group:
            paper.row(dates_of(task, paper), paper.said(task.text), "  ", (_standing(task, paper), DIM), indent=4)


def write_again(tasks: Iterable[Task], paper: Paper) -> None:
    """The same as before, with dates only."""
    paper.line((paper.phrase("as_before"), STRONG), indent=2)
    for kind, group in groupby(sorted(tasks, key=_by_kind), key=lambda task: task.kind):
        starts = dict.fromkeys(day(_date(task.start), paper.texts) for task in group)
        paper.line(f"{paper.word('kind', kind)}: ", (" · ".join(starts), "cyan"), indent=4, hang=2)


def dates_of(task: Task, paper: Paper) -> str:
    """From when until when, in words."""
    if isinstance(task.start, datetime) or isinstance(task.until, datetime):
        start = moment(task.start, paper.texts) if isinstance(task.start, datetime) else day(task.start, paper.texts)
        if task.until is None or task.until == task.start:
            return start
        until = moment(task.until, paper.texts) if isinstance(task.until, datetime) else day(task.until, paper.texts)
        return paper.phrase("span", start=start, until=until)
    return days(task.start, task.until, paper.texts)


def _standing(task: Task, paper: Paper) -> str:
    return f"{paper.standing(task.evidence)} {paper.cites(task.cites)}"


def _by_kind(task: Task) -> tuple[int, date]:
    order = ("preparation", "aftercare", "sun", "checkin", "photos", "review")
    return (order.index(task.kind), _date(task.start))


def _date(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
