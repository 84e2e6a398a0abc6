"""The course as a strip ① ② ③ with its dates and the gaps in weeks between them."""

from collections.abc import Sequence

from percutis.cli.page.paper import DIM, Paper
from percutis.domain.course import Interval, SessionDate
from percutis.interop.wording import day, day_of_week, days

STRIP_CELL = 19


def write_course(sessions: Sequence[SessionDate], interval: Interval | None, paper: Paper) -> None:
    """Every session with its intended day and the window around it."""
    if not sessions:
        return
    paper.heading("course", count=len(sessions))
    if len(sessions) * STRIP_CELL <= paper.width - 2 and not paper.mark:
        _write_strip(sessions, paper)
    else:
        _write_list(sessions, paper)
    if interval:
        said = paper.phrase("interval", least=interval.min, usual=interval.usual, most=interval.max)
        paper.line(f"{said}  ", (paper.cites(interval.cites), DIM), indent=2)


def _write_strip(sessions: Sequence[SessionDate], paper: Paper) -> None:
    heads = []
    for visit, after in zip(sessions, (*sessions[1:], None), strict=True):
        gap = f" {_gap(visit, after, paper)} " if after else ""
        heads.append(
            f"{number_sign(visit.number)} {gap.center(STRIP_CELL - 3, '─')} " if after else number_sign(visit.number)
        )
    paper.line(("".join(heads), "bold cyan"), indent=2)
    paper.line(("".join(day(visit.target, paper.texts).ljust(STRIP_CELL) for visit in sessions), "bold"), indent=2)
    windows = (days(visit.earliest, visit.latest, paper.texts) for visit in sessions)
    for visit, window in zip(sessions, windows, strict=True):
        paper.line((f"{number_sign(visit.number)} {paper.phrase('window', days=window)}", DIM), indent=2)


def _write_list(sessions: Sequence[SessionDate], paper: Paper) -> None:
    before: SessionDate | None = None
    for visit in sessions:
        if before:
            paper.line((f"│ {_gap(before, visit, paper)}", DIM), indent=2)
        window = paper.phrase("window", days=days(visit.earliest, visit.latest, paper.texts))
        target = day_of_week(visit.target, paper.texts)
        paper.line((f"{number_sign(visit.number)} {target}", "bold cyan"), (f"  {window}", DIM), indent=2, hang=4)
        before = visit


def _gap(visit: SessionDate, after: SessionDate, paper: Paper) -> str:
    """Weeks where they are whole, else days."""
    weeks, over = divmod((after.target - visit.target).days, 7)
    return paper.phrase("days", days=weeks * 7 + over) if over else paper.phrase("weeks", weeks=weeks)


def number_sign(number: int) -> str:
    """The number of a session in a circle; beyond twenty in brackets."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"
