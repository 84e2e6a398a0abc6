"""Every published harm, replayed: what prevents it here must prevent it, and what would catch it must catch it."""

import pytest

from tests.cases.running import TODAY, Check, answer_of, checks_of, read_cases, shortfalls

HARM = read_cases("harm")
CHECKS = [check for case in HARM["cases"] for part in ("prevented_by", "caught_by") for check in checks_of(case, part)]
ACCEPTANCE = [check for case in HARM["acceptance"] for check in checks_of(case, "checks")]


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_harm_is_prevented_and_caught(check: Check) -> None:
    """The engine's answer to the case is the one that the case file asks for."""
    assert shortfalls(check, answer_of(check, HARM["base"])) == []


@pytest.mark.parametrize("check", ACCEPTANCE, ids=[f"{check.name}-{n}" for n, check in enumerate(ACCEPTANCE)])
def test_acceptance_row_holds(check: Check) -> None:
    """The engine's answer to a row of the dossier's acceptance tests is the one that the row asks for."""
    assert shortfalls(check, answer_of(check, HARM["base"])) == []


def test_acceptance_rows_name_harms_of_the_file() -> None:
    """An acceptance row replays harms that stand in the file."""
    known = {case["case"] for case in HARM["cases"]}
    assert [name for row in HARM["acceptance"] for name in row["of"] if name not in known] == []


def test_every_harm_is_prevented_or_caught() -> None:
    """No case stands in the file without a check: a harm that nothing answers must be said in its `note`."""
    silent = [c["case"] for c in HARM["cases"] if not (c.get("prevented_by") or c.get("caught_by") or c.get("note"))]
    assert silent == []


@pytest.mark.parametrize(
    ("command", "expect"),
    [
        ("assess", {"verdict": "proceed"}),
        ("gate", {"verdict": "go"}),
        ("triage", {"urgency": "self_care", "hold_course": False}),
    ],
)
def test_base_of_the_cases_is_harmless(command: str, expect: dict[str, str]) -> None:
    """Without a case's own input nothing stops, so that what stops a case is the case."""
    check = Check(case="base", part="base", command=command, input={}, expect=expect, on=TODAY, after_hours=24)
    assert shortfalls(check, answer_of(check, HARM["base"])) == []
