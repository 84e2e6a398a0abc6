"""Aftercare in the patient's language: what to do and to leave, with its times, the products and the sun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from percutis.domain.aftercare import Aftercare
from percutis.domain.edition.texts import Register, Texts
from percutis.domain.sun import SunDay, whole_index
from percutis.domain.tasks import Task
from percutis.interop.answers import notice
from percutis.interop.wording import day_of_week, label, moment, moments, number, say, say_to_patient
from percutis.web.ui.charts.clocks import ClockStrip, clock_strip
from percutis.web.ui.charts.sun_day import SunChart, sun_chart

KINDS = ("aftercare", "sun", "checkin", "photos", "review")


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do or to leave, with its times."""

    times: str
    sentence: str
    is_to_leave: bool


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """The advice of one kind."""

    kind: str
    name: str
    lines: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One class of products, from when it may touch the skin."""

    name: str
    words: str
    is_banned_now: bool


@dataclass(frozen=True, slots=True)
class SunLine:
    """The sun of one day."""

    day: str
    index: str
    band: str
    band_code: str
    stay_in: str


@dataclass(frozen=True, slots=True)
class AftercareView:
    """The whole of it."""

    ended: datetime
    groups: tuple[AdviceGroup, ...]
    products: tuple[ProductLine, ...]
    clocks: ClockStrip
    sun: tuple[SunLine, ...]
    today: SunChart | None
    place: str
    notice: str


def aftercare_view(
    answer: Aftercare, days: Sequence[SunDay], texts: Texts, *, now: datetime, register: Register = "patient"
) -> AftercareView:
    """The aftercare in the language of `texts`; to a patient only what has words for patients."""
    return AftercareView(
        ended=answer.ended,
        groups=tuple(_groups(answer.tasks, texts, register)),
        products=tuple(
            ProductLine(
                name=label("product", one.product, texts, register),
                words=moment(one.allowed_from, texts) if one.allowed_from else "",
                is_banned_now=one.allowed_from is None or now < one.allowed_from,
            )
            for one in answer.products
        ),
        clocks=clock_strip(answer, texts, now=now, register=register),
        sun=tuple(
            SunLine(
                day=day_of_week(one.on, texts),
                index=number(whole_index(one.max)),
                band=label("band", one.band, texts, register),
                band_code=one.band,
                stay_in=", ".join(f"{start}–{end}" for start, end in one.stay_in),
            )
            for one in days
        ),
        today=sun_chart(days[0], texts, register) if days else None,
        place=days[0].place if days else "",
        notice=notice(answer.edition_status, texts, register) or "",
    )


def _groups(tasks: Iterable[Task], texts: Texts, register: Register) -> Iterable[AdviceGroup]:
    wanted = [task for task in tasks if task.kind in KINDS]
    ordered = sorted(wanted, key=lambda task: (KINDS.index(task.kind), task.start.isoformat()))
    for kind, group in groupby(ordered, key=lambda task: task.kind):
        lines = tuple(line for task in group if (line := _line(task, texts, register)))
        if lines:
            yield AdviceGroup(kind, label("kind", kind, texts, register), lines)


def _line(task: Task, texts: Texts, register: Register) -> Advice | None:
    said = say_to_patient(task.text, texts) if register == "patient" else say(task.text, texts)
    return Advice(moments(task.start, task.until, texts), said, bool(task.forbid)) if said else None
