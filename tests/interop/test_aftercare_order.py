"""The order in which what follows a session is read."""

from percutis.interop.sheets.aftercare import by_time
from tests.web.charts.test_clocks import AFTERCARE


def test_what_is_over_first_is_read_first() -> None:
    """Of everything that begins with the end of the session, what ends sooner comes before what ends later."""
    tasks = sorted((task for task in AFTERCARE.tasks if task.kind == "aftercare"), key=by_time)
    ends = [task.until.isoformat() for task in tasks if task.start == AFTERCARE.ended and task.until]
    assert len(set(ends)) > 2
    assert ends == sorted(ends)
