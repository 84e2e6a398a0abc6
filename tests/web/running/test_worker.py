"""Tasks of workers that died are taken up again, and one that kills its workers is given up."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from percutis.web.running.beats import WORKER, beat, last_beat
from percutis.web.running.models import Beat
from percutis.web.running.worker import take_back_abandoned

pytestmark = pytest.mark.django_db


def running(*workers: str) -> DBTaskResult:
    """A task that these workers have taken up, the last of them now."""
    now = timezone.now()
    return DBTaskResult.objects.create(
        status="RUNNING", started_at=now, args_kwargs={"args": [], "kwargs": {}}, task_path="tests.none",
        worker_ids=list(workers), backend_name="default", run_after=now, exception_class_path="", traceback="",
    )  # fmt: skip


def test_task_of_a_dead_worker_waits_again() -> None:
    """The one of a living worker is left alone; the third death is the last."""
    now = timezone.now()
    beat(name=f"{WORKER}alive", at=now)
    beat(name=f"{WORKER}dead", at=now - timedelta(hours=1))
    rows = [running("dead"), running("dead", "alive"), running("dead", "dead", "dead"), running("unknown")]
    assert take_back_abandoned() == 3
    found = [DBTaskResult.objects.get(pk=row.pk).status for row in rows]
    assert found == ["READY", "RUNNING", "FAILED", "READY"]
    assert take_back_abandoned() == 0


def test_signs_of_life_are_one_row_each_and_forgotten_in_a_day() -> None:
    """The courier's stays: whoever asks is told when it was last at work."""
    now = timezone.now()
    beat(name="courier", at=now - timedelta(days=9))
    beat(name=f"{WORKER}old", at=now - timedelta(days=2))
    beat(name=f"{WORKER}new", at=now)
    beat(name=f"{WORKER}new", at=now)
    assert sorted(Beat.objects.values_list("name", flat=True)) == ["courier", f"{WORKER}new"]
    assert last_beat("courier") == now - timedelta(days=9)
