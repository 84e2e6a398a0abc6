"""The trials' own patients: a plan for such a patient lies inside what they did, or a cited bound says why not."""

from datetime import date

import pytest
from _pytest.mark.structures import ParameterSet

from percutis.domain.edition.conditions import Case
from percutis.domain.edition.outcomes import Regimen
from percutis.domain.intake import Concern, Finding, Intake, Operator, Patient, SkinTyping
from percutis.domain.plan import Plan, plan_course
from percutis.domain.words import SKIN_TYPES, Status
from percutis.protocol.load import load_edition

EDITION = load_edition()
TODAY = date(2026, 11, 22)
DEVICE_OF = {"pen": "skinpen_precision", "roller": "dermaroller_mf8", None: "skinpen_precision"}
ZONES = {
    "striae": ("abdomen",),
    "surgical_scar": ("abdomen",),
    "burn_scar": ("upper_arm",),
    "hair_loss_androgenetic": ("scalp",),
}
FACE = ("cheek_left", "forehead")
QUIET = tuple(Finding(finding=kind.code, status=Status.NEVER) for kind in EDITION.findings if kind.ask != "no")


def trial_patients() -> list[tuple[Regimen, str, str]]:
    """Each regimen with each of its concerns and each skin type that it enrolled."""
    return [
        (regimen, concern, skin_type)
        for regimen in EDITION.regimens
        for concern in regimen.when.concerns
        for skin_type in regimen.skin_types or regimen.when.skin_types or SKIN_TYPES
    ]


def plan_for(regimen: Regimen, concern: str, skin_type: str) -> Plan:
    """The plan for a patient as the trial enrolled, treated by a dermatologist with the trial's class of device."""
    intake = Intake(
        patient=Patient(id="P-TRIAL", born=date(1992, 4, 3), sex="female", weight_kg=61),
        operator=Operator(role="dermatologist", licensed=True, jurisdiction="XX"),
        skin_type=SkinTyping(fitzpatrick=skin_type),
        concerns=(Concern(concern=concern, zones=ZONES.get(concern, FACE), grade=3, since=date(2020, 1, 1)),),
        findings=QUIET,
        devices=(DEVICE_OF[regimen.device_class],),
    )
    return plan_course(intake, EDITION, TODAY)


def named(patients: list[tuple[Regimen, str, str]]) -> list[ParameterSet]:
    """The patients as parameters that a test report can name."""
    return [pytest.param(*patient, id="-".join((patient[0].id, *patient[1:]))) for patient in patients]


PATIENTS = trial_patients()
WITH_DEPTH = named([patient for patient in PATIENTS if patient[0].depth_mm])
WITH_INTERVAL = named([patient for patient in PATIENTS if patient[0].interval_days])


@pytest.mark.parametrize(("regimen", "concern", "skin_type"), WITH_DEPTH)
def test_depth_is_the_trials_or_a_bound_says_why_not(regimen: Regimen, concern: str, skin_type: str) -> None:
    """Never deeper than the trial went; where shallower, a bound of label, zone or skin type stands in the plan."""
    assert regimen.depth_mm is not None
    for zone in plan_for(regimen, concern, skin_type).zones:
        assert zone.depth_mm <= regimen.depth_mm.high
        if zone.depth_mm < regimen.depth_mm.low:
            limiting = [b for b in zone.bounds if b.bound == "at_most" and b.depth_mm < regimen.depth_mm.low]
            asked = [b for b in zone.bounds if b.bound == "at_least"]
            assert limiting or asked


@pytest.mark.parametrize(("regimen", "concern", "skin_type"), WITH_INTERVAL)
def test_spacing_is_the_trials_or_the_permissive_value_is_named(regimen: Regimen, concern: str, skin_type: str) -> None:
    """Never closer than the trial; where wider, the label's least interval stands and the shorter one is on offer."""
    plan = plan_for(regimen, concern, skin_type)
    assert regimen.interval_days is not None
    if plan.interval_days is None:
        assert plan.not_planned
        return
    assert plan.interval_days.min >= min(regimen.interval_days.low, 28)
    if regimen.interval_days.high < plan.interval_days.min:
        case = Case(on=TODAY, age=34, skin_type=skin_type, concerns=frozenset((concern,)))
        outline = next(entry for entry in EDITION.courses if entry.when.applies(case))
        shorter = outline.permissive_min_days
        assert shorter is None or shorter <= plan.interval_days.min
        assert outline.cites


def test_sessions_lie_among_what_trials_of_such_patients_gave() -> None:
    """Per concern and skin type, the planned number lies between the fewest and the most that any trial gave."""
    outside = []
    for concern in {concern for _, concern, _ in PATIENTS}:
        for skin_type in SKIN_TYPES:
            trials = [r for r, c, s in PATIENTS if (c, s) == (concern, skin_type) and r.sessions]
            if not trials:
                continue
            planned = len(plan_for(trials[0], concern, skin_type).sessions)
            least = min(r.sessions.low for r in trials if r.sessions)
            most = max(r.sessions.high for r in trials if r.sessions)
            if planned and not least <= planned <= most:
                outside.append((concern, skin_type, planned, least, most))
    assert outside == []
