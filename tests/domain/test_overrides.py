"""A doctor's recorded choice, at the consultation and at the gate: applied where one is left, shown always."""

import copy
from typing import Any

import pytest

from percutis.domain.assessment import assess
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
