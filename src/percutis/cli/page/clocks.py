"""The clocks that a session starts: how long each runs, and on whose word."""

from collections.abc import Sequence

from percutis.cli.page.paper import DIM, Paper
from percutis.domain.clocks import ClockLength, RunningClock
from percutis.interop.wording import moment


def write_clocks(clocks: Sequence[ClockLength | RunningClock], paper: Paper) -> None:
    """Each clock with its hours, until when where that is known, and what may be or was chosen instead."""
    if clocks:
        paper.heading("clocks")
    for clock in clocks:
        until = paper.phrase("until", date=moment(clock.until, paper.texts)) if isinstance(clock, RunningClock) else ""
        length = paper.phrase("hours", hours=clock.hours)
        paper.line(paper.dots(paper.word("clock", clock.clock), length, until, _choice(clock, paper)), indent=2, hang=2)
        paper.line((paper.basis(clock.evidence, clock.rule, clock.cites), DIM), indent=4, hang=2)


def _choice(clock: ClockLength | RunningClock, paper: Paper) -> str:
    if clock.overridden:
        return paper.phrase("overridden", by=paper.word("role", clock.overridden.by))
    return paper.phrase("may_override", by=paper.word("role", clock.override)) if clock.override else ""
