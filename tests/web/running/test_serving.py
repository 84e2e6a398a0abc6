"""`percutis serve` in earnest: it says how it is, its children come back, it ends politely, its log names nobody."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.running.house import Served, percutis, served, surroundings, until

SECRET = "s3cret-t0ken-of-a-patient"  # noqa: S105 (looked for in the log)


@pytest.fixture(scope="module")
def host(filled: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A host that serves the filled home with two web processes."""
    home = shutil.copytree(filled[0], tmp_path_factory.mktemp("served") / "home")
    with served(home, "--workers", "2", "--log-format", "json") as found:
        yield found


def health(host: Served) -> tuple[int, dict[str, str]]:
    """What it says of itself."""
    status, content, _headers = host.ask("/health/ready")
    return status, json.loads(content)


def lines(host: Served) -> list[dict[str, Any]]:
    """Its log, a line an object."""
    return [json.loads(line) for line in host.log().splitlines()]


def test_health_says_how_it_is(host: Served) -> None:
    """For whoever asks, by whatever name, without a certificate; the courier has made its round."""
    assert host.ask("/health/live", Host="another.example")[:2] == (200, b'{"status": "ok"}')
    until(lambda: health(host)[1]["courier"] == "ok", host)
    assert health(host) == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "disk": "ok", "courier": "ok"},
    )


def test_every_answer_carries_the_number_of_its_line(host: Served) -> None:
    """What a proxy gives is kept where it is a number; anything else is replaced."""
    assert host.ask("/login/", **{"X-Request-ID": "given-by-proxy-1"})[2]["X-Request-ID"] == "given-by-proxy-1"
    made = host.ask("/login/", **{"X-Request-ID": "<script>"})[2]["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", made)
    until(lambda: made in host.log(), host)
    (line,) = [line for line in lines(host) if line.get("request") == made]
    assert {name: line[name] for name in ("from", "said", "method", "route", "status")} == {
        "from": "percutis.request",
        "said": "request",
        "method": "GET",
        "route": "/login/",
        "status": 200,
    }


def test_log_names_nobody(host: Served, filled: tuple[Path, Any]) -> None:
    """No token, query, key of a patient, cookie or name that was typed, whatever is asked and however it ends."""
    tickets = filled[1]
    host.ask(f"/me/in/{SECRET}/?in={SECRET}")
    host.ask(f"/nowhere/{SECRET}?{SECRET}")
    host.ask(f"/tests/patients/{tickets['patient']}/", Cookie=tickets["cookie"])
    host.ask("/login/", f"username={SECRET}&password={SECRET}".encode())
    host.ask("/login/", Host=f"{SECRET}.example", Referer=f"http://{SECRET}.example/")
    host.ask("/health/live")
    until(lambda: host.log().count('"request"') > 4, host)
    log = host.log()
    for private in (SECRET, tickets["patient"], tickets["cookie"].partition("=")[2], "Test Patient", "+92300"):
        assert private not in log
    assert any("<" in str(line.get("route")) for line in lines(host))


