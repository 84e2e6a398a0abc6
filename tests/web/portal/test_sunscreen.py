"""One word on sunscreen: while a task forbids it, no card and no other task of the same page asks for it."""

from datetime import date, timedelta

import pytest

from percutis.domain.sun import sun_day
from percutis.domain.tasks import SUNSCREEN
from percutis.web.clinic.presenters.session.aftercare import aftercare_view
from percutis.web.records.selectors.portal import Situation, situation_of
from percutis.web.records.selectors.today import tasks_now
from tests.web.cast import NOW, Cast
from tests.web.charts.example import edition, intake, texts
from tests.web.charts.test_clocks import AFTERCARE
from tests.web.desk.people import make_course
from tests.web.follow.treated import make_session

pytestmark = pytest.mark.django_db
PLACE = intake().place


def test_sunscreen_is_not_asked_for_on_the_day_of_a_session(cast: Cast) -> None:
    """Neither by the sun of the day nor by what is to be done for the next session."""
    course = make_course(cast, on=NOW.date())
    make_session(cast, course, ended=NOW)
    situation, later = situation_of(cast.patient, NOW), NOW + timedelta(days=6)
    assert "shade_and_hat_until_sunscreen" in rules(situation, NOW.date(), hours=1)
    assert not tasks_now(situation, NOW.date(), NOW + timedelta(hours=1)).may_use_sunscreen
    assert tasks_now(situation, later.date(), later).may_use_sunscreen


def test_sunscreen_before_a_session_is_for_every_day_but_the_sessions_own(cast: Cast) -> None:
    """On the day one comes without any, whatever was asked for until then."""
    situation = situation_of(cast.patient, NOW) if make_course(cast, on=NOW.date()) else None
    assert situation is not None
    day = situation.day_of(1)
    assert day is not None
    asked = {on: asks_for_sunscreen(situation, on) for on in (day - timedelta(days=1), day)}
    assert asked == {day - timedelta(days=1): True, day: False}
    assert not tasks_now(situation, day, NOW).may_use_sunscreen


def test_staff_reads_the_same_after_a_session() -> None:
    """The sun beside the aftercare asks for none on the day of the session either."""
    assert PLACE is not None
    days = [sun_day(PLACE, AFTERCARE.ended.date() + timedelta(days=later), edition()) for later in (0, 5)]
    charts = [aftercare_view(AFTERCARE, [day], texts(), now=AFTERCARE.ended).today for day in days]
    assert [chart and chart.may_use_sunscreen for chart in charts] == [False, True]


def test_what_is_over_first_is_said_first_today(cast: Cast) -> None:
    """An hour after a session the list begins with the day's own, and ends with what holds for weeks."""
    make_session(cast, make_course(cast, on=NOW.date()), ended=NOW)
    tasks = tasks_now(situation_of(cast.patient, NOW), NOW.date(), NOW + timedelta(hours=2)).aftercare
    ends = [task.until.isoformat() for task in tasks if task.kind == "aftercare" and task.until]
    assert len(set(ends)) > 2
    assert ends == sorted(ends)


def rules(situation: Situation, on: date, hours: int) -> set[str]:
    return {task.rule for task in tasks_now(situation, on, NOW + timedelta(hours=hours)).aftercare}


def asks_for_sunscreen(situation: Situation, on: date) -> bool:
    return any(SUNSCREEN in task.allow for task in tasks_now(situation, on, NOW).preparation)
