"""Courses as properties: whatever happens, the waits between visits are kept or the broken one is named."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.course import ImpossibleDatesError, Interval, Network, SessionDate, Wait
from percutis.domain.redating import Held, Moved, Reaction, redate

TODAY = date(2026, 11, 22)

INTERVAL = Interval(min=28, usual=35, max=42, cites=())
COURSE = tuple(
    SessionDate(
        number=n,
        earliest=TODAY + timedelta(days=28 * (n - 1)),
        target=TODAY + timedelta(days=35 * (n - 1)),
        latest=TODAY + timedelta(days=42 * n),
    )
    for n in range(1, 5)
)


def gaps(sessions: tuple[SessionDate, ...]) -> list[int]:
    """Days between the intended dates of neighbours."""
    return [(b.target - a.target).days for a, b in pairwise(sessions)]


@given(st.integers(1, 4), st.integers(0, 120))
def test_moving_a_visit_later_moves_what_follows(number: int, days: int) -> None:
    """Every later session keeps at least the least interval; earlier ones stay where they were."""
    to = COURSE[number - 1].target + timedelta(days=days)

    moved = redate(COURSE, INTERVAL, [Moved(number=number, to=to)])

    assert moved.is_possible
    assert moved.sessions[: number - 1] == COURSE[: number - 1]
    assert moved.sessions[number - 1].target == to
    assert all(gap >= INTERVAL.min for gap in gaps(moved.sessions))


@given(st.integers(2, 4), st.integers(0, 27))
def test_moving_a_visit_too_close_names_the_wait(number: int, days: int) -> None:
    """Sooner than the least interval after a session that was held: refused, and the wait is named."""
    held_on = COURSE[number - 2].target

    moved = redate(
        COURSE,
        INTERVAL,
        [Held(number=number - 1, on=held_on), Moved(number=number, to=held_on + timedelta(days=days))],
        rule="acne_scar_course",
    )

    assert moved.sessions == COURSE
    assert [(wait.after, wait.least, wait.rule) for wait in moved.broken] == [
        (f"session {number}", 28, "acne_scar_course")
    ]


@given(st.integers(0, 60), st.integers(28, 90))
def test_a_reaction_holds_and_widens(hold_days: int, interval: int) -> None:
    """After a reaction no session lies before the hold, and gaps are at least the wider interval."""
    held_on = COURSE[0].target
    until = held_on + timedelta(days=hold_days)

    after = redate(
        COURSE,
        INTERVAL,
        [Held(number=1, on=held_on), Reaction(until=until, interval_at_least_days=interval, rule="new_brown_patches")],
    )

    assert after.sessions[0].target == held_on
    assert all(session.earliest >= until for session in after.sessions[1:])
    assert all(gap >= interval for gap in gaps(after.sessions))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=8), st.integers(0, 50))
def test_network_earliest_is_feasible_and_least(waits: list[tuple[int, int]], start: int) -> None:
    """The earliest days satisfy every wait, and no visit could be a day sooner."""
    network = Network(
        tuple(Wait(f"v{n}", f"v{n + 1}", least, least + room, "r") for n, (least, room) in enumerate(waits))
    )

    days = network.earliest({"v0": start})

    assert network.check(days) == ()
    assert days == {f"v{n}": start + sum(least for least, _ in waits[:n]) for n in range(len(waits) + 1)}


@given(st.integers(1, 60), st.integers(1, 40))
def test_network_without_room_names_its_waits(least: int, too_much: int) -> None:
    """Two visits that must be both near and far apart cannot be dated: the contradiction is named."""
    network = Network(
        (Wait("a", "b", least + too_much, None, "far enough apart"), Wait("a", "b", 0, least, "near enough"))
    )

    with pytest.raises(ImpossibleDatesError) as impossible:
        network.earliest({"a": 0})

    assert {wait.rule for wait in impossible.value.waits} == {"far enough apart", "near enough"}


def test_network_latest_mirrors_earliest() -> None:
    """The latest day of a visit leaves room for everything that must follow before its own latest."""
    network = Network((Wait("a", "b", 28, 42, "interval"), Wait("b", "c", 28, 42, "interval")))

    assert network.latest({"c": 100}) == {"a": 44, "b": 72, "c": 100}


def test_held_sessions_never_move() -> None:
    """What has happened stands, also when it was held too early; the next counts from it."""
    early = date(2026, 12, 10)
    course = redate(COURSE, INTERVAL, [Held(number=1, on=TODAY), Held(number=2, on=early)])

    assert [session.target for session in course.sessions[:2]] == [TODAY, early]
    assert course.sessions[2].earliest == early + timedelta(days=28)
