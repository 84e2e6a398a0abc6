"""Every command of docs/running.md that begins with `percutis`, run from that page, in its order, on one machine."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.running.house import ROOT, surroundings

pytestmark = pytest.mark.long

MANUAL = ROOT / "docs" / "running.md"
# Whatever serves is told to end as soon as it could; the doctor of a new clinic finds something to say.
SHIM = f"""
set -euo pipefail
percutis() {{
    case "$1" in
        serve) served "$@" ;;
        doctor) "{sys.executable}" -m percutis "$@" || [ $? = 1 ] ;;
        *) "{sys.executable}" -m percutis "$@" ;;
    esac
}}
served() {{
    coproc "{sys.executable}" -m percutis "$@" --workers 1
    server=$COPROC_PID
    read -r line <&"${{COPROC[0]}}"
    echo "$line"
    kill "$server"
    wait "$server"
}}
"""


def test_every_command_of_the_manual_runs(
    bare: Callable[[Path], Path], new_database: Callable[..., str], tables: str, tmp_path: Path
) -> None:
    """From the first start through the key, the backup and the worst day to PostgreSQL."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for name in ("home", "rehearsal", "new-machine"):
        bare(tmp_path / name)
    (tmp_path / "run").write_text(SHIM + "\n".join(blocks))
    environment = surroundings(
        tmp_path / "home", NEW_DATABASE=new_database(tables), PERCUTIS_HOSTS="clinic.example,localhost"
    )
    done = subprocess.run(
        ["bash", "run"],  # noqa: S607 (the shell of the reader)
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    assert said.count("Percutis at http://127.0.0.1:") == 4
    assert "sealed, read back, whole." in said
    assert said.count("compared one by one.") == 2
    assert "the same there and here; the log is whole." in said
    assert (tmp_path / "home" / "backup.recipient").exists()


def test_every_setting_of_the_manual_is_one() -> None:
    """And nothing that begins with PERCUTIS is named there that the program does not know."""
    from percutis.web.surroundings import KNOWN

    named = set(re.findall(r"\bPERCUTIS_[A-Z_]+\b", MANUAL.read_text("utf-8")))
    assert named - KNOWN == set()
