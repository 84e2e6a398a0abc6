"""Every published harm, replayed: what prevents it here must prevent it, and what would catch it must catch it."""

import pytest

from tests.cases.running import Check, answer_of, checks_of, read_cases, shortfalls

HARM = read_cases("harm")
CHECKS = [check for case in HARM["cases"] for part in ("prevented_by", "caught_by") for check in checks_of(case, part)]


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_harm_is_prevented_and_caught(check: Check) -> None:
    """The engine's answer to the case is the one that the case file asks for."""
    assert shortfalls(check, answer_of(check, HARM["base"])) == []


def test_every_harm_is_prevented_or_caught() -> None:
    """No case stands in the file without a check: a harm that nothing answers must be said in its `note`."""
    silent = [c["case"] for c in HARM["cases"] if not (c.get("prevented_by") or c.get("caught_by") or c.get("note"))]
    assert silent == []
