"""The recovery line: what is usual on each day after a session, symptom by symptom, and where today stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from percutis.domain.edition.texts import Texts
from percutis.interop.recovery import SHOWN_DAYS, UsualCourse
from percutis.interop.wording import label

LEFT, STEP, TOP, ROW = 150, 52, 34, 26


@dataclass(frozen=True, slots=True)
class Cell:
    """One symptom on one day: 0 not, 1 a little, 2 clearly, 3 strongly."""

    x: int
    width: int
    grade: int


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """One symptom over the days."""

    y: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayHead:
    """One day of the line."""

    x: int
    text: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """The line; `usual_today` are the symptoms that are usual on the day shown as today."""

    days: tuple[DayHead, ...]
    rows: tuple[SymptomRow, ...]
    height: int
    today: int | None
    usual_today: tuple[tuple[str, int], ...]
    is_beyond: bool


def recovery_line(courses: Sequence[UsualCourse], texts: Texts, *, today: int | None, most: int = 8) -> RecoveryLine:
    """The line for these usual courses (percutis.interop.recovery), `today` in days since the session."""
    shown = [course for course in courses if any(course.grades)][:most]
    place = None if today is None else max((i for i, day in enumerate(SHOWN_DAYS) if day <= today), default=0)
    rows = tuple(
        SymptomRow(
            y=TOP + number * ROW,
            name=label("symptom", course.symptom, texts, "patient"),
            cells=tuple(Cell(LEFT + at * STEP, STEP, grade) for at, grade in enumerate(course.grades)),
        )
        for number, course in enumerate(shown)
    )
    usual = (
        ()
        if place is None
        else tuple(
            (label("symptom", course.symptom, texts, "patient"), course.grades[place])
            for course in shown
            if course.grades[place]
        )
    )
    return RecoveryLine(
        days=tuple(DayHead(LEFT + at * STEP + STEP // 2, str(day), at == place) for at, day in enumerate(SHOWN_DAYS)),
        rows=rows,
        height=TOP + len(rows) * ROW + 10,
        today=today,
        usual_today=usual,
        is_beyond=today is not None and today > SHOWN_DAYS[-1],
    )
