"""One place, two hundred requests, several processes on either side: exactly one gets it, and the others are told."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from benchmarks.load.house import house

PROCESSES, EACH = 4, 50


@pytest.mark.parametrize("postgresql", [False, True], ids=["sqlite", "postgresql"])
def test_one_of_two_hundred_gets_the_place(postgresql: bool) -> None:
    """Two hundred patients, the same practitioner and time: one is booked, the others are told that it is taken."""
    with house(PROCESSES * EACH, postgresql=postgresql) as served:
        asked = served.tickets["booking"]
        forms = [{**asked["form"], "patient": key} for key in asked["patients"]]
        shares = [forms[first : first + EACH] for first in range(0, len(forms), EACH)]
        given = [{**served.tickets, "address": asked["address"], "forms": share} for share in shares]
        with ThreadPoolExecutor(PROCESSES) as pool:
            answers = sum(pool.map(lambda one: _rushed(served.port, one), given), Counter[str]())
    assert answers["302"] + answers["303"] == 1, answers
    assert sum(answers.values()) == PROCESSES * EACH
    assert set(answers) <= {"302", "303", "409", "422"}, answers


def _rushed(port: int, given: dict[str, Any]) -> Counter[str]:
    """How one process of its own was answered."""
    command = [sys.executable, "-m", "tests.web.guarantees.rush", str(port)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    return Counter(json.loads(done.stdout))
