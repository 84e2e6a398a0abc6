"""Several people at once, each with their own connection to a database in a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.desk.racing import ROUNDS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of the races."""
    surroundings = {**os.environ, "PERCUTIS_HOME": str(tmp_path_factory.mktemp("home"))}
    surroundings["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT / "src"), str(ROOT))))
    surroundings.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.web.follow.racing"], capture_output=True, text=True, env=surroundings, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_one_patient_is_answered_by_one_of_many(raced: dict[str, object]) -> None:
    """Everybody else is told; one message goes out, and it is the responder's."""
    assert raced["answer"] == {"done": 1, "RefusedError": ROUNDS - 1}
    assert (raced["reply_of_the_responder"], raced["messages"], raced["in_the_log"]) == (True, 1, 1)


def test_two_administrators_who_end_each_other_leave_one(raced: dict[str, object]) -> None:
    """Whoever is second no longer has the right, or would be the last."""
    assert (raced["leave"]["done"], raced["administrators"]) == (1, 1)  # type: ignore[index]
