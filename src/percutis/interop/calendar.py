"""The course as a calendar file that every phone opens. No name, no patient number, generic titles; marked private.

Visits and check-ins are events of their own; what is to be done is gathered by the day on which it begins.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.domain.tasks import Task
from percutis.interop.phrases import Phrases, load_phrases
from percutis.interop.wording import days, isolated, label, say_to_patient

NAMESPACE = UUID("6f2f6c1e-6f0b-5c39-9a53-0d1b8a0a7b11")
MORNING = timedelta(hours=9)
DAY_BEFORE = timedelta(days=-1)
REMINDERS = {"visit": (timedelta(days=-2) + MORNING, timedelta(days=-1) + MORNING)}


def course_calendar(plan: Plan, texts: Texts, patient: str) -> bytes:
    """The course as iCalendar bytes. The same plan gives the same bytes, and a later plan of the same course keeps
    the identity of each visit and day with a higher number, so that a calendar moves events instead of doubling them.

    `patient` is the clinic's number; only a digest of it is written.
    """
    phrases = load_phrases(texts.language)
    calendar = Calendar()
    calendar.add("prodid", "-//Percutis//percutis//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", phrases("calendar.name"))
    for event in (*_visits(plan, texts, phrases, patient), *_task_days(plan, texts, phrases, patient)):
        calendar.add_component(event)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _visits(plan: Plan, texts: Texts, phrases: Phrases, patient: str) -> Iterator[Event]:
    for visit in plan.sessions:
        title = phrases("calendar.visit", number=visit.number, count=len(plan.sessions))
        window = phrases("window", days=days(visit.earliest, visit.latest, texts))
        yield _event(plan, visit.target, title, isolated(window, texts), patient, "visit", str(visit.number))


def _task_days(plan: Plan, texts: Texts, phrases: Phrases, patient: str) -> Iterator[Event]:
    """One event for each kind of task and each day on which something of it begins."""
    groups: dict[tuple[int, str, date], list[Task]] = {}
    for task in plan.tasks:
        groups.setdefault((task.session, task.kind, _day(task.start)), []).append(task)
    for (session, kind, start), tasks in groups.items():
        described = list(_described(tasks, texts))
        if described:
            title = phrases("calendar.task", kind=label("kind", kind, texts, "patient"), number=session)
            offset = (start - plan.sessions[session - 1].target).days
            yield _event(plan, start, title, "\n".join(described), patient, kind, f"{session}:{offset}")


def _described(tasks: Iterable[Task], texts: Texts) -> Iterator[str]:
    for task in tasks:
        said = say_to_patient(task.text, texts)
        if said:
            yield f"- {said}"


def _event(plan: Plan, on: date, title: str, description: str, patient: str, kind: str, name: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE, f'{patient}:{kind}:{name}')}@percutis")
    event.add("sequence", plan.on.toordinal())  # what was planned later stands
    event.add("dtstamp", datetime.combine(plan.on, time(), UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", title)
    if description:
        event.add("description", description)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for before in REMINDERS.get(kind, (MORNING,)):
        event.add_component(reminder(before, title))
    return event


def reminder(before: timedelta, title: str) -> Alarm:
    """What rings so long before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
