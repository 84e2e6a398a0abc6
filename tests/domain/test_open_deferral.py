"""A deferral that nobody can date gives no dates: what is deferred is left out, the rest goes on."""

from datetime import date

from percutis.domain.decision import Override
from percutis.domain.intake import Concern, Finding, Intake, Operator, Patient, SkinTyping
from percutis.domain.plan import Plan, plan_course
from percutis.domain.words import Status, Verdict
from percutis.protocol.load import load_edition

EDITION = load_edition()
TODAY = date(2026, 11, 22)


def plan_with_inflamed_acne(*zones: str, overrides: tuple[Override, ...] = ()) -> Plan:
    """A plan for both cheeks while the acne in `zones` is inflamed."""
    intake = Intake(
        patient=Patient(id="P-TEST", born=date(1992, 4, 3), sex="female", weight_kg=61),
        operator=Operator(role="dermatologist", licensed=True, jurisdiction="PK-ICT"),
        skin_type=SkinTyping(fitzpatrick="III"),
        concerns=(Concern(concern="acne_scar_rolling", zones=("cheek_left", "cheek_right")),),
        findings=(Finding(finding="active_acne", status=Status.ACTIVE, zones=zones),),
        devices=("skinpen_precision",),
        overrides=overrides,
    )
    return plan_course(intake, EDITION, TODAY)


def test_a_zone_that_waits_without_a_date_is_left_out() -> None:
    """Inflamed acne on one cheek: the other is planned and dated, and the reason stands beside the one left out."""
    plan = plan_with_inflamed_acne("cheek_left")

    assert [zone.zone for zone in plan.zones] == ["cheek_right"]
    assert [(item.zone, item.because.key) for item in plan.not_planned] == [
        ("cheek_left", "assessment.inflamed_acne_here")
    ]
    assert plan.sessions


def test_a_patient_who_waits_without_a_date_gets_no_dates() -> None:
    """Inflamed acne everywhere: a deferral with no end in sight promises no day."""
    plan = plan_with_inflamed_acne("cheek_left", "cheek_right")

    assert (plan.assessment.verdict, plan.assessment.until) == (Verdict.DEFER, None)
    assert (plan.zones, plan.sessions, plan.tasks) == ((), (), ())


def test_a_doctor_who_goes_on_gets_the_dates() -> None:
    """The recorded choice of a physician ends the waiting."""
    chosen = Override(rule="inflamed_acne_here", by="physician")

    assert plan_with_inflamed_acne("cheek_left", "cheek_right", overrides=(chosen,)).sessions
