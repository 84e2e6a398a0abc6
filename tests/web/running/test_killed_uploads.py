"""An acknowledged photograph survives the sudden death of whoever keeps it, and what a death leaves is swept."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.running.house import ROOT, percutis, surroundings

pytestmark = pytest.mark.long

ROUNDS = 30
AFTERWARDS = """
import json
from datetime import timedelta
from percutis.web.running.starting import set_up
set_up()
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from percutis.web.records.models import Photo
from percutis.web.records.services.photo_sweeping import sweep_store
swept = sweep_store(at=timezone.now() + timedelta(days=2))
rows = list(Photo.objects.values_list("key", "original", "sha256"))
waiting = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]
numbers = list(Photo.objects.values_list("pk", flat=True))
rows = [[str(key), name, sha256] for key, name, sha256 in rows]
print(json.dumps({"waiting": waiting, "numbers": numbers, "swept": swept, "rows": rows}))
"""


def test_kept_photograph_survives_kills_and_the_rest_is_swept(home: Path) -> None:
    """Thirty deaths at random moments: every one that was acknowledged is there byte for byte, no row is without its
    file and its place in the queue, and after the sweep no file without its row. The death left at most the files of
    one picture each.
    """
    command = [sys.executable, "-m", "tests.web.photographs.killed", str(ROUNDS)]
    toll = json.loads(subprocess.run(command, env=surroundings(home), cwd=ROOT, capture_output=True, check=True).stdout)
    assert (len(toll["left"]), len(toll["said"]) >= 5) == (ROUNDS, True)
    assert (max(toll["left"]) <= 3, sum(toll["left"]) > 0) == (True, True)
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS], env=surroundings(home), cwd=ROOT, capture_output=True, check=True
    )
    found = json.loads(done.stdout)
    assert sorted(found["waiting"]) == sorted(found["numbers"])
    photographs = home / "photographs"
    names = {name for _key, name, _sha256 in found["rows"]}
    assert set(toll["said"]) <= {key for key, _name, _sha256 in found["rows"]}
    assert [
        name
        for _k, name, sum_ in found["rows"]
        if hashlib.sha256((photographs / name).read_bytes()).hexdigest() != sum_
    ] == []
    lying = {path.relative_to(photographs).as_posix() for path in photographs.rglob("*") if path.is_file()}
    assert lying == {f"{name}{end}" for name in names for end in ("", ".small.jpg", ".large.jpg")}
    assert percutis(home, "audit", "verify").returncode == 0
