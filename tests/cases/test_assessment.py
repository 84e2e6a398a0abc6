"""Every screening rule on both sides of its boundary, and none without a case."""

from dataclasses import replace
from datetime import date

import pytest

from percutis.domain.assessment import assess
from percutis.domain.intake import Concern
from percutis.domain.words import Verdict
from percutis.interop.files.intake import read_intake
from tests.cases.by_rule import cased, checks_by_rule, sides_of, strange_keys
from tests.cases.running import EDITION, TODAY, Check, answer_of, read_cases, shortfalls

FILE = read_cases("assessment")
CHECKS = checks_by_rule(FILE["cases"], "assess")


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_rule_speaks_on_its_side_only(check: Check) -> None:
    """The rule speaks where the case says so, with that verdict, and is silent just across its boundary."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


@pytest.mark.parametrize("part", ["speaks", "silent"])
def test_every_rule_has_both_sides(part: str) -> None:
    """A rule without a case on either side fails the build."""
    assert cased(FILE["cases"], part) == {rule.id for rule in EDITION.rules}


def test_every_permissive_value_is_shown_chosen() -> None:
    """What a physician may choose instead stands in a case, with what it then decides."""
    shown = {case["rule"] for case in FILE["cases"] for side in sides_of(case, "speaks") if "override_by" in side}
    assert shown == {rule.id for rule in EDITION.rules if rule.permissive}


def test_every_wait_shows_its_last_day() -> None:
    """A rule with a window has a case that names the day on which the wait is over."""
    sides = [(case["rule"], side) for case in FILE["cases"] for side in sides_of(case, "speaks")]
    shown = {rule for rule, side in sides if side.get("expect", {}).get("until")}
    assert {rule.id for rule in EDITION.rules if rule.window} - shown == set()


def test_cases_stand_in_the_order_of_the_edition() -> None:
    """A reader finds the case of a rule where the rule stands."""
    order = [EDITION.rule_order[case["rule"]] for case in FILE["cases"]]
    assert order == sorted(order)


def test_no_rule_speaks_of_the_base() -> None:
    """The patient of the base has no reason of any kind, so that what speaks in a case is the case."""
    base = Check(case="base", part="base", command="assess", input={}, expect={}, on=TODAY)
    assert answer_of(base, FILE["base"])["reasons"] == []
    assert strange_keys(FILE["cases"]) == []


def test_eyelid_that_reached_the_core_is_blocked() -> None:
    """No file brings the eyelid in; were it asked for all the same, the rule says why not."""
    intake = read_intake(FILE["base"]["intake"], EDITION, TODAY)
    asked = replace(intake, concerns=(Concern(concern="fine_lines", zones=("eyelid",), since=date(2015, 1, 1)),))

    answer = assess(asked, EDITION, TODAY)

    assert answer.verdict is Verdict.BLOCK
    assert [reason.rule for reason in answer.reasons] == ["inside_the_orbital_rim"]
