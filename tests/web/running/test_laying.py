"""Tables laid out at once are the tables that every change in turn arrives at."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]


def told(way: str, home: Path, **environment: str) -> list[str]:
    """What a new database says of itself, in a process of its own."""
    command = [sys.executable, "-m", "tests.web.running.told", way]
    given = {
        **os.environ, "PERCUTIS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "percutis.web.settings", **environment,
    }  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_new_database_has_the_tables_of_every_change(tmp_path: Path) -> None:
    """Columns, indexes, constraints, guards and the list of changes, on SQLite."""
    laid = told("laid", tmp_path / "laid")
    assert len(laid) > 1000
    assert laid == told("changed", tmp_path / "changed")


def test_new_database_of_postgresql_has_the_tables_of_every_change(
    tmp_path: Path, new_database: Callable[..., str]
) -> None:
    """The same there."""
    laid = told("laid", tmp_path / "laid", DATABASE_URL=new_database())
    assert len(laid) > 1000
    assert laid == told("changed", tmp_path / "changed", DATABASE_URL=new_database())
