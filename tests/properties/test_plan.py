"""Plans as properties: every depth inside every bound, every date inside every window, the same answer for ever."""

from datetime import timedelta

from hypothesis import given

from percutis.domain.intake import Intake
from percutis.domain.plan import plan_course
from percutis.domain.words import Verdict
from tests.strategies import EDITION, TODAY, intakes

STEP = 1e-6


@given(intakes)
def test_depth_respects_every_bound(intake: Intake) -> None:
    """No bound that sets a most is ever exceeded, and a least that cannot be met is said."""
    for zone in plan_course(intake, EDITION, TODAY).zones:
        ceilings = [bound.depth_mm for bound in zone.bounds if bound.bound == "at_most"]
        assert zone.depth_mm <= min(ceilings) + STEP
        assert zone.at_most_mm == min(ceilings)
        short = zone.at_least_mm is not None and zone.depth_mm < zone.at_least_mm - STEP
        assert (zone.lost is not None) == short


@given(intakes)
def test_depth_is_a_step_of_the_device(intake: Intake) -> None:
    """What is planned can be set on the dial."""
    for zone in plan_course(intake, EDITION, TODAY).zones:
        device = EDITION.device[zone.device]
        if device.depth_mm:
            assert device.depth_mm.low - STEP <= zone.depth_mm <= device.depth_mm.high + STEP
        if device.step_mm:
            steps = zone.depth_mm / device.step_mm
            assert abs(steps - round(steps)) < STEP


@given(intakes)
def test_dates_respect_every_window(intake: Intake) -> None:
    """Sessions come in order, at least the least interval apart, never before a deferral ends."""
    plan = plan_course(intake, EDITION, TODAY)
    interval = plan.interval_days
    for session in plan.sessions:
        assert session.earliest <= session.target <= session.latest
    for before, after in zip(plan.sessions, plan.sessions[1:], strict=False):
        assert interval is not None
        assert after.earliest - before.earliest >= timedelta(days=interval.min)
        assert interval.min <= (after.target - before.target).days <= interval.max
    if plan.sessions:
        first = plan.sessions[0]
        assert first.earliest >= max(TODAY, intake.earliest or TODAY)
        assert all(first.earliest >= r.until for r in plan.assessment.reasons if r.until and r.action == "defer")


@given(intakes)
def test_nothing_is_planned_for_the_blocked_or_the_unlicensed(intake: Intake) -> None:
    """A block or a missing operator leaves no setting, no date and no task."""
    plan = plan_course(intake, EDITION, TODAY)
    if plan.assessment.verdict is Verdict.BLOCK or intake.operator is None:
        assert (plan.zones, plan.sessions, plan.tasks) == ((), (), ())
        assert plan.withheld is not None


@given(intakes)
def test_every_requested_zone_is_answered(intake: Intake) -> None:
    """A zone that was asked for is either planned or listed with the reason why not."""
    plan = plan_course(intake, EDITION, TODAY)
    if plan.withheld is None:
        asked = sorted((zone, concern.concern) for concern in intake.concerns for zone in concern.zones)
        answered = sorted((item.zone, item.concern) for item in (*plan.zones, *plan.not_planned))
        assert answered == asked


@given(intakes)
def test_same_input_same_answer(intake: Intake) -> None:
    """Planning twice gives equal plans: nothing depends on order, clock or chance."""
    assert plan_course(intake, EDITION, TODAY) == plan_course(intake, EDITION, TODAY)
