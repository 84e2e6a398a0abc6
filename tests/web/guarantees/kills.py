"""Kills the server at random moments while people write, and looks whether anything that it acknowledged is gone.

    python -m tests.web.guarantees.kills --kills 200

Prints how many writes were acknowledged, how many were found, and what the database and the log say of themselves; and
while it is at it how far it is.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load.house import family, free_port, wait_for

WRITERS = 6
LAST_WORK = 60.0  # seconds that a worker whose server was killed may take for what it is at
TOKEN = "k" * 32


@dataclass
class Toll:
    """What the kills did: writes acknowledged, of these not found, half-written rows, and what is broken."""

    kills: int = 0
    acknowledged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    without_log: list[str] = field(default_factory=list)
    integrity: str = ""
    log: str = ""


def attack(kills: int, seed: int = 1) -> Toll:
    """So many kills of one clinic's server, with six people writing."""
    chance, toll = random.Random(seed), Toll()  # noqa: S311 - moments of death need no cryptography
    with tempfile.TemporaryDirectory(prefix="percutis-kills-") as folder:
        environment = {
            **os.environ,
            "PERCUTIS_HOME": folder,
            "PERCUTIS_HTTPS": "off",
            "PERCUTIS_DEMO": "on",
        }
        environment.pop("DATABASE_URL", None)
        filled = subprocess.run(
            [sys.executable, "-m", "benchmarks.load.crowd", "1"],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        tickets = json.loads(filled.stdout.splitlines()[-1])
        left = [_one_kill(number, environment, tickets, chance, toll) for number in range(kills)]
        _wait_for_the_end(process for processes in left for process in processes)
        _count(Path(folder) / "percutis.sqlite3", toll)
        proof = subprocess.run(
            [sys.executable, "-m", "percutis", "audit", "verify"],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        toll.log = proof.stdout.strip() if proof.returncode == 0 else f"broken: {proof.stdout}{proof.stderr}"
    return toll


def _one_kill(
    number: int, environment: dict[str, str], tickets: dict[str, str], chance: random.Random, toll: Toll
) -> list[int]:
    """The processes of that server: its worker ends by itself, once it has done what it is at."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "percutis", "serve", "--port", str(port), "--workers", "2"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    over = threading.Event()
    try:
        wait_for(port)
        people = [
            threading.Thread(target=_write, args=(port, tickets, f"{number}-{writer}", over, toll))
            for writer in range(WRITERS)
        ]
        for person in people:
            person.start()
        time.sleep(chance.uniform(0.05, 0.8))
    finally:
        processes = family(server.pid)
        os.killpg(server.pid, signal.SIGKILL)
        over.set()
    for person in people:
        person.join()
    server.wait()
    toll.kills += 1
    if toll.kills % 20 == 0:
        sys.stderr.write(f"{toll.kills} kills, {len(toll.acknowledged)} writes acknowledged\n")
    return processes


def _wait_for_the_end(processes: Iterable[int]) -> None:
    """Until none of them is there, so that nobody writes into the clinic any more."""
    until = time.monotonic() + LAST_WORK
    for process in processes:
        while Path(f"/proc/{process}").exists() and time.monotonic() < until:
            time.sleep(0.1)


def _write(port: int, tickets: dict[str, str], name: str, over: threading.Event, toll: Toll) -> None:
    """Register people until the server is gone; a name is kept only when the server said that it is done."""
    headers = {
        "Cookie": f"{tickets['staff']}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    turn = 0
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        while not over.is_set():
            turn += 1
            said = f"Kill {name}-{turn}"
            phone = f"0301{abs(hash(said)) % 10**7:07d}"
            person = {"name": said, "phone": phone, "born": "1980-01-11", "language": "ur"}
            try:
                line.request("POST", tickets["write"], urlencode(person), headers)
                answer = line.getresponse()
                answer.read()
            except (OSError, HTTPException):
                return
            if answer.status in (302, 303):
                toll.acknowledged.append(said)


def _count(database: Path, toll: Toll) -> None:
    """Everything that was acknowledged, row by row, and with each the line of the log."""
    with closing(sqlite3.connect(database)) as read:
        toll.integrity = read.execute("PRAGMA integrity_check").fetchone()[0]
        rows = dict(read.execute("SELECT name, key FROM records_patient"))
        logged = {
            key
            for (key,) in read.execute("SELECT patient FROM accounts_auditevent WHERE action = 'patient.registered'")
        }
    toll.lost = [name for name in toll.acknowledged if name not in rows]
    toll.without_log = [name for name, key in rows.items() if name.startswith("Kill ") and key not in logged]


def main() -> None:
    """So many kills as asked, and their toll."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=200)
    toll = attack(asked.parse_args().kills)
    sys.stdout.write(
        f"{toll.kills} kills, {len(toll.acknowledged)} writes acknowledged, {len(toll.lost)} of them lost,\n"
        f"{len(toll.without_log)} without their line of the log; integrity check: {toll.integrity}\n{toll.log}\n"
    )


if __name__ == "__main__":
    main()
