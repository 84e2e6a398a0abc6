"""The sheet that a patient prepares one visit with: what to do or leave, by the day on which it begins. No setting."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from percutis.domain.edition.texts import Texts
from percutis.domain.tasks import Task
from percutis.interop.answers import notice
from percutis.interop.phrases import Phrases, load_phrases
from percutis.interop.sheets.aftercare import Sender, reach_part
from percutis.interop.sheets.sheet import Part, Sheet, filled
from percutis.interop.wording import day_of_week, isolated, say_to_patient


def preparation_sheet(
    tasks: Iterable[Task], visit: date, at: datetime | None, texts: Texts, sender: Sender, *, status: str
) -> Sheet:
    """The preparation for the visit of that day, `at` that time once it is booked; `status` is the edition's."""
    phrases = load_phrases(texts.language)
    when = day_of_week(visit, texts) + (f" · \u2066{at:%H:%M}\u2069" if at else "")
    title = phrases("sheet.before.list")
    return Sheet(
        language=texts.language,
        title=phrases("sheet.before.title"),
        subtitle=" · ".join(filter(None, (sender.patient, isolated(when, texts)))),
        clinic=sender.clinic,
        reach=f"\u2066{sender.phone}\u2069" if sender.phone else "",
        footer=phrases("handout.thanks"),
        page=phrases("handout.page"),
        at=datetime.combine(visit, time(), UTC),
        parts=filled(
            (Part(title=title, dated=tuple(_by_beginning(tasks, visit, texts, phrases))), reach_part(sender, phrases))
        ),
        notices=tuple(filter(None, (notice(status, texts, "patient"),))),
    )


def _by_beginning(
    tasks: Iterable[Task], visit: date, texts: Texts, phrases: Phrases
) -> Iterable[tuple[str, tuple[str, ...]]]:
    groups: dict[date, list[str]] = {}
    for task in sorted(tasks, key=lambda task: task.start.isoformat()):
        if said := say_to_patient(task.text, texts):
            start = task.start.date() if isinstance(task.start, datetime) else task.start
            groups.setdefault(start, []).append(said)
    for start, said_then in groups.items():
        on = (
            phrases("handout.on_the_day") if start == visit else phrases("handout.from", date=day_of_week(start, texts))
        )
        yield isolated(on, texts), tuple(said_then)
