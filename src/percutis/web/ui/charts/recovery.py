"""The recovery line: what is usual on each day after a session, symptom by symptom, and where today stands.

For patients: it holds no setting. The days are not evenly spaced in time: the first week is drawn wide, the months
after it narrow; each stop says its day. Time runs the way the reader reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from percutis.domain.decision import Sentence
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Urgency
from percutis.interop.recovery import SHOWN_DAYS, UsualCourse, Warnings
from percutis.interop.wording import is_right_to_left, isolated, label, say_to_patient
from percutis.web.ui.charts.axis import Axis

TOP = 52
ROW, RIBBON = 46, 18  # from row to row, and from a name to its ribbon
TALL_ROW, TALL_RIBBON = 58, 30  # the same for Nastaliq, which hangs deep
THICK = (0, 20, 58, 96)  # of a ribbon 100 high, by grade
HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One symptom on one day: 0 not, 1 a little, 2 clearly, 3 strongly."""

    grade: int


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """One symptom over the days: a ribbon, as thick as it usually is strong."""

    y: int
    ribbon_y: int
    name: str
    ribbon: str
    strength: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayHead:
    """One day of the line; `is_asked` where the clinic asks how the skin is."""

    x: str
    text: str
    is_today: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class ClockBar:
    """A clock that runs from the session's end; its name stands where it ends."""

    x: str
    y: int
    width: str
    end: str
    name: str
    hours: int


@dataclass(frozen=True, slots=True)
class WarningList:
    """What to do, and the signs for which it is to be done."""

    urgency: str
    what: str
    signs: tuple[str, ...]
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """The line; `usual_today` are the symptoms that are usual on the day shown as today, with their grade.

    `warnings` are the signs that are not usual on any day, with how soon somebody must look.
    """

    id: str
    days: tuple[DayHead, ...]
    shown_days: tuple[int, ...]
    rows: tuple[SymptomRow, ...]
    clocks: tuple[ClockBar, ...]
    view_box: str
    height: int
    today: int | None
    today_x: str
    usual_today: tuple[tuple[str, int], ...]
    is_beyond: bool
    next_asked: int | None
    warnings: tuple[WarningList, ...]
    is_right_to_left: bool


def recovery_line(
    courses: Sequence[UsualCourse],
    texts: Texts,
    *,
    today: int | None,
    most: int = 8,
    checkins: Sequence[int] = (),
    clocks: Sequence[tuple[str, int]] = (),
    warnings: Sequence[Warnings] = (),
    id: str = "recovery",
) -> RecoveryLine:
    """The line for these usual courses (percutis.interop.recovery), `today` in days since the session.

    `checkins` are the days on which the patient is asked, `clocks` the codes and hours of what runs from the session's
    end (`channels_open`, 48), `warnings` what `warning_signs` gives.
    """
    shown = [course for course in courses if any(course.grades)][:most]
    stops = (*SHOWN_DAYS, *sorted({day for day in checkins if day > SHOWN_DAYS[-1]}))
    axis = Axis(0, len(stops) - 1, 5.0, 95.0, is_right_to_left(texts))
    place = None if today is None else max((n for n, day in enumerate(stops) if day <= today), default=0)
    top = TOP + 26 * len(clocks)
    row = TALL_ROW if axis.is_mirrored else ROW
    return RecoveryLine(
        id=id,
        days=tuple(DayHead(axis.x(n), str(day), n == place, day in checkins) for n, day in enumerate(stops)),
        shown_days=SHOWN_DAYS,
        rows=tuple(_row(course, top + n * row, len(stops), axis, texts) for n, course in enumerate(shown)),
        clocks=tuple(_clock(code, hours, n, stops, axis, texts) for n, (code, hours) in enumerate(clocks)),
        view_box=f"0 -50 {(len(stops) - 1) * 100} 100",
        height=top + len(shown) * row,
        today=today,
        today_x=axis.x(place) if place is not None else "",
        usual_today=_usual(shown, place, texts),
        is_beyond=today is not None and today > SHOWN_DAYS[-1],
        next_asked=next((day for day in sorted(checkins) if today is not None and day >= today), None),
        warnings=tuple(_warning(entry, texts) for entry in warnings),
        is_right_to_left=axis.is_mirrored,
    )


def _usual(shown: Sequence[UsualCourse], place: int | None, texts: Texts) -> tuple[tuple[str, int], ...]:
    if place is None or place >= len(SHOWN_DAYS):
        return ()
    found = [(label("symptom", course.symptom, texts, "patient"), course.grades[place]) for course in shown]
    return tuple(sorted(((name, grade) for name, grade in found if grade), key=lambda item: -item[1]))


def _warning(entry: Warnings, texts: Texts) -> WarningList:
    said = say_to_patient(Sentence(f"answers.go.{entry.urgency.value}"), texts) or ""
    signs = (*entry.plain, *(isolated(sign, texts) for sign in entry.qualified))
    return WarningList(entry.urgency.value, said, signs, entry.urgency is Urgency.EMERGENCY)


def _row(course: UsualCourse, y: int, stops: int, axis: Axis, texts: Texts) -> SymptomRow:
    grades = (*course.grades, *(0 for _ in range(stops - len(course.grades))))
    return SymptomRow(
        y=y,
        ribbon_y=y + (TALL_RIBBON if axis.is_mirrored else RIBBON),
        name=label("symptom", course.symptom, texts, "patient"),
        ribbon=_ribbon(grades, is_mirrored=axis.is_mirrored),
        strength=max(grades),
        cells=tuple(map(Cell, course.grades)),
    )


def _ribbon(grades: Sequence[int], *, is_mirrored: bool) -> str:
    """A closed path around the middle line, level at each day and soft between two, a hundred units from day to day."""
    last = max(n for n, grade in enumerate(grades) if grade)
    ends = [*grades[: last + 1], 0][: len(grades)]
    width = (len(grades) - 1) * 100
    tops = [(width - n * 100 if is_mirrored else n * 100, THICK[grade] // 2) for n, grade in enumerate(ends)]
    upper = [(x, -half) for x, half in tops]
    lower = tops[::-1]
    return f"M{upper[0][0]} {upper[0][1]}{_level(upper)}L{lower[0][0]} {lower[0][1]}{_level(lower)}Z"


def _level(points: Sequence[tuple[int, int]]) -> str:
    said = ""
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) // 2
        said += f"C{middle} {y0} {middle} {y1} {x1} {y1}"
    return said


def _clock(code: str, hours: int, place: int, stops: Sequence[int], axis: Axis, texts: Texts) -> ClockBar:
    """A clock as a bar from the end of the session, each day as wide as the line draws it."""
    ends = hours / HOURS_OF_A_DAY
    before = max(n for n, day in enumerate(stops) if day <= ends)
    after = min(before + 1, len(stops) - 1)
    share = (ends - stops[before]) / ((stops[after] - stops[before]) or 1)
    x, width = axis.span(0, before + share)
    return ClockBar(
        x, TOP - 8 + 26 * place, width, axis.x(before + share), label("clock", code, texts, "patient"), hours
    )
