"""Keeps the background worker alive: a process of its own, started again when it ends, ended with the server."""

import logging
import subprocess
import sys
import threading
import time

AGAIN_AFTER = (1, 2, 5, 15, 60)  # seconds, longer each time it ends soon after its start
SOON = 30.0
STOP_SECONDS = 30
log = logging.getLogger("percutis.running")


class Keeper:
    """A thread that starts `percutis worker`, waits for its end, and starts it again."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """The worker runs from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Tell the worker to end and wait for it; one that does not within its time is killed."""
        self._stop.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            log.error("the worker did not end in %s seconds and was killed", STOP_SECONDS)
            self._process.kill()
            self._process.wait()

    def _keep(self) -> None:
        tries = 0
        while not self._stop.is_set():
            began = time.monotonic()
            # A session of its own: Ctrl-C reaches the server alone, which then ends the worker in its turn.
            command = [sys.executable, "-m", "percutis", "worker"]
            self._process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 (our own command)
            status = self._process.wait()
            if self._stop.is_set():
                return
            tries = 0 if time.monotonic() - began > SOON else tries + 1
            pause = AGAIN_AFTER[min(tries, len(AGAIN_AFTER) - 1)]
            log.error("the worker ended with status %s; it is started again in %s s", status, pause)
            self._stop.wait(pause)
