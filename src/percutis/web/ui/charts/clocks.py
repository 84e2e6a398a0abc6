"""The clocks that a session started, and the tasks after it, on one line of days: what still runs, what is over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from percutis.domain.aftercare import Aftercare
from percutis.domain.clocks import RunningClock
from percutis.domain.edition.texts import Register, Texts
from percutis.domain.tasks import Task
from percutis.interop.wording import day, is_right_to_left, label, moment, moments, say, say_to_patient
from percutis.web.ui.charts.axis import Axis

TOP, ROW = 30, 34
HOUR, DAY = 3600.0, 86400.0
LEAST_DAYS, MOST_DAYS = 2, 14
MOST_TICKS, MOST_TASKS = 7, 8


@dataclass(frozen=True, slots=True)
class Strip:
    """One clock or task as a bar: `state` is `running`, `over` or `later`; words beside it say until when."""

    number: int
    kind: str
    x: str
    width: str
    y: int
    name: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a day."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class ClockStrip:
    """The line of the days after a session; `now_x` only while now lies on it."""

    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    height: int
    now_x: str
    is_right_to_left: bool


def clock_strip(
    answer: Aftercare,
    texts: Texts,
    *,
    now: datetime,
    days: int | None = None,
    with_tasks: bool = False,
    register: Register = "clinician",
) -> ClockStrip:
    """The clocks of an aftercare (and its tasks, where asked for) over so many days from the session's real end.

    A patient sees only tasks that have words for patients.
    """
    ended = answer.ended
    longest = max((clock.hours / 24 for clock in answer.clocks), default=LEAST_DAYS)
    shown = days or min(MOST_DAYS, max(LEAST_DAYS, round(longest) + 1))
    axis = Axis(ended.timestamp(), ended.timestamp() + shown * DAY, 2.0, 98.0, is_right_to_left(texts))
    found = [*_clocks(answer.clocks, ended, now, axis, texts, register)]
    if with_tasks:
        found += islice(_tasks(answer.tasks, now, axis, texts, register), MOST_TASKS)
    strips = tuple(Strip(n + 1, *entry[:3], TOP + n * ROW, *entry[3:]) for n, entry in enumerate(found))
    return ClockStrip(
        strips=strips,
        ticks=tuple(_ticks(ended, shown, axis, texts)),
        height=TOP + len(strips) * ROW,
        now_x=axis.x(now.timestamp()) if axis.low <= now.timestamp() <= axis.high else "",
        is_right_to_left=axis.is_mirrored,
    )


_Entry = tuple[str, str, str, str, str, str]


def _clocks(
    clocks: Sequence[RunningClock], ended: datetime, now: datetime, axis: Axis, texts: Texts, register: Register
) -> Iterator[_Entry]:
    for clock in clocks:
        x, width = axis.span(ended.timestamp(), clock.until.timestamp())
        name = label("clock", clock.clock, texts, register)
        yield "clock", x, width, name, moment(clock.until, texts), _state(ended, clock.until, now)


def _tasks(tasks: Sequence[Task], now: datetime, axis: Axis, texts: Texts, register: Register) -> Iterator[_Entry]:
    """The tasks that run or begin within the line; what is over is not said again."""
    for task in tasks:
        start, until = _moment(task.start, now), _moment(task.until or task.start, now)
        said = say(task.text, texts) if register == "clinician" else say_to_patient(task.text, texts)
        if said and until >= now and start.timestamp() <= axis.high:
            x, width = axis.span(start.timestamp(), until.timestamp())
            yield task.kind, x, width, said, moments(task.start, task.until, texts), _state(start, until, now)


def _moment(when: date | datetime, like: datetime) -> datetime:
    """A date as the beginning of its day."""
    return when if isinstance(when, datetime) else datetime.combine(when, time(), like.tzinfo)


def _state(start: datetime, until: datetime, now: datetime) -> str:
    if now < start:
        return "later"
    return "over" if now >= until else "running"


def _ticks(ended: datetime, shown: int, axis: Axis, texts: Texts) -> Iterator[Tick]:
    """The days of the line; the month is said once, so that days stand beside each other on a telephone."""
    every, month = -(-shown // MOST_TICKS), ""
    for number in range(1, shown + 1, every):
        start = datetime.fromtimestamp(ended.timestamp() + number * DAY, ended.tzinfo)
        start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        words, before = day(start.date(), texts).rpartition(" ")[0], month
        month = words.partition(" ")[2]
        yield Tick(axis.x(start.timestamp()), words if month != before else words.partition(" ")[0])