def test_child_that_is_killed_comes_back(host: Served) -> None:
    """A web process and the worker, killed outright, are missed and started again; pages are served meanwhile."""
    before = set(host.children())
    assert len(before) >= 3
    (worker,) = [child for child in before if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")]
    web = next(child for child in before if b"--multiprocessing-fork" in Path(f"/proc/{child}/cmdline").read_bytes())
    for killed in (worker, web):
        os.kill(killed, signal.SIGKILL)
    until(lambda: len(set(host.children()) - {worker, web}) >= len(before), host)
    assert host.ask("/login/")[0] == 200
    assert "the worker ended with status -9; it is started again" in host.log()


def test_second_server_on_the_same_port_is_refused(host: Served) -> None:
    """It would be given every other visitor, and nobody would know of which."""
    done = percutis(host.home, "serve", "--port", str(host.port))
    said = f"--port: given {host.port}; allowed: a port that nobody listens on"
    assert (done.returncode, said in done.stderr) == (2, True)
    assert host.ask("/login/")[0] == 200


def test_server_that_no_browser_can_come_in_by_says_so(home: Path) -> None:
    """HTTPS is on and nobody before it speaks it: with what to do to look at it on this machine."""
    with served(home, "--workers", "1", "--no-worker", PERCUTIS_HTTPS="on") as host:
        assert "Nobody can log in yet" in host.log()
    with served(home, "--workers", "1", "--no-worker", PERCUTIS_HTTPS="on", PERCUTIS_BEHIND_PROXY="127.0.0.1") as host:
        assert "Nobody can log in yet" not in host.log()


def test_request_in_hand_is_answered_before_the_end(home: Path, filled: tuple[Path, Any]) -> None:
    """Told to stop while a write waits its turn: the write is done and answered, then all end, with status 0."""
    csrf, answers = "t" * 32, []
    who = {"Cookie": f"{filled[1]['cookie']}; csrftoken={csrf}", "X-CSRFToken": csrf}
    person = b"name=Test+Last&phone=03011234567&born=1990-01-11&language=ur"
    with (
        served(home, "--workers", "1") as host,
        closing(sqlite3.connect(home / "percutis.sqlite3", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        slow = threading.Thread(target=lambda: answers.append(host.ask("/tests/patients/new/", person, **who)[0]))
        slow.start()
        slow.join(1.0)
        children = host.children()
        host.process.send_signal(signal.SIGTERM)
        slow.join(1.0)
        assert slow.is_alive()
        assert answers == []
        other.execute("COMMIT")
        slow.join()
        assert (answers, host.process.wait(timeout=30)) == ([302], 0)
        assert other.execute("SELECT count(*) FROM records_patient WHERE name = 'Test Last'").fetchone() == (1,)
        until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def test_locked_database_is_said_and_recovered_from(home: Path, filled: tuple[Path, Any]) -> None:
    """Somebody holds the database for longer than anybody waits; afterwards the same is saved."""
    csrf = "t" * 32
    who = {"Cookie": f"{filled[1]['cookie']}; csrftoken={csrf}", "X-CSRFToken": csrf}
    person = b"name=Test+Locked&phone=03011234567&born=1990-01-11&language=ur"
    address = f"sqlite:///{home / 'percutis.sqlite3'}?timeout=1"
    _leave_alone(home, filled[1]["cookie"])  # else nobody would want to note that the pages were used
    with (
        served(home, "--workers", "1", DATABASE_URL=address) as host,
        closing(sqlite3.connect(home / "percutis.sqlite3", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        status, content, headers = host.ask("/tests/patients/new/", person, **who)
        assert (status, headers["Retry-After"]) == (503, "5")
        assert b"Busy for a moment" in content
        assert host.ask("/tests/patients/", **who)[0] == 200
        other.execute("COMMIT")
        assert host.ask("/tests/patients/new/", person, **who)[0] == 302
        count = other.execute("SELECT count(*) FROM records_patient WHERE name = 'Test Locked'").fetchone()
    assert count == (1,)


def _leave_alone(home: Path, cookie: str) -> None:
    """The log-in of that cookie was last used ten minutes ago."""
    code = (
        "import sys, django; django.setup()\n"
        "from datetime import datetime, timedelta\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "kept = SessionStore(sys.argv[1])\n"
        "kept['seen'] = (datetime.fromisoformat(kept['seen']) - timedelta(minutes=10)).isoformat()\n"
        "kept.save()"
    )
    command = [sys.executable, "-c", code, cookie.split("=", 1)[1]]
    given = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "percutis.web.settings"}
    subprocess.run(command, env=given, check=True)


def test_killed_server_leaves_nobody_behind(home: Path) -> None:
    """Killed outright, its children find that they are orphans and end, and its port is free."""
    with served(home, "--workers", "2") as host:
        children = host.children()
        host.process.kill()
        host.process.wait()
        until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what lingers of closed lines is nobody
        port.bind(("127.0.0.1", host.port))


def test_problems_of_the_settings_are_said_at_once(tmp_path: Path) -> None:
    """Nothing starts, nothing is written, and no secret is repeated."""
    done = percutis(
        tmp_path / "home",
        "serve",
        DATABASE_URL="mysql://name:hunter2@host/x",
        PERCUTIS_HTTPS="perhaps",
        PERCUTIS_MESSAGES="json://no-hole",
        PERCUTIS_HOSTS="https://clinic.example",
        PERCUTIS_SECRET_KEY="hunter2",  # noqa: S106 (too short on purpose)
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "percutis: the settings cannot be used: 5 problems"
    named = [line.split(":")[0].strip() for line in done.stderr.splitlines()[1:]]
    assert named == ["PERCUTIS_SECRET_KEY", "DATABASE_URL", "PERCUTIS_MESSAGES", "PERCUTIS_HOSTS", "PERCUTIS_HTTPS"]
    assert "hunter2" not in done.stderr
    assert not (tmp_path / "home").exists()
