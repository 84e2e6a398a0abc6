"""After the session: clocks that run from its real end, and the dated tasks they allow and forbid."""

from datetime import datetime, timedelta
from typing import NamedTuple

from percutis.domain.clocks import RunningClock, clock_lengths, run_from
from percutis.domain.edition.edition import Edition
from percutis.domain.healing import ProductTiming, product_timings
from percutis.domain.screening import screen
from percutis.domain.session import Session, concerns_of, session_case
from percutis.domain.sun import SunOutlook, highest, outlook
from percutis.domain.tasks import Task, outlines_for, session_tasks

SUN_DAYS = 7


class Aftercare(NamedTuple):
    """The dated list of tasks after a session, with the sun of its place and days."""

    edition: str
    edition_status: str
    ended: datetime
    clocks: tuple[RunningClock, ...]
    tasks: tuple[Task, ...]
    products: tuple[ProductTiming, ...]
    sun: SunOutlook | None


def plan_aftercare(session: Session, edition: Edition) -> Aftercare:
    """What follows a session, from its real end (or, while it is not over, from its start)."""
    ended = session.ended or session.starts
    days = tuple(ended.date() + timedelta(days=day) for day in range(SUN_DAYS + 1))
    sun = outlook(session.place, days, edition) if session.place else None
    case = session_case(session, edition)._replace(uv_index=highest(sun))
    clocks = clock_lengths(case, session.overrides, edition)
    changes = [r.changes for r in screen(session.findings, concerns_of(session), case, edition).reasons if r.changes]
    required = frozenset(task for change in changes for task in change.require_tasks)
    extra_days = [day for change in changes for day in change.checkin_days]
    return Aftercare(
        edition=edition.id,
        edition_status=edition.status,
        ended=ended,
        clocks=run_from(ended, clocks.values()),
        tasks=session_tasks(outlines_for(case, required, edition), ended, clocks, extra_days, edition),
        products=product_timings(ended, clocks, edition),
        sun=sun,
    )
