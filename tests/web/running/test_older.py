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


TOLD = """
import django; django.setup()
from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Patient
from percutis.web.records.services.people import _next_number
clinic = Clinic.objects.get()
numbers = Patient.objects.order_by("pk").values_list("number", flat=True)
print(*numbers, len(list(broken_links(clinic))), _next_number(clinic))
"""


def assert_whole(home: Path) -> None:
    """Every patient is there, no line of the log is broken, and the next patient gets the number after the highest."""
    given = surroundings(home, DJANGO_SETTINGS_MODULE="percutis.web.settings")
    asked = subprocess.run(
        [sys.executable, "-c", TOLD], env=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert asked.stdout.split() == [*NUMBERS, "0", "P-0042"]


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
