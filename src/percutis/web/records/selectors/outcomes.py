"""The grades of a course, by concern and scale."""

from collections.abc import Iterable
from dataclasses import dataclass

from percutis.domain.outcome import GradeChange, grade_change
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import Course, Outcome


@dataclass(frozen=True, slots=True)
class Graded:
    """One concern on one scale: its grades by day, and the change from first to last as the core says."""

    concern: str
    scale: str
    outcomes: tuple[Outcome, ...]
    change: GradeChange | None


def grades_of(course: Course) -> list[Graded]:
    """Every concern and scale that was graded."""
    by_scale: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in course.outcomes.select_related("by__user").order_by("on", "id"):
        by_scale.setdefault((outcome.concern, outcome.scale), []).append(outcome)
    return [Graded(concern, scale, tuple(rows), _change(course, rows)) for (concern, scale), rows in by_scale.items()]


def _change(course: Course, rows: list[Outcome]) -> GradeChange | None:
    if len(rows) < 2:
        return None
    edition = edition_of(course.clinic, course.plan.edition)
    return grade_change(rows[0].scale, rows[0].grade, rows[-1].grade, edition)


def concerns_of(course: Course) -> list[str]:
    """What the course is for, in the order of the consultation."""
    said: Iterable[dict[str, str]] = course.plan.asked.get("concerns", [])
    return list(dict.fromkeys(one["concern"] for one in said))
