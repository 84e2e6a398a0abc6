"""Races: a module in a process of its own, with a database in a file, where many start at the same moment."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROUNDS = 6


def raced_apart(module: str, home: Path) -> dict[str, Any]:
    """What a module of races prints, run by itself; never on the database that an environment names."""
    surroundings = {**os.environ, "PERCUTIS_HOME": str(home)}
    surroundings["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    surroundings.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-m", module], capture_output=True, text=True, env=surroundings, cwd=ROOT, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def make_ready() -> None:
    """Django and its tables, for a module that runs by itself."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
    import django

    django.setup()
    from percutis.web.running.laying import lay_out_tables

    lay_out_tables()


def race(one: Callable[[int], None]) -> dict[str, int]:
    """How often each thing happened when everybody started together."""
    from django.db import connection

    outcome: Counter[str] = Counter()
    start = threading.Barrier(ROUNDS)

    def run(turn: int) -> None:
        start.wait()
        try:
            one(turn)
            outcome["done"] += 1
        except Exception as problem:  # noqa: BLE001 (whatever it is, the test names it)
            outcome[type(problem).__name__] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(ROUNDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(outcome)
