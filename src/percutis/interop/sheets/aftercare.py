"""The sheet that a patient takes home after a session: what to do, what to leave, until when, and when to call.

It holds no setting: only sentences with a patient's wording are used.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from percutis.domain.aftercare import Aftercare
from percutis.domain.decision import Sentence
from percutis.domain.edition.texts import Texts
from percutis.domain.healing import ProductTiming
from percutis.domain.sun import SunDay, whole_index
from percutis.domain.tasks import Task
from percutis.interop.answers import notice
from percutis.interop.phrases import Phrases, load_phrases
from percutis.interop.recovery import Warnings
from percutis.interop.sheets.sheet import Part, Sheet, filled
from percutis.interop.wording import (
    day_of_week,
    isolated,
    label,
    left_to_right,
    listed,
    moment,
    moments,
    number,
    say_to_patient,
)

KINDS = ("aftercare", "sun", "checkin", "photos", "review")


class Sender(NamedTuple):
    """Whose sheet it is: the clinic's name and telephones, and how it calls the patient (a number, or a name)."""

    clinic: str
    phone: str
    night: str
    patient: str


def aftercare_sheet(
    answer: Aftercare, days: Sequence[SunDay], signs: Iterable[Warnings], texts: Texts, sender: Sender
) -> Sheet:
    """The sheet after one session, in the language of `texts`."""
    phrases = load_phrases(texts.language)
    ended = isolated(phrases("sheet.after.ended", moment=moment(answer.ended, texts)), texts)
    parts = (
        *_advice(answer.tasks, texts),
        _products(answer.products, texts, phrases),
        _sun(days, texts, phrases),
        reach_part(sender, phrases),
        *_signs(signs, texts),
    )
    return Sheet(
        language=texts.language,
        title=phrases("sheet.after.title"),
        subtitle=" · ".join(filter(None, (sender.patient, ended))),
        clinic=sender.clinic,
        reach=left_to_right(sender.phone),
        footer=phrases("handout.thanks"),
        page=phrases("handout.page"),
        at=answer.ended,
        parts=filled(parts),
        notices=tuple(filter(None, (notice(answer.edition_status, texts, "patient"),))),
    )


def by_time(task: Task) -> tuple[int, str, str]:
    """The order of reading: kind by kind, what begins first, and of that what is over first."""
    return KINDS.index(task.kind), task.start.isoformat(), (task.until or task.start).isoformat()


def _advice(tasks: Iterable[Task], texts: Texts) -> Iterable[Part]:
    """The tasks of each kind, gathered under the times they are for."""
    wanted = (task for task in tasks if task.kind in KINDS)
    ordered = sorted(wanted, key=by_time)
    for kind, group in groupby(ordered, key=lambda task: task.kind):
        by_times: dict[str, list[str]] = {}
        for task in group:
            if said := say_to_patient(task.text, texts):
                by_times.setdefault(isolated(moments(task.start, task.until, texts), texts), []).append(said)
        name = label("kind", kind, texts, "patient")
        yield Part(title=name[:1].upper() + name[1:], dated=tuple((when, tuple(s)) for when, s in by_times.items()))


def _products(products: Iterable[ProductTiming], texts: Texts, phrases: Phrases) -> Part:
    """From when each class of product may touch the skin, the first to be allowed first; then those to ask about."""
    timed = sorted((one.allowed_from, one.product) for one in products if one.allowed_from)
    waiting = [label("product", one.product, texts, "patient") for one in products if one.allowed_from is None]
    rows = tuple((_name(product, texts), isolated(moment(when, texts), texts)) for when, product in timed)
    asked = phrases("sheet.after.ask_first", products=listed(waiting, texts)) if waiting else ""
    head = (phrases("sheet.after.product"), phrases("sheet.after.allowed_from"))
    return Part(title=phrases("sheet.after.products"), head=head, rows=rows, note=isolated(asked, texts))


def _name(product: str, texts: Texts) -> str:
    name = label("product", product, texts, "patient")
    return name[:1].upper() + name[1:]


def _sun(days: Sequence[SunDay], texts: Texts, phrases: Phrases) -> Part:
    """The sun of the next days, and the hours to stay in where there are any."""
    head = (phrases("handout.date"), phrases("handout.index"), phrases("sheet.after.stay_in"))
    shown = len(head) if any(one.stay_in for one in days) else len(head) - 1
    rows = tuple(_sun_of_day(one, texts)[:shown] for one in days)
    return Part(title=phrases("sheet.after.sun"), head=head[:shown], rows=rows)


def _sun_of_day(one: SunDay, texts: Texts) -> tuple[str, ...]:
    hours = listed((left_to_right(f"{start}–{end}") for start, end in one.stay_in), texts)
    strength = listed((number(whole_index(one.max)), label("band", one.band, texts, "patient")), texts)
    return isolated(day_of_week(one.on, texts), texts), strength, hours


def _signs(signs: Iterable[Warnings], texts: Texts) -> Iterable[Part]:
    for warnings in signs:
        said = say_to_patient(Sentence(f"answers.go.{warnings.urgency.value}"), texts) or ""
        points = tuple(isolated(sign, texts) for sign in (*warnings.plain, *warnings.qualified))
        yield Part(title=said, points=points, tone="warm" if warnings.urgency.value == "emergency" else "plain")


def reach_part(sender: Sender, phrases: Phrases) -> Part:
    """Whom to call, by day and at night."""
    known = ((phrases("handout.clinic"), sender.phone), (phrases("handout.night"), sender.night))
    pairs = tuple((name, left_to_right(phone)) for name, phone in known if phone)
    return Part(title=phrases("handout.call"), pairs=pairs)
