"""The patient's own day: tasks in their words, the line of recovery, and the sun. No setting is ever read here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from percutis.domain.decision import sentence_of
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.domain.sun import sun_day
from percutis.domain.tasks import Task
from percutis.interop.places import parse_place
from percutis.interop.recovery import course_case, usual_courses, warning_signs
from percutis.interop.wording import day, moments, say_to_patient
from percutis.web.accounts.models import Clinic
from percutis.web.patient.presenters.frame import name_of
from percutis.web.records.core.preparation import day_of
from percutis.web.records.models import Appointment
from percutis.web.records.selectors.portal import Situation, intake_behind
from percutis.web.records.selectors.today import TasksNow
from percutis.web.ui.charts.icon_array import IconArray, icon_array
from percutis.web.ui.charts.recovery import RecoveryLine, recovery_line
from percutis.web.ui.charts.sun_day import SunChart, sun_chart


@dataclass(frozen=True, slots=True)
class TaskView:
    """One thing to do or leave."""

    rule: str
    sentence: str
    dates: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit that is booked: when, and with whom."""

    starts: datetime
    who: str


def visit_views(visits: Iterable[Appointment], language: str) -> list[VisitView]:
    """The visits in their order."""
    return [VisitView(visit.starts, name_of(visit.practitioner.user, language)) for visit in visits]


def task_views(tasks: Iterable[Task], texts: Texts, done: set[str] | None = None) -> list[TaskView]:
    """Tasks that have words for patients, each sentence once."""
    found: dict[str, TaskView] = {}
    for task in tasks:
        sentence = say_to_patient(task.text, texts)
        if sentence and sentence not in found:
            dates = moments(task.start, task.until, texts) if task.until else day(day_of(task.start), texts)
            found[sentence] = TaskView(task.rule, sentence, dates, task.rule in (done or set()))
    return list(found.values())


def tasks_by_beginning(tasks: Iterable[Task], texts: Texts) -> list[tuple[str, list[TaskView]]]:
    """What is still to come, under the day on which it begins."""
    groups: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda task: day_of(task.start)):
        groups.setdefault(day(day_of(task.start), texts), []).append(task)
    found = [(when, task_views(tasks, texts)) for when, tasks in groups.items()]
    return [(when, views) for when, views in found if views]


def recovery_of(situation: Situation, texts: Texts, now: datetime) -> RecoveryLine | None:
    """The line of this patient, from the session that is followed, else from the plan; None before there is either."""
    followed = situation.followed
    if followed is not None:
        edition, case = followed.edition, followed.case
    elif situation.course is not None and situation.plan is not None and situation.plan.zones:
        edition = situation.edition
        case = course_case(situation.plan, intake_behind(situation.course, edition), edition)
    else:
        return None
    today = (followed.session.clinic.day_of(now) - followed.ended).days if followed else None
    return recovery_line(
        usual_courses(case, edition),
        texts,
        today=today,
        checkins=followed.checkin_days if followed else (),
        warnings=warning_signs(case, edition, texts),
    )


def without_warnings(line: RecoveryLine | None) -> RecoveryLine | None:
    """The line without the signs that need us: those stand on their own, further down."""
    return line and replace(line, warnings=())


def asked_on(day_number: int | None, situation: Situation, texts: Texts) -> str:
    """What the clinic asks on this day after the session, in the edition's words."""
    if situation.followed is None or day_number is None:
        return ""
    entries = situation.followed.edition.checkin_days
    entry = next((entry for entry in entries if entry.day == day_number), None)
    return (say_to_patient(sentence_of(entry), texts) or "") if entry else ""


def sun_of(clinic: Clinic, edition: Edition, tasks: TasksNow, texts: Texts, now: datetime) -> SunChart:
    """The sun of today at the clinic's place, and whether sunscreen is among what helps."""
    spot = parse_place(clinic.place, edition)
    local = now.astimezone(clinic.zone)
    return sun_chart(
        sun_day(spot, local.date(), edition),
        texts,
        now=local.hour + local.minute / 60,
        may_use_sunscreen=tasks.may_use_sunscreen,
    )


def outcomes_of(plan: Plan | None, texts: Texts) -> dict[str, list[IconArray]]:
    """What others gained and what may bother, as the hand-out says it."""
    views = [(one.harm, icon_array(one, texts, "patient")) for one in (plan.expected if plan else ())]
    return {
        "hoped": [view for is_harm, view in views if view and not is_harm][:3],
        "unwanted": [view for is_harm, view in views if view and is_harm][:4],
    }
