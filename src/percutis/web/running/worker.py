"""The background worker: carries messages in one thread, sweeps the photographs in another, and does what
waits in the queue of tasks in its own."""

import logging
import os
import threading
from datetime import timedelta
from socket import gethostname

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from percutis.web.courier import run_until
from percutis.web.running.beats import WORKER, beat, living_workers
from percutis.web.running.sweeping import sweep_until
from percutis.web.running.tables import tables_to_change

LOOK_EVERY = 1.0
BEAT_EVERY = 30.0
AGAIN_AFTER = 5
MOST_TRIES = 3
POLITENESS = 10  # pages go first: to measure one photograph takes a processor for seconds
KEPT = timedelta(days=14)  # what was done stays in the queue so long
log = logging.getLogger("percutis.worker")


def work() -> None:
    """Work until told to stop; the task in hand is finished first."""
    os.nice(POLITENESS)
    name = f"{gethostname()}-{os.getpid()}"[-60:]
    stop = threading.Event()
    aside = [
        threading.Thread(target=run_until, args=(stop,), name="courier"),
        threading.Thread(target=_keep_beating, args=(stop, name), name="beat"),
        threading.Thread(target=sweep_until, args=(stop,), name="sweep"),
    ]
    tasks = Worker(
        queue_names=["*"],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    tasks.configure_signals()
    _wait_for_tables()
    for thread in aside:
        thread.start()
    try:
        while tasks.running:
            _run(tasks)
    finally:
        stop.set()
        for thread in aside:
            thread.join()


def _wait_for_tables() -> None:
    """A worker changes no tables; it waits until a host that serves has."""
    while True:
        try:
            if not tables_to_change():
                return
            log.warning("waiting for the tables: start percutis serve")
        except OperationalError:
            log.warning("waiting for the database", exc_info=True)
        close_old_connections()
        threading.Event().wait(AGAIN_AFTER)


def _run(tasks: Worker) -> None:
    try:
        tasks.run()
    except OperationalError:
        log.warning("the database could not be asked for tasks", exc_info=True)
        close_old_connections()
        threading.Event().wait(AGAIN_AFTER)


def _keep_beating(stop: threading.Event, name: str) -> None:
    while True:
        close_old_connections()
        try:
            now = timezone.now()
            beat(name=f"{WORKER}{name}", at=now)
            take_back_abandoned()
            DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
        except OperationalError:
            log.warning("the worker could not leave a sign of life", exc_info=True)
        if stop.wait(BEAT_EVERY):
            return


def take_back_abandoned() -> int:
    """How many tasks of workers that died were put back into the queue; one that killed three is given up."""
    alive = living_workers(timezone.now())
    back = 0
    for row in DBTaskResult.objects.running():
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        waits = len(row.worker_ids) < MOST_TRIES
        same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, worker_ids=row.worker_ids)
        back += same.update(status="READY" if waits else "FAILED", finished_at=None if waits else timezone.now())
    return back
