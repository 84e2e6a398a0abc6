"""The plan as its page shows it: the face, the zone that is looked at, the course, and everything around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from percutis.domain.course import Interval
from percutis.domain.edition.courses import CourseOutline
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.wording import number, say
from percutis.web.clinic.presenters.plan_clocks import ClockLine, clock_lines
from percutis.web.clinic.presenters.plan_lines import (
    Line,
    TaskGroup,
    addition_lines,
    device_lines,
    not_planned_lines,
    numbing_lines,
    sun_lines,
    task_groups,
    told_lines,
)
from percutis.web.clinic.presenters.plan_zones import (
    ZoneRow,
    ZoneView,
    chosen_zone,
    zone_chart,
    zone_rows,
    zone_view,
)
from percutis.web.ui.charts.face import FaceChart
from percutis.web.ui.charts.icon_array import IconArray, icon_array
from percutis.web.ui.charts.series import SeriesStrip, series_strip


@dataclass(frozen=True, slots=True)
class IntervalChoice:
    """A shorter interval that a doctor may choose instead of an outline's."""

    rule: str
    days: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole page."""

    withheld: str
    chart: FaceChart
    rows: tuple[ZoneRow, ...]
    zone: ZoneView | None
    not_planned: tuple[Line, ...]
    series: SeriesStrip
    interval: str
    shorter: tuple[IntervalChoice, ...]
    devices: tuple[Line, ...]
    additions: tuple[Line, ...]
    numbing: tuple[Line, ...]
    lidocaine: str
    weight_missing: bool
    clocks: tuple[ClockLine, ...]
    tasks: tuple[TaskGroup, ...]
    sun: tuple[Line, ...]
    hoped: tuple[IconArray, ...]
    unwanted: tuple[IconArray, ...]
    told: tuple[Line, ...]


def plan_view(
    plan: Plan,
    texts: Texts,
    edition: Edition,
    *,
    outlines: Iterable[CourseOutline],
    zone: str,
    concern: str,
    here: str,
    today: date,
) -> PlanView:
    """The page of a plan; `zone` (for `concern`) is the one looked at, `here` the page's own address, and `outlines`
    set its intervals.
    """
    chosen = chosen_zone(plan, zone, concern)
    arrays = [(outcome, icon_array(outcome, texts)) for outcome in plan.expected]
    limits = plan.anaesthetic
    return PlanView(
        withheld=say(plan.withheld, texts) if plan.withheld else "",
        chart=zone_chart(plan, texts, chosen, here),
        rows=zone_rows(plan, texts, chosen),
        zone=zone_view(chosen, texts, edition) if chosen else None,
        not_planned=tuple(not_planned_lines(plan, texts)),
        series=series_strip(plan.sessions, texts, today=today),
        interval=_interval(plan.interval_days),
        shorter=tuple(_shorter(outlines)),
        devices=tuple(device_lines(plan, texts)),
        additions=tuple(addition_lines(plan, texts)),
        numbing=tuple(numbing_lines(plan, texts)),
        lidocaine=number(limits.lidocaine_mg) if limits and limits.lidocaine_mg else "",
        weight_missing=bool(limits and limits.weight_kg is None),
        clocks=tuple(clock_lines(plan, texts, edition)),
        tasks=tuple(task_groups((task for task in plan.tasks if task.session == 1), texts)),
        sun=tuple(sun_lines(plan, texts)),
        hoped=tuple(array for outcome, array in arrays if array and not outcome.harm),
        unwanted=tuple(array for outcome, array in arrays if array and outcome.harm),
        told=tuple(told_lines((outcome for outcome, array in arrays if array is None), texts)),
    )


def _shorter(outlines: Iterable[CourseOutline]) -> Iterator[IntervalChoice]:
    """Each shorter interval that some trial used. All outlines of a plan must be chosen so, or the longest holds."""
    for outline in outlines:
        if outline.permissive_min_days is not None:
            yield IntervalChoice(outline.id, outline.permissive_min_days)


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    words = {"least": interval.min, "usual": interval.usual, "most": interval.max}
    return _("Days between sessions: at least %(least)s, usually %(usual)s, at most %(most)s.") % words
