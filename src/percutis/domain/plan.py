"""The plan: per zone a depth with its bounds, the course with its dates, tasks, additions, limits and expectation.

Nothing is planned when the assessment blocks, or when no licensed operator within scope is named: then the plan has
no settings at all, and says why. A deferral moves the first session's earliest day instead.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from percutis.domain.additions import AdditionStance, stances
from percutis.domain.anaesthetic import AnaestheticLimits, anaesthetic_limits
from percutis.domain.assessment import Assessment, assess_case, latest_until
from percutis.domain.case import with_zones
from percutis.domain.clocks import ClockLength, clock_lengths
from percutis.domain.course import CourseShape, Floor, Interval, SessionDate, combine, date_sessions
from percutis.domain.decision import Sentence
from percutis.domain.device_choice import DeviceChoice, choices
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.courses import CourseOutline
from percutis.domain.edition.edition import Edition
from percutis.domain.healing import HealingPhase, healing_phases
from percutis.domain.intake import Intake
from percutis.domain.outcome import ExpectedOutcome, expectations
from percutis.domain.scope import Scope, scope_of
from percutis.domain.sun import SunOutlook, highest, outlook
from percutis.domain.tasks import Task, course_tasks, longest_preparation, outlines_for
from percutis.domain.words import PHYSICIANS, Stance, Verdict
from percutis.domain.zone_plan import NotPlanned, ZonePlan, plan_zones


class Plan(NamedTuple):
    """The whole plan. `zones`, `sessions` and `tasks` are empty when nothing may be planned; `withheld` says why."""

    edition: str
    edition_status: str
    on: date
    assessment: Assessment
    withheld: Sentence | None
    devices: tuple[DeviceChoice, ...]
    zones: tuple[ZonePlan, ...]
    not_planned: tuple[NotPlanned, ...]
    sessions: tuple[SessionDate, ...]
    interval_days: Interval | None
    clocks: tuple[ClockLength, ...]
    tasks: tuple[Task, ...]
    healing: tuple[HealingPhase, ...]
    additions: tuple[AdditionStance, ...]
    anaesthetic: AnaestheticLimits | None
    sun: SunOutlook | None
    expected: tuple[ExpectedOutcome, ...]


def plan_course(intake: Intake, edition: Edition, on: date) -> Plan:
    """The whole plan for an intake, as of `on`.

    Raises:
        InputError: a skin-type questionnaire with missing or impossible answers.
    """
    assessment, case = assess_case(intake, edition, on)
    scope = scope_of(intake.operator, case, edition)
    withheld = _why_withheld(assessment, intake, scope)
    if withheld:
        return _empty(assessment, withheld, edition)
    planned, not_planned = plan_zones(intake, case, assessment, scope, edition)
    case = _as_planned(case, planned, edition)
    shape = _shape(planned, case, intake, assessment, edition)
    additions = stances(intake.additions, case, assessment.reasons, scope, edition)
    dated = case._replace(concerns=frozenset(_concerns(planned)))
    course = _dates(shape, dated, intake, assessment, edition) if shape else _Dated()
    return Plan(
        edition=edition.id,
        edition_status=edition.status,
        on=on,
        assessment=assessment,
        withheld=None,
        devices=choices(
            tuple(edition.device[d] for d in intake.devices), frozenset(z.device for z in planned), case, edition
        ),
        zones=planned,
        not_planned=not_planned,
        sessions=course.sessions,
        interval_days=shape.interval if shape else None,
        clocks=course.clocks,
        tasks=course.tasks,
        healing=healing_phases(course.sessions, edition),
        additions=additions,
        anaesthetic=anaesthetic_limits(intake.patient.weight_kg, case, assessment.reasons, scope, edition),
        sun=course.sun,
        expected=_expected(planned, case._replace(additions=_may_be_added(additions)), edition),
    )


def _may_be_added(additions: tuple[AdditionStance, ...]) -> frozenset[str]:
    """What the patient asked for and may have: a trial of what is prohibited here promises nothing."""
    return frozenset(a.addition for a in additions if a.asked and a.stance in (Stance.ALLOWED, Stance.PHYSICIAN))


def _why_withheld(assessment: Assessment, intake: Intake, scope: Scope) -> Sentence | None:
    if assessment.verdict is Verdict.BLOCK:
        return Sentence("answers.withheld_blocked")
    if intake.operator is None or not intake.operator.licensed:
        return Sentence("answers.withheld_unlicensed")
    if not scope.allowed:
        return Sentence("answers.withheld_out_of_scope", (("role", f"labels.role.{intake.operator.role}"),))
    return None


def _empty(assessment: Assessment, withheld: Sentence, edition: Edition) -> Plan:
    return Plan(
        edition=edition.id,
        edition_status=edition.status,
        on=assessment.on,
        assessment=assessment,
        withheld=withheld,
        devices=(),
        zones=(),
        not_planned=(),
        sessions=(),
        interval_days=None,
        clocks=(),
        tasks=(),
        healing=(),
        additions=(),
        anaesthetic=None,
        sun=None,
        expected=(),
    )


def _as_planned(case: Case, planned: tuple[ZonePlan, ...], edition: Edition) -> Case:
    """The case of the course as a whole: its deepest zone, its devices, and only the zones that are treated."""
    return with_zones(case, edition, [zone.zone for zone in planned])._replace(
        depth_mm=max((zone.later_depth_mm for zone in planned), default=None),
        device_classes=frozenset(edition.device[zone.device].device_class for zone in planned),
        devices=frozenset(zone.device for zone in planned),
    )


def _shape(
    planned: tuple[ZonePlan, ...], case: Case, intake: Intake, assessment: Assessment, edition: Edition
) -> CourseShape | None:
    """The course that serves every planned concern; None when no zone is planned."""
    outlines = list(_outlines(planned, case, intake, edition))
    if not outlines:
        return None
    return combine(outlines, _floors(assessment), _chosen_shorter(outlines, intake))


def _outlines(planned: tuple[ZonePlan, ...], case: Case, intake: Intake, edition: Edition) -> Iterator[CourseOutline]:
    """The first outline that applies to each planned concern."""
    for concern in _concerns(planned):
        grade = next((c.grade for c in intake.concerns if c.concern == concern), None)
        narrowed = case._replace(concerns=frozenset((concern,)), grade=grade)
        if outline := next((entry for entry in edition.courses if entry.when.applies(narrowed)), None):
            yield outline


def course_outlines(plan: Plan, intake: Intake, edition: Edition) -> tuple[CourseOutline, ...]:
    """The outlines that set how many sessions a plan has and how far apart they lie, one for each planned concern."""
    _assessment, case = assess_case(intake, edition, plan.on)
    return tuple(dict.fromkeys(_outlines(plan.zones, _as_planned(case, plan.zones, edition), intake, edition)))


def _floors(assessment: Assessment) -> Iterator[Floor]:
    """The least intervals that findings ask for."""
    for reason in assessment.reasons:
        days = reason.changes.interval_at_least_days if reason.changes else None
        if days:
            yield Floor(days, reason.rule, reason.cites)


def _chosen_shorter(outlines: list[CourseOutline], intake: Intake) -> int | None:
    """The shorter interval that a doctor chose on the record, if every outline knows one."""
    chosen = {override.rule for override in intake.overrides if override.by in PHYSICIANS}
    shorter = [outline.permissive_min_days for outline in outlines if outline.id in chosen]
    found = [days for days in shorter if days is not None]
    return max(found) if found and len(found) == len(outlines) else None


class _Dated(NamedTuple):
    """The course on the calendar."""

    sessions: tuple[SessionDate, ...] = ()
    clocks: tuple[ClockLength, ...] = ()
    tasks: tuple[Task, ...] = ()
    sun: SunOutlook | None = None


def _dates(shape: CourseShape, case: Case, intake: Intake, assessment: Assessment, edition: Edition) -> _Dated:
    """The sessions, every task around them, and the sun of their days.

    Preparation that takes weeks moves the intended first day, not the earliest.
    """
    required = [r.changes for r in assessment.reasons if r.changes]
    tasks_required = frozenset(task for change in required for task in change.require_tasks)
    lead = longest_preparation(outlines_for(case, tasks_required, edition))
    earliest = max(assessment.on, intake.earliest or assessment.on, latest_until(assessment.reasons) or assessment.on)
    target = max(earliest, assessment.on + timedelta(days=lead))
    sessions = date_sessions(shape, earliest, target)
    sun = outlook(intake.place, tuple(visit.target for visit in sessions), edition)
    case = case._replace(uv_index=highest(sun))
    outlines = outlines_for(case, tasks_required, edition)
    extra_days = [day for change in required for day in change.checkin_days]
    clocks = clock_lengths(case, intake.overrides, edition)
    tasks = course_tasks(outlines, sessions, clocks, extra_days, edition)
    return _Dated(sessions, tuple(clocks.values()), tasks, sun)


def _expected(planned: tuple[ZonePlan, ...], case: Case, edition: Edition) -> tuple[ExpectedOutcome, ...]:
    """What was published for such a patient: each planned concern with its own zones and devices."""
    return expectations((_of_concern(concern, planned, case, edition) for concern in _concerns(planned)), edition)


def _concerns(planned: tuple[ZonePlan, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(zone.concern for zone in planned))


def _of_concern(concern: str, planned: tuple[ZonePlan, ...], case: Case, edition: Edition) -> Case:
    own = tuple(zone for zone in planned if zone.concern == concern)
    return _as_planned(case, own, edition)._replace(concerns=frozenset((concern,)))
