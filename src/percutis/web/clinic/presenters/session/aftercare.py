"""Aftercare in the patient's language: what to do and to leave, with its times, the products and the sun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from percutis.domain.aftercare import Aftercare
from percutis.domain.edition.texts import Register, Texts
from percutis.domain.healing import ProductTiming
from percutis.domain.sun import SunDay, whole_index
from percutis.domain.tasks import SUNSCREEN, Task, forbidden_by
from percutis.interop.answers import notice
from percutis.interop.sheets.aftercare import KINDS, by_time
from percutis.interop.wording import day_of_week, label, moment, moments, number, say, say_to_patient
from percutis.web.records.core.preparation import falls_on
from percutis.web.ui.charts.clocks import ClockStrip, clock_strip
from percutis.web.ui.charts.sun_day import SunChart, sun_chart


@dataclass(frozen=True, slots=True)
class Advice:
    """What holds for one stretch of time."""

    times: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """The advice of one kind."""

    kind: str
    name: str
    lines: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One class of products: the moment from which it may touch the skin, where there is one, and its words."""

    name: str
    allowed_from: str
    sentence: str


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
    allowed: tuple[ProductLine, ...]
    withheld: tuple[ProductLine, ...]
    clocks: ClockStrip
    sun: tuple[SunLine, ...]
    today: SunChart | None
    place: str
    notice: str


def aftercare_view(
    answer: Aftercare, days: Sequence[SunDay], texts: Texts, *, now: datetime, register: Register = "patient"
) -> AftercareView:
    """The aftercare in the language of `texts`; to a patient only what has words for patients."""
    products = [_product(one, texts, register) for one in answer.products]
    return AftercareView(
        ended=answer.ended,
        groups=tuple(_groups(answer.tasks, texts, register)),
        allowed=tuple(line for line in products if line.allowed_from),
        withheld=tuple(line for line in products if not line.allowed_from),
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
        today=_sun_chart(days[0], answer.tasks, texts, register) if days else None,
        place=days[0].place if days else "",
        notice=notice(answer.edition_status, texts, register) or "",
    )


def _sun_chart(day: SunDay, tasks: Iterable[Task], texts: Texts, register: Register) -> SunChart:
    that_day = (task for task in tasks if falls_on(task, day.on))
    return sun_chart(day, texts, register, may_use_sunscreen=SUNSCREEN not in forbidden_by(that_day))


def _product(one: ProductTiming, texts: Texts, register: Register) -> ProductLine:
    said = say_to_patient(one.text, texts) if register == "patient" else None
    return ProductLine(
        name=label("product", one.product, texts, register),
        allowed_from=moment(one.allowed_from, texts) if one.allowed_from else "",
        sentence=said or say(one.text, texts),
    )


def _groups(tasks: Iterable[Task], texts: Texts, register: Register) -> Iterable[AdviceGroup]:
    wanted = [task for task in tasks if task.kind in KINDS]
    ordered = sorted(wanted, key=by_time)
    for kind, group in groupby(ordered, key=lambda task: task.kind):
        by_times: dict[str, list[str]] = {}
        for task in group:
            said = say_to_patient(task.text, texts) if register == "patient" else say(task.text, texts)
            if said:
                by_times.setdefault(moments(task.start, task.until, texts), []).append(said)
        if by_times:
            lines = tuple(Advice(times, tuple(sentences)) for times, sentences in by_times.items())
            yield AdviceGroup(kind, label("kind", kind, texts, register), lines)
