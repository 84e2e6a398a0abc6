"""Patients for the benchmarks: fictional, drawn with a fixed seed, in the mix of findings that a clinic sees."""

import random
from datetime import date, timedelta

from percutis.domain.edition.edition import Edition
from percutis.domain.intake import Concern, Finding, Intake, Operator, Patient, SkinTyping, Spot
from percutis.domain.words import SKIN_TYPES, Status

TODAY = date(2026, 11, 22)
ISLAMABAD = Spot(latitude=33.69, longitude=73.05, altitude_m=540, name="Islamabad", timezone="Asia/Karachi")
CONCERNS = ("acne_scar_rolling", "acne_scar_boxcar", "texture", "wrinkles", "melasma", "surgical_scar")
ZONES = ("cheek_left", "cheek_right", "forehead", "chin", "perioral", "neck")


def example(edition: Edition) -> Intake:
    """The patient of `examples/intake.yaml`, with every question answered."""
    said = (
        Finding(finding="isotretinoin", status=Status.PAST, last=date(2026, 8, 20)),
        Finding(finding="herpes_labialis", status=Status.PAST, last=date(2025, 12, 1), zones=("perioral",)),
        Finding(finding="diabetes", status=Status.ACTIVE, value=7.1, unit="%"),
    )
    named = {finding.finding for finding in said}
    never = tuple(
        Finding(finding=kind.code, status=Status.NEVER)
        for kind in edition.findings
        if kind.ask != "no" and kind.code not in named
    )
    return Intake(
        patient=Patient(id="P-0001", born=date(1992, 4, 3), sex="female", weight_kg=61),
        operator=Operator(role="aesthetician", licensed=True, jurisdiction="PK-ICT", supervisor="dermatologist"),
        skin_type=SkinTyping(fitzpatrick="V"),
        concerns=(
            Concern(concern="acne_scar_rolling", zones=("cheek_left", "cheek_right"), grade=3),
            Concern(concern="texture", zones=("forehead",)),
        ),
        findings=(*said, *never),
        devices=("skinpen_precision",),
        additions=("platelet_rich_plasma",),
        place=ISLAMABAD,
        earliest=date(2026, 12, 1),
    )


def draw(count: int, edition: Edition, seed: int = 20261122) -> list[Intake]:
    """`count` patients with none to six findings each."""
    dice = random.Random(seed)
    return [_patient(number, dice, edition) for number in range(count)]


def _patient(number: int, dice: random.Random, edition: Edition) -> Intake:
    return Intake(
        patient=Patient(
            id=f"B-{number:06d}",
            born=TODAY - timedelta(days=dice.randint(16 * 365, 75 * 365)),
            sex=dice.choice(("female", "male")),
            weight_kg=dice.randint(45, 110),
        ),
        operator=Operator(
            role=dice.choice(("dermatologist", "aesthetician")),
            licensed=True,
            jurisdiction="PK-ICT",
            supervisor="dermatologist",
        ),
        skin_type=SkinTyping(fitzpatrick=dice.choice(SKIN_TYPES)),
        concerns=tuple(
            Concern(
                concern=concern,
                zones=tuple(dice.sample(ZONES, dice.randint(1, 3))),
                grade=dice.choice((None, 2, 3)),
                since=dice.choice((None, TODAY - timedelta(days=dice.randint(30, 900)))),
            )
            for concern in dice.sample(CONCERNS, dice.randint(1, 2))
        ),
        findings=tuple(_finding(dice, edition) for _ in range(dice.randint(0, 6))),
        devices=(dice.choice(("skinpen_precision", "exceed", "dermaroller_cit8")),),
        additions=tuple(dice.sample(("platelet_rich_plasma", "tranexamic_acid"), dice.randint(0, 1))),
        place=ISLAMABAD,
    )


def _finding(dice: random.Random, edition: Edition) -> Finding:
    kind = dice.choice(edition.findings)
    status = dice.choice((Status.ACTIVE, Status.PAST, Status.NEVER))
    last = TODAY - timedelta(days=dice.randint(0, 700)) if status is Status.PAST and dice.random() < 0.9 else None
    return Finding(
        finding=kind.code,
        status=status,
        last=last,
        zones=tuple(dice.sample(ZONES, 2)) if dice.random() < 0.5 else (),
        value=round(dice.uniform(1, 12), 1) if kind.unit and dice.random() < 0.8 else None,
        unit=kind.unit,
    )
