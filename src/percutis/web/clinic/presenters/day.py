"""The day as columns: where each visit lies on the grid of five minutes, and which lie side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from percutis.web.accounts.models import Clinic
from percutis.web.clinic.presenters.visits import VisitView, visit_view
from percutis.web.records.core.places import CELL, opening
from percutis.web.records.selectors.visits import DayOfClinic
from percutis.web.ui.names import called

HOUR = timedelta(hours=1)
MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A visit with its place: rows of five minutes from the top of the day, and its lane among those beside it."""

    visit: VisitView
    row: int
    rows: int
    numbing_rows: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Column:
    """One practitioner's day."""

    name: str
    role: str
    is_licensed: bool
    visits: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """A line of the clock."""

    words: str
    row: int


@dataclass(frozen=True, slots=True)
class DayView:
    """The page of a day. `list` is for a phone: what blocks treatment first, then by time, what is over last."""

    day: date
    before: date
    after: date
    is_today: bool
    is_closed: bool
    columns: tuple[Column, ...]
    hours: tuple[Hour, ...]
    rows: int
    now_row: int | None
    now_words: str
    list: tuple[VisitView, ...]
    counts: tuple[int, int]


def day_view(found: DayOfClinic, clinic: Clinic, now: datetime) -> DayView:
    """The day laid out, from the first full hour that anything needs to the last."""
    views = {one.visit.pk: visit_view(one) for one in found.visits}
    hours = opening(clinic, found.day)
    moments = [*(hours or ()), *(moment for one in views.values() for moment in (one.starts, one.ends))]
    top = min(moments, default=now).replace(minute=0, second=0, microsecond=0)
    bottom = max(moments, default=top + HOUR)
    local = now.astimezone(clinic.zone)
    rows = max(12, -(-(bottom - top) // CELL))
    columns = tuple(
        Column(
            name=called(member),
            role=member.role,
            is_licensed=member.is_licensed_on(found.day),
            visits=_placed(
                [views[one.visit.pk] for one in found.visits if one.visit.practitioner_id == member.pk], top
            ),
        )
        for member in found.practitioners
    )
    return DayView(
        day=found.day,
        before=found.day - timedelta(days=1),
        after=found.day + timedelta(days=1),
        is_today=found.day == local.date(),
        is_closed=hours is None,
        columns=columns,
        hours=tuple(Hour(f"{top + HOUR * n:%H:%M}", n * 12) for n in range(-(-rows // 12))),
        rows=rows,
        now_row=_row(local, top) if found.day == local.date() and top <= local < top + rows * CELL else None,
        now_words=f"{local:%H:%M}",
        list=tuple(sorted(views.values(), key=_urgency)),
        counts=(len(views), sum(one.is_blocked for one in views.values())),
    )


def _urgency(visit: VisitView) -> tuple[bool, bool, datetime]:
    return (not visit.is_open, not visit.is_blocked, visit.starts)


def _placed(visits: Sequence[VisitView], top: datetime) -> tuple[Placed, ...]:
    return tuple(placed for group in _touching(visits) for placed in _side_by_side(group, top))


def _touching(visits: Iterable[VisitView]) -> list[list[VisitView]]:
    """Visits in groups that share some time, by their start."""
    groups: list[list[VisitView]] = []
    end = None
    for visit in sorted(visits, key=lambda one: (one.starts, one.ends)):
        if end is None or visit.starts >= end:
            groups.append([])
        groups[-1].append(visit)
        end = visit.ends if end is None else max(end, visit.ends)
    return groups


def _side_by_side(group: list[VisitView], top: datetime) -> list[Placed]:
    """Each visit in the first lane that is free when it starts."""
    ends: list[datetime] = []
    lanes = []
    for visit in group:
        lane = next((number for number, end in enumerate(ends) if end <= visit.starts), len(ends))
        ends[lane : lane + 1] = [visit.ends]
        lanes.append(lane)
    count = min(len(ends), MOST_LANES)
    return [_place(visit, top, min(lane, count - 1), count) for visit, lane in zip(group, lanes, strict=True)]


def _place(visit: VisitView, top: datetime, lane: int, lanes: int) -> Placed:
    row, rows = _row(visit.starts, top), max(1, -(-(visit.ends - visit.starts) // CELL))
    needed = visit.starts
    if visit.numbing_until:
        hour, minute = visit.numbing_until.split(":")
        needed = visit.starts.replace(hour=int(hour), minute=int(minute))
    return Placed(visit, row, rows, (needed - visit.starts) // CELL, lane, lanes)


def _row(moment: datetime, top: datetime) -> int:
    return (moment - top) // CELL
