"""A doctor's recorded choice, at the consultation and at the gate: applied where one is left, shown always."""

import copy
from typing import Any

import pytest

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.assessment import assess
from percutis.domain.errors import InputError
from percutis.domain.gate import pass_gate
from percutis.domain.words import Action
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from tests.cases.running import EDITION, TODAY, merged, read_cases

BASE = read_cases("harm")["base"]
ISOTRETINOIN = {"finding": "isotretinoin", "status": "past", "last": "2026-08-20"}


def choice(rule: str, by: str = "dermatologist") -> dict[str, str]:
    """A recorded choice of the permissive value of one rule."""
    return {"rule": rule, "by": by, "name": "Dr Example", "reason": "superficial needling"}


def gate(**change: Any) -> Any:
    """The gate's answer for the base session with a change."""
    return pass_gate(read_session(merged(copy.deepcopy(BASE["session"]), change), EDITION), EDITION)


def test_override_at_the_consultation_lifts_a_deferral_and_stays_on_record() -> None:
    """The reason is still there, as a warning, with the name of the doctor who chose."""
    raw = merged(
        copy.deepcopy(BASE["intake"]),
        {"findings": [ISOTRETINOIN], "overrides": [choice("isotretinoin_within_six_months")]},
    )

    found = assess(read_intake(raw, EDITION, TODAY), EDITION, TODAY)

    (reason,) = [reason for reason in found.reasons if reason.rule == "isotretinoin_within_six_months"]
    assert reason.action is Action.WARN
    assert reason.overridden is not None
    assert (reason.overridden.by, reason.overridden.name) == ("dermatologist", "Dr Example")
    assert found.until is None


def test_override_at_the_gate_is_the_same_choice() -> None:
    """What was chosen at the consultation must be on the session's record too, and then does not stop it."""
    stopped = gate(findings=[ISOTRETINOIN])
    let_through = gate(findings=[ISOTRETINOIN], overrides=[choice("isotretinoin_within_six_months")])

    assert (stopped.verdict, let_through.verdict) == ("stop", "go")


@pytest.mark.parametrize("rule", [rule.id for rule in EDITION.gate_rules if rule.override])
def test_gate_rules_name_who_may_go_on(rule: str) -> None:
    """Only a physician may choose to go on where a gate rule allows it."""
    (found,) = [entry for entry in EDITION.gate_rules if entry.id == rule]
    assert found.override == "physician"


def test_override_of_the_interval_at_the_gate() -> None:
    """A session sooner than the least interval stops, unless a physician chose so on the record."""
    rules = [r.rule for r in gate(last_session="2026-11-20").reasons if r.action is Action.DEFER]
    assert rules

    chosen = gate(last_session="2026-11-20", overrides=[choice(rule) for rule in rules])

    assert [r.action for r in chosen.reasons if r.rule in rules] == [Action.WARN] * len(rules)


def sunscreen(*rules: str, skin_type: str, depth_mm: float, by: str = "dermatologist") -> Any:
    """The wait before sunscreen after one cheek was treated, where these rules were chosen otherwise."""
    change = {
        "patient": {"skin_type": skin_type},
        "zones": [{"zone": "cheek_left", "depth_mm": depth_mm}],
        "overrides": [choice(rule, by) for rule in rules],
    }
    session = read_session(merged(copy.deepcopy(BASE["session"]), change), EDITION)
    return next(clock for clock in plan_aftercare(session, EDITION).clocks if clock.clock == "sunscreen_wait")


def test_choice_of_a_shorter_clock_stays_on_record() -> None:
    """The clock is shorter, and still says which rule it is, what that says, and who chose."""
    clock = sunscreen("sunscreen_wait_three_days_deep", skin_type="IV", depth_mm=1.5)

    assert (clock.hours, clock.rule, clock.text.key) == (
        24,
        "sunscreen_wait_three_days_deep",
        f"aftercare.{clock.rule}",
    )
    assert clock.overridden is not None
    assert clock.overridden.name == "Dr Example"


def test_choice_of_a_shorter_clock_leaves_another_reason_for_the_long_one() -> None:
    """Deep channels and dark skin are two reasons to wait; who thought of one did not think of the other."""
    deep, dark = "sunscreen_wait_three_days_deep", "sunscreen_wait_three_days_types_five_and_six"

    assert sunscreen(deep, skin_type="V", depth_mm=1.5).hours == 72
    assert sunscreen(dark, skin_type="V", depth_mm=1.5).hours == 72
    assert sunscreen(deep, dark, skin_type="V", depth_mm=1.5).hours == 24


def test_choice_about_shallower_channels_says_nothing_of_deeper_ones() -> None:
    """It covers what is shorter, never what is longer."""
    assert sunscreen("sunscreen_wait_two_days", skin_type="IV", depth_mm=1.5).hours == 72


def test_nobody_but_a_physician_shortens_a_clock() -> None:
    """A choice that somebody else wrote into the file changes nothing."""
    by = {"by": "aesthetician", "skin_type": "V", "depth_mm": 0.5}
    with pytest.raises(InputError, match="overrides"):
        sunscreen("sunscreen_wait_three_days_types_five_and_six", **by)
