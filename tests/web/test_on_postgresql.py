"""What is written and asked at the same moment, once more on PostgreSQL: the same tests, in a process of their own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import postgresql

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PARTS = 3
LEFT_OUT = {"test_any_order.py"}  # it takes minutes for what the guards' own tests hold
FOLDERS = ("desk", "guarantees", "records", "treat")  # who writes what others want at the same moment
MOST_PAGES = 3  # a page asks nothing of the tables that its services do not


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A PostgreSQL server of this test's own, ended with it."""
    with tempfile.TemporaryDirectory(prefix="percutis-pg-") as folder, postgresql(folder) as found:
        with psycopg.connect(found, autocommit=True) as asked:
            for promise in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the machine
                asked.execute(f"ALTER SYSTEM SET {promise} = off")
            asked.execute("SELECT pg_reload_conf()")
        yield found


def files_of_tables() -> list[str]:
    """The tests of services and selectors: every file that asks for the tables, and opens no page or only a few."""
    files = sorted(path for folder in FOLDERS for path in HERE.glob(f"{folder}/test_*.py"))
    return [str(path) for path in files if path.name not in LEFT_OUT and _asks_tables(path.read_text())]


def _asks_tables(text: str) -> bool:
    opened = text.count("enter(")
    return any(f"records.{name}" in text for name in ("services", "selectors")) and opened <= MOST_PAGES


@pytest.mark.parametrize("part", range(PARTS))
def test_services_and_selectors_hold_on_postgresql(address: str, part: int) -> None:
    """Every one of these tests passes there too, constraints and races included; in parts, to share the processors."""
    files = files_of_tables()[part::PARTS]
    assert len(files) >= 3
    environment = {**os.environ, "DATABASE_URL": address, "PERCUTIS_HOME": tempfile.mkdtemp(prefix="percutis-tests-")}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *files]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
