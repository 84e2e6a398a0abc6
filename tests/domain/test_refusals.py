"""What a clinic has but may not use, what a role may not add, and what the day before must not be forgotten."""

import copy
from typing import Any

from percutis.domain.gate import pass_gate
from percutis.domain.plan import plan_course
from percutis.domain.words import Stance
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from tests.cases.running import EDITION, TODAY, merged, read_cases

BASE = read_cases("harm")["base"]


def plan(**change: Any) -> Any:
    """The plan for the base intake with a change."""
    return plan_course(read_intake(merged(copy.deepcopy(BASE["intake"]), change), EDITION, TODAY), EDITION, TODAY)


def gate(**change: Any) -> Any:
    """The gate's answer for the base session with a change."""
    return pass_gate(read_session(merged(copy.deepcopy(BASE["session"]), change), EDITION), EDITION)


def test_a_refused_device_does_not_block_the_patient_who_has_another() -> None:
    """Beside a pen, radiofrequency is named refused and the pen is planned."""
    found = plan(devices=["radiofrequency_needling", "skinpen_precision"])

    assert [(choice.device, choice.stance) for choice in found.devices] == [
        ("radiofrequency_needling", "refused"),
        ("skinpen_precision", "chosen"),
    ]
    assert {zone.device for zone in found.zones} == {"skinpen_precision"}


def test_a_refused_device_alone_blocks() -> None:
    """With nothing else to use, the protocol refuses."""
    assert plan(devices=["radiofrequency_needling"]).assessment.verdict == "block"


def test_what_a_role_may_not_add_needs_a_physician_whatever_the_evidence() -> None:
    """Platelet-rich plasma by an aesthetician, where the jurisdiction leaves it to physicians."""
    operator = {"role": "aesthetician", "jurisdiction": "US-NC", "supervisor": "dermatologist"}
    texture = [{"concern": "texture", "zones": ["cheek_left"]}]

    found = plan(operator=operator, concerns=texture, additions=["platelet_rich_plasma"])

    (stance,) = [entry.stance for entry in found.additions if entry.addition == "platelet_rich_plasma"]
    assert stance is Stance.PHYSICIAN


def test_the_last_session_counts_as_needling_at_the_gate() -> None:
    """After dark patches the six weeks hold, also when only the date of the last session was written down."""
    patches = {"finding": "post_inflammatory_hyperpigmentation", "status": "past", "last": "2026-10-01"}

    early = gate(findings=[patches], last_session="2026-11-03")  # 35 days before 8 December
    late = gate(findings=[patches], last_session="2026-10-27")  # 42 days

    rule = "dark_patches_and_needling_within_six_weeks"
    assert rule in {reason.rule for reason in early.reasons}
    assert rule not in {reason.rule for reason in late.reasons}


def test_a_test_patch_is_dated() -> None:
    """Skin type V: the spot is needled four weeks before the first session, and only then."""
    found = plan(skin_type={"fitzpatrick": "V"})

    patches = [task for task in found.tasks if task.rule == "test_patch_read_after_four_weeks"]
    assert [(task.session, (found.sessions[0].target - task.start).days) for task in patches] == [(1, 28)]
