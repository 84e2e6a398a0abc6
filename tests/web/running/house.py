"""A clinic in a home of its own, run as it is run in earnest: by the command line, in processes of their own."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
NOT_OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTEST_XDIST_WORKER")
PATIENCE = 40.0
AS_THEY_LIE = {"sqlite_sequence", "django_session"}  # not of the application; nobody stays logged in


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a host with that home, and nothing of the tests' own settings."""
    ours = {name: value for name, value in os.environ.items() if name not in NOT_OURS and "PERCUTIS" not in name}
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {
        **ours,
        "PERCUTIS_HOME": str(home),
        "PERCUTIS_HTTPS": "off",
        "PERCUTIS_ASSETS": str(home / "no-assets"),
        "PYTHONPATH": paths,
        **more,
    }


def percutis(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What a command of the program says on that host."""
    command = [sys.executable, "-m", "percutis", *words]
    return subprocess.run(
        command, env=surroundings(home, **more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def make_ready(home: Path, **more: str) -> None:
    """The tables and static files of a host, and nothing more."""
    code = "from percutis.web.running.starting import prepare; prepare()"
    subprocess.run([sys.executable, "-c", code], env=surroundings(home, **more), cwd=ROOT, check=True, timeout=120)


def fill(home: Path, patients: int = 3, photographs: int = 2, **more: str) -> dict[str, Any]:
    """A clinic with so many patients and photographs in it, and how to come in."""
    command = [sys.executable, "-m", "tests.web.running.filling", str(patients), str(photographs)]
    done = subprocess.run(
        command, env=surroundings(home, **more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def writing(home: Path, **more: str) -> Iterator[None]:
    """Somebody who registers one patient after the other, from before the block begins until after it ends."""
    command = [sys.executable, "-m", "tests.web.running.writing"]
    process = subprocess.Popen(
        command, env=surroundings(home, **more), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "at work\n"
        try:
            yield
        finally:
            written = process.communicate(timeout=60)[0]
    assert (process.returncode, int(written) > 0) == (0, True)


@dataclass
class Served:
    """A host that serves."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes, Any]:
        """Status, content and headers of an answer; a redirect is not followed."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as answer:
            with closing(answer):
                return answer.code, answer.read(), answer.headers

    def children(self) -> list[int]:
        """The processes that it started, directly or not."""
        return list(_below(self.process.pid))

    def log(self) -> str:
        """Everything that it wrote on standard error."""
        return (self.home / "stderr").read_text()

    def stop(self) -> int:
        """Its exit status, once it was told to stop."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        """A redirect is an answer."""


@contextmanager
def served(home: Path, *options: str, **more: str) -> Iterator[Served]:
    """`percutis serve`, ready; stopped with the block if it was not before."""
    port = free_port()
    command = [sys.executable, "-m", "percutis", "serve", "--port", str(port), *options]
    home.mkdir(parents=True, exist_ok=True)
    with (home / "stderr").open("wb") as log:
        process = subprocess.Popen(
            command, env=surroundings(home, **more), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log
        )
    found = Served(home, port, process)
    try:
        until(lambda: is_ready(found), found)
        yield found
    finally:
        if process.poll() is None:
            found.stop()


def is_ready(host: Served) -> bool:
    """Whether it says that it can serve."""
    try:
        return host.ask("/health/ready")[0] == 200
    except OSError:
        return False


def until(claim: Any, host: Served | None = None) -> None:
    """Wait until the claim holds."""
    end = time.monotonic() + PATIENCE
    while not claim():
        assert host is None or host.process.poll() is None, host.log()
        assert time.monotonic() < end, host.log() if host else "waited too long"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def rows_of(database: Path | str) -> dict[str, set[str]]:
    """Every row of every table as text, asked of the engine itself and by nothing of ours."""
    return _rows_of_file(Path(database)) if "://" not in str(database) else _rows_of_server(str(database))


def _rows_of_file(path: Path) -> dict[str, set[str]]:
    with closing(sqlite3.connect(path)) as asked:
        names = [name for (name,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {repr(row) for row in asked.execute(f'SELECT * FROM "{name}"')}  # noqa: S608 (names of the engine)
            for name in names
            if name not in AS_THEY_LIE
        }


def _rows_of_server(address: str) -> dict[str, set[str]]:
    import psycopg
    from psycopg import sql

    with psycopg.connect(address) as asked:
        found = asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = [name for (name,) in found if name not in AS_THEY_LIE]
        select = sql.SQL("SELECT * FROM {}")
        return {name: {repr(row) for row in asked.execute(select.format(sql.Identifier(name)))} for name in names}


def photographs_of(home: Path) -> dict[str, bytes]:
    """Every original in the home's folder, by name."""
    folder = home / "photographs"
    files = (path for path in folder.rglob("*") if path.is_file() and "." not in path.name)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _below(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield int(child)
            yield from _below(int(child))
