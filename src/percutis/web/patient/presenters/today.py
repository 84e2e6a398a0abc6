"""The patient's own day: tasks in their words, the line of recovery, and the sun. No setting is ever read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from percutis.domain.edition.texts import Texts
from percutis.domain.sun import sun_day
from percutis.domain.tasks import Task
from percutis.interop.places import parse_place
from percutis.interop.recovery import course_case, usual_courses, warning_signs
from percutis.interop.wording import day, moments, say_to_patient
from percutis.web.accounts.models import Clinic
from percutis.web.records.selectors.portal import Situation, intake_behind
from percutis.web.ui.charts.recovery import RecoveryLine, recovery_line
from percutis.web.ui.charts.sun_day import SunChart, sun_chart


@dataclass(frozen=True, slots=True)
class TaskView:
    """One thing to do or leave."""

    rule: str
    sentence: str
    dates: str
    is_done: bool


def task_views(tasks: Iterable[Task], texts: Texts, done: set[str] | None = None) -> list[TaskView]:
    """Tasks that have words for patients, each sentence once."""
    found: dict[str, TaskView] = {}
    for task in tasks:
        sentence = say_to_patient(task.text, texts)
        if sentence and sentence not in found:
            dates = moments(task.start, task.until, texts) if task.until else day(_date(task.start), texts)
            found[sentence] = TaskView(task.rule, sentence, dates, task.rule in (done or set()))
    return list(found.values())


def _date(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def recovery_of(situation: Situation, texts: Texts, now: datetime) -> RecoveryLine | None:
    """The line of this patient; None before there is a plan."""
    if situation.course is None or situation.plan is None or not situation.plan.zones:
        return None
    intake = intake_behind(situation.course, situation.edition)
    case = course_case(situation.plan, intake, situation.edition)
    session, zone = situation.last_session, situation.course.clinic.zone
    ended = session.ended.astimezone(zone).date() if session and session.ended else None
    asked = sorted(
        {(_date(task.start) - ended).days for task in situation.aftercare.tasks if task.kind == "checkin"}
        if ended and situation.aftercare
        else ()
    )
    return recovery_line(
        usual_courses(case, situation.edition),
        texts,
        today=(now.astimezone(zone).date() - ended).days if ended else None,
        checkins=asked,
        warnings=warning_signs(case, situation.edition, texts),
    )


def sun_of(clinic: Clinic, situation: Situation, texts: Texts, now: datetime) -> SunChart:
    """The sun of today at the clinic's place."""
    spot = parse_place(clinic.place, situation.edition)
    local = now.astimezone(clinic.zone)
    return sun_chart(sun_day(spot, local.date(), situation.edition), texts, now=local.hour + local.minute / 60)


def outcomes_of(situation: Situation, texts: Texts) -> dict[str, Any]:
    """What others gained and what may bother, as the hand-out says it."""
    from percutis.web.ui.charts.icon_array import icon_array

    found = situation.plan.expected if situation.plan else ()
    views = [(outcome.harm, icon_array(outcome, texts, "patient")) for outcome in found]
    return {
        "hoped": [view for is_harm, view in views if view and not is_harm][:3],
        "unwanted": [view for is_harm, view in views if view and is_harm][:4],
    }
