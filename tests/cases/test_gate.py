"""Every rule of the gate on both sides of its boundary, and none without a case."""

from dataclasses import replace

import pytest

from percutis.domain.gate import pass_gate
from percutis.domain.session import DeviceInUse
from percutis.domain.words import GateVerdict
from percutis.interop.files.session import read_session
from tests.cases.by_rule import cased, checks_by_rule, sides_of, strange_keys
from tests.cases.running import EDITION, TODAY, Check, answer_of, read_cases, shortfalls

FILE = read_cases("gate")
CHECKS = checks_by_rule(FILE["cases"], "gate")
RULES = {rule.id: place for place, rule in enumerate(EDITION.gate_rules)}
ALWAYS_SAID = {rule.id for rule in EDITION.gate_rules if not rule.tests and not rule.when.given}


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_gate_rule_speaks_on_its_side_only(check: Check) -> None:
    """The rule speaks where the case says so, with that verdict, and is silent just across its boundary."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


def test_every_gate_rule_has_both_sides() -> None:
    """A rule without a case on either side fails the build; what tests nothing has one side only."""
    assert RULES.keys() - cased(FILE["cases"], "speaks") == set()
    assert RULES.keys() - cased(FILE["cases"], "silent") == ALWAYS_SAID


def test_every_rule_that_may_be_overridden_is_shown_chosen() -> None:
    """What a physician may choose to go on with stands in a case, with what the gate then says."""
    shown = {case["rule"] for case in FILE["cases"] for side in sides_of(case, "speaks") if "override_by" in side}
    assert shown == {rule.id for rule in EDITION.gate_rules if rule.override}


def test_cases_stand_in_the_order_of_the_edition() -> None:
    """A reader finds the case of a rule where the rule stands."""
    order = [RULES[case["rule"]] for case in FILE["cases"] if case["rule"] in RULES]
    assert order == sorted(order)


def test_base_session_may_go() -> None:
    """Nothing in the base stops, changes or asks, so that what stops a case is the case."""
    base = Check(case="base", part="base", command="gate", input={}, expect={}, on=TODAY)
    answer = answer_of(base, FILE["base"])
    assert (answer["verdict"], answer["questions"]) == ("go", [])
    assert strange_keys(FILE["cases"]) == []


def test_device_that_the_edition_does_not_know_stops() -> None:
    """No file names it; were it on the tray all the same, the rule stops the session."""
    session = read_session(FILE["base"]["session"], EDITION)
    borrowed = replace(session, device=DeviceInUse(model="borrowed_pen"))

    answer = pass_gate(borrowed, EDITION)

    assert answer.verdict is GateVerdict.STOP
    assert "device_unknown" in [reason.rule for reason in answer.reasons]
