"""The series strip: true distances in time, in the order in which the reader reads."""

from datetime import date, timedelta
from itertools import pairwise

from percutis.web.ui.charts.series import series_strip
from tests.web.charts.example import ON, plan, share, texts

SESSIONS = plan().sessions


def test_sessions_keep_their_order_and_distance() -> None:
    """Six weeks are as wide wherever they lie."""
    places = [share(visit.x) for visit in series_strip(SESSIONS, texts(), today=ON).visits]
    steps = [after - before for before, after in pairwise(places)]
    assert max(steps) - min(steps) < 0.2 < min(steps)


def test_series_runs_from_the_right_in_urdu() -> None:
    """Time runs the way the reader reads; the picture is the mirror of the English one."""
    english = [share(visit.x) for visit in series_strip(SESSIONS, texts(), today=ON).visits]
    urdu = [share(visit.x) for visit in series_strip(SESSIONS, texts("ur"), today=ON).visits]
    assert [round(100 - x, 1) for x in urdu] == english


def test_every_session_stands_in_its_window() -> None:
    """Earliest, intended, latest: in this order on the strip."""
    for visit in series_strip(SESSIONS, texts(), today=ON).visits:
        start = share(visit.window_x)
        assert start - 0.1 <= share(visit.x) <= start + share(visit.window_width) + 0.1


def test_held_session_stands_on_its_real_day() -> None:
    """A session held late moves its mark and the words, and leaves no window."""
    held = SESSIONS[0].target + timedelta(days=4)
    strip = series_strip(SESSIONS, texts(), today=held, states={1: "held", 2: "next"}, dates={1: held})
    first, second = strip.visits[:2]
    assert (first.date, first.window_width, second.gap) == ("Wednesday 24 February 2027", "0%", "38 days")
    assert strip.next == second


def test_hold_allows_nothing_next() -> None:
    """While a course is on hold no session is called allowed."""
    strip = series_strip(SESSIONS, texts(), today=ON, states={1: "held", 2: "hold"})
    assert (strip.next, strip.is_on_hold) == (None, True)


def test_today_far_from_the_course_is_not_drawn() -> None:
    """The strip does not shrink to a point for a day years away."""
    assert series_strip(SESSIONS, texts(), today=date(2020, 1, 1)).today_x == ""


def test_no_sessions_give_an_empty_strip() -> None:
    """A withheld plan has nothing to draw."""
    assert series_strip((), texts(), today=ON).visits == ()
