"""Runs a line as a reader would type it, in an empty folder that holds the examples."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.examples import EXAMPLES, ROOT

SCRIPT = f'percutis() {{ "{sys.executable}" -m percutis "$@"; }}\n'


@cache
def run_line(line: str) -> subprocess.CompletedProcess[str]:
    """The line in a shell 80 columns wide, with the `percutis` under test; files land in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(EXAMPLES)
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return subprocess.run(
            ["bash", "-c", SCRIPT + line],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, "COLUMNS": "80", "PYTHONPATH": paths},
            check=False,
        )
