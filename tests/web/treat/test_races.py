"""Several sessions at once, each with their own connection to a database in a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.treat.racing import ROUNDS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of the races."""
    surroundings = {**os.environ, "PERCUTIS_HOME": str(tmp_path_factory.mktemp("home")), "PYTHONPATH": str(ROOT)}
    surroundings.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.web.treat.racing"], capture_output=True, text=True, env=surroundings, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_one_cartridge_goes_to_one_of_many_sessions(raced: dict[str, object]) -> None:
    """Everybody else is told that a cartridge is used once."""
    assert (raced["take"], raced["uses"]) == ({"done": 1, "RefusedError": ROUNDS - 1}, 1)


def test_used_cartridge_is_discarded_by_nobody(raced: dict[str, object]) -> None:
    """However many try."""
    assert raced["discard"] == {"RefusedError": ROUNDS}


def test_visit_opened_by_many_is_one_session(raced: dict[str, object]) -> None:
    """All of them come to the same one."""
    assert (raced["open"], raced["sessions"]) == ({"done": ROUNDS}, ROUNDS + 1)


def test_session_started_by_many_starts_once(raced: dict[str, object]) -> None:
    """The first moment stands."""
    assert raced["start"] == {"done": 1, "RefusedError": ROUNDS - 1}
