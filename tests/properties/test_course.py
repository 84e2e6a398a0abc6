"""Courses as properties: whatever happens, the waits between visits are kept or the broken one is named."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.course import ImpossibleDatesError, Interval, Network, SessionDate, Wait
from percutis.domain.errors import InputError
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


happenings = st.lists(
    st.one_of(
        st.builds(Held, number=st.integers(1, 4), on=st.integers(-20, 260).map(lambda d: TODAY + timedelta(days=d))),
        st.builds(Moved, number=st.integers(1, 4), to=st.integers(-20, 260).map(lambda d: TODAY + timedelta(days=d))),
        st.builds(
            Reaction,
            until=st.integers(0, 200).map(lambda d: TODAY + timedelta(days=d)),
            interval_at_least_days=st.none() | st.integers(1, 90),
            rule=st.just("new_brown_patches"),
        ),
    ),
    max_size=7,
)


@given(happenings)
def test_whatever_happens_the_open_sessions_keep_their_waits(events: list[Held | Moved | Reaction]) -> None:
    """Held sessions stand; what is still to come is in order, far enough apart and behind every hold."""
    after = redate(COURSE, INTERVAL, events)
    if not after.is_possible:
        assert after.sessions == COURSE
        return
    held = {event.number: event.on for event in events if isinstance(event, Held)}
    holds = [event for event in events if isinstance(event, Reaction)]
    least = max([INTERVAL.min, *(hold.interval_at_least_days or 0 for hold in holds)])
    done = max(held, default=0)

    assert [visit.number for visit in after.sessions] == [1, 2, 3, 4]
    for visit in after.sessions:
        assert visit.earliest <= visit.target <= visit.latest
        if visit.number in held:
            assert (visit.earliest, visit.target, visit.latest) == (held[visit.number],) * 3
    for before, visit in pairwise(after.sessions):
        if visit.number > done and (holds or before.number in held):
            assert (visit.target - before.target).days >= least
            assert (visit.earliest - before.earliest).days >= least
    for visit in after.sessions[done:]:
        assert all(visit.earliest >= hold.until for hold in holds)


@given(happenings)
def test_a_broken_wish_names_a_wait(events: list[Held | Moved | Reaction]) -> None:
    """Only a wish can be impossible, and what forbids it is named with the session it is about."""
    wishes = {f"session {event.number}" for event in events if isinstance(event, Moved)}

    for wait in redate(COURSE, INTERVAL, events).broken:
        assert not wishes.isdisjoint({wait.before, wait.after})
        assert wait.rule


def test_a_session_that_was_held_cannot_be_moved() -> None:
    """What has happened is not moved by a wish; the wait that says so is named."""
    after = redate(COURSE, INTERVAL, [Held(number=1, on=TODAY), Moved(number=1, to=TODAY + timedelta(days=5))])

    assert (after.sessions, [wait.rule for wait in after.broken]) == (COURSE, ["held"])


def test_a_wish_inside_a_hold_names_the_reaction() -> None:
    """A day before a reaction's hold ends is refused, however long ago the last session was."""
    events = [
        Held(number=1, on=TODAY),
        Reaction(until=TODAY + timedelta(days=60), rule="new_brown_patches"),
        Moved(number=2, to=TODAY + timedelta(days=40)),
    ]

    assert [wait.rule for wait in redate(COURSE, INTERVAL, events).broken] == ["new_brown_patches"]


def test_a_wish_too_close_to_the_one_before_is_refused_while_both_are_open() -> None:
    """Session 3 at its own earliest day is too close to session 2 on its intended day."""
    after = redate(COURSE, INTERVAL, [Moved(number=3, to=COURSE[2].earliest)])

    assert [(wait.before, wait.after, wait.least) for wait in after.broken] == [("session 2", "session 3", 28)]


def test_a_wish_outlives_what_does_not_touch_it() -> None:
    """A day that was wished for stays when the session before it is held as planned."""
    wish = COURSE[2].target + timedelta(days=4)

    after = redate(COURSE, INTERVAL, [Moved(number=3, to=wish), Held(number=2, on=COURSE[1].target)])

    assert after.sessions[2].target == wish


def test_a_session_moved_again_follows_the_last_wish() -> None:
    """Of two wishes for one session the last one counts, and what follows goes with it."""
    first, last = COURSE[1].target + timedelta(days=20), COURSE[1].target + timedelta(days=3)

    after = redate(COURSE, INTERVAL, [Moved(number=2, to=first), Moved(number=2, to=last)])

    assert after == redate(COURSE, INTERVAL, [Moved(number=2, to=last)])


def test_held_sessions_may_be_told_in_any_order() -> None:
    """The course is the same whichever of two held sessions is written down first."""
    one, two = Held(number=1, on=TODAY), Held(number=2, on=TODAY + timedelta(days=30))

    assert redate(COURSE, INTERVAL, [one, two]) == redate(COURSE, INTERVAL, [two, one])


def test_a_reaction_after_the_last_session_changes_no_date() -> None:
    """When every session was held, a hold has nothing left to move."""
    held = [Held(number=visit.number, on=visit.target) for visit in COURSE]
    hold = Reaction(until=TODAY + timedelta(days=300), interval_at_least_days=60, rule="new_brown_patches")

    assert redate(COURSE, INTERVAL, [*held, hold]) == redate(COURSE, INTERVAL, held)


def test_a_session_that_the_course_lacks_is_refused() -> None:
    """A fifth session of four is bad input, not a crash."""
    with pytest.raises(InputError, match="1 to 4"):
        redate(COURSE, INTERVAL, [Moved(number=5, to=TODAY)])


def test_no_most_and_a_most_of_none_differ() -> None:
    """Two visits on one and the same day: a most of 0 days is a limit, None is none."""
    same_day = Network((Wait("a", "b", 0, 0, "same day"),))

    assert [wait.rule for wait in same_day.check({"a": 0, "b": 1})] == ["same day"]
    assert Network((Wait("a", "b", 0, None, "any day"),)).check({"a": 0, "b": 1}) == ()
