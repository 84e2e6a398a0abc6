"""The made-up clinic of the demo, served from a home that goes with it; and how to come in."""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.examples import ROOT
from tests.web.running.house import served, surroundings

LINE = re.compile(r"method=(GET|POST) route=.+? status=(\d+)")


@dataclass(frozen=True)
class House:
    """Where it is served, and what opens it."""

    address: str
    clinic: str
    staff: str
    patient: str
    nobody: str
    key: str
    folder: Path
    log: Callable[[], str]

    def answered(self) -> Counter[str]:
        """How often each status was answered until now to reading and to writing, such as `POST 302`."""
        return Counter(f"{method} {status}" for method, status in LINE.findall(self.log()))

    def broken(self) -> list[str]:
        """The routes at which the server itself failed."""
        return sorted(set(re.findall(r"method=(\w+ route=.+?) status=5\d\d", self.log())))


@contextmanager
def open_house() -> Iterator[House]:
    """A clinic full of made-up people, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="percutis-audit-") as folder:
        home = Path(folder) / "demo"
        demo = {
            "PERCUTIS_DEMO": "on",
            "PERCUTIS_DEMO_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "percutis.web.settings",
        }
        _say(home, demo, "-m", "percutis", "demo", "--no-serve")
        tickets = json.loads(_say(home, demo, "-m", "tests.audit.coming_in").splitlines()[-1])
        with served(home, "--workers", "1", **demo) as host:
            yield House(address=f"http://127.0.0.1:{host.port}", folder=Path(folder), log=host.log, **tickets)


def _say(home: Path, more: dict[str, str], *words: str) -> str:
    command = [sys.executable, *words]
    done = subprocess.run(
        command, env=surroundings(home, **more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout
