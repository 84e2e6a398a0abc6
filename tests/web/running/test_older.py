"""What an older version left, a clinic and a backup of it, is brought up to this version, and nothing of it is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.running.house import ROOT, make_ready, percutis, surroundings
from tests.web.running.older import NUMBERS

pytestmark = pytest.mark.long
Key = tuple[Path, str]


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory, key: Key) -> tuple[Path, Path]:
    """A home as the first version left it, and its backup."""
    folder = tmp_path_factory.mktemp("older")
    home, file = folder / "home", folder / "backup.age"
    given = surroundings(home, DJANGO_SETTINGS_MODULE="percutis.web.settings")
    command = [sys.executable, "-m", "tests.web.running.older", str(file), key[1]]
    subprocess.run(command, env=given, cwd=ROOT, check=True, timeout=120)
    return home, file


def told(home: Path) -> tuple[set[str], str, str]:
    """The numbers of its patients, what is said of its log, and the number that the next patient gets."""
    verified = percutis(home, "audit", "verify")
    code = (
        "import django; django.setup()\n"
        "from percutis.web.accounts.models import Clinic\n"
        "from percutis.web.records.models import Patient\n"
        "from percutis.web.records.services.people import _next_number\n"
        "print(*Patient.objects.values_list('number', flat=True), _next_number(Clinic.objects.get()))"
    )
    given = surroundings(home, DJANGO_SETTINGS_MODULE="percutis.web.settings")
    asked = subprocess.run(
        [sys.executable, "-c", code], env=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    *numbers, following = asked.stdout.split()
    return set(numbers), f"{verified.returncode} {verified.stdout.strip()}", following


def test_backup_of_an_older_version_comes_back_in_this_one(older: tuple[Path, Path], key: Key, tmp_path: Path) -> None:
    """Its rows, its log, and the tables of this version."""
    back = tmp_path / "back"
    done = percutis(back, "restore", str(older[1]), "--key", str(key[0]))
    assert done.returncode == 0, done.stderr
    assert_whole(back)


def test_clinic_of_an_older_version_is_brought_up_to_this_one(older: tuple[Path, Path]) -> None:
    """At the first start; a copy from before is set aside."""
    home, _file = older
    make_ready(home)
    assert_whole(home)
    (copy,) = (home / "before-update").glob("*.sqlite3")
    assert "last_number" not in copy.read_bytes().decode(errors="ignore")


def assert_whole(home: Path) -> None:
    """Every patient is there, the log is whole, and the next patient gets the number after the highest."""
    numbers, log, following = told(home)
    assert (numbers, following) == (set(NUMBERS), "P-0042")
    assert log.startswith("0 ")
