"""Tasks with their dates: the first session in full, later ones by date where they ask for the same."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.course import SessionDate
from percutis.domain.tasks import Task
from percutis.interop.wording import day, moments


def write_course_tasks(tasks: Sequence[Task], sessions: Sequence[SessionDate], paper: Paper) -> None:
    """Before and after each session; what later sessions ask for again is named once, and on a full page dated."""
    if not tasks:
        return
    seen: set[str] = set()
    repeated: list[int] = []
    for visit in sessions:
        own = [task for task in tasks if task.session == visit.number]
        new = [task for task in own if task.rule not in seen]
        again = [task for task in own if task.rule in seen]
        seen.update(task.rule for task in own)
        if new or paper.full:
            paper.heading("tasks_of", number=visit.number, date=day(visit.target, paper.texts))
        write_tasks(new, paper)
        if again and paper.full:
            write_again(again, paper)
        elif again:
            repeated.append(visit.number)
    if repeated:
        paper.blank()
        paper.line(paper.phrase("again_around", numbers=", ".join(map(str, repeated))), indent=2)


def write_tasks(tasks: Iterable[Task], paper: Paper, column: int = 32) -> None:
    """Tasks by kind, each with its wording and its sources; dates that several share stand once."""
    for kind, group in groupby(sorted(tasks, key=_by_kind), key=lambda task: task.kind):
        paper.line((paper.word("kind", kind), STRONG), indent=2)
        before = ""
        for task in group:
            dates = moments(task.start, task.until, paper.texts)
            text = (paper.said(task.text), "  ", (paper.basis(task.evidence, task.rule, task.cites), DIM))
            paper.row("" if dates == before else dates, *text, indent=4, column=column)
            before = dates


def write_again(tasks: Iterable[Task], paper: Paper) -> None:
    """The same as before, with dates only."""
    paper.line((paper.phrase("as_before"), STRONG), indent=2)
    for kind, group in groupby(sorted(tasks, key=_by_kind), key=lambda task: task.kind):
        starts = dict.fromkeys(day(_date(task.start), paper.texts) for task in group)
        paper.line(paper.word("kind", kind), indent=4)
        paper.items(starts, "cyan", indent=6)


def _by_kind(task: Task) -> tuple[int, str, str]:
    """By kind, then by when it begins and ends: written dates sort as they pass, a day before its hours."""
    order = ("preparation", "aftercare", "sun", "checkin", "photos", "review")
    return (order.index(task.kind), task.start.isoformat(), (task.until or task.start).isoformat())


def _date(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
