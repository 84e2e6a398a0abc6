"""One place, one cartridge, two hundred requests from several processes to several: one gets it, others are told."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from benchmarks.load.house import House, house

pytestmark = pytest.mark.long

PROCESSES, EACH = 4, 50


@pytest.mark.parametrize("postgresql", [False, True], ids=["sqlite", "postgresql"])
def test_one_of_two_hundred_gets_it(postgresql: bool) -> None:
    """Two hundred patients, the same practitioner and time: one is booked, the others are told that it is taken. Two
    hundred sessions at once, one sealed cartridge: one has it, the others are told that it was used.
    """
    with house(PROCESSES * EACH, postgresql=postgresql, worker=False) as served:
        asked, tray = served.tickets["booking"], _tray(served)
        places = [(asked["address"], {**asked["form"], "patient": key}) for key in asked["patients"]]
        booked = _rush_in(served, places)
        taken = _rush_in(served, [(address, tray["form"]) for address in tray["addresses"]])
    for answers in (booked, taken):
        assert answers["302"] == 1, answers
        assert sum(answers.values()) == PROCESSES * EACH
        assert set(answers) <= {"302", "409", "422"}, answers


def _tray(served: House) -> dict[str, Any]:
    """The sessions and the cartridge."""
    command = [sys.executable, "-m", "tests.web.guarantees.tray", str(PROCESSES * EACH)]
    given = {**served.environment, "DJANGO_SETTINGS_MODULE": "percutis.web.settings"}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _rush_in(served: House, forms: list[tuple[str, dict[str, str]]]) -> Counter[str]:
    """How everybody was answered, from several processes at the same moment."""
    given = [{**served.tickets, "forms": forms[first : first + EACH]} for first in range(0, len(forms), EACH)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        return sum(pool.map(lambda one: _rushed(served.port, one), given), Counter[str]())


def _rushed(port: int, given: dict[str, Any]) -> Counter[str]:
    """How one process of its own was answered."""
    command = [sys.executable, "-m", "tests.web.guarantees.rush", str(port)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    return Counter(json.loads(done.stdout))
