"""What a tool answers, and where the tools are."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.examples import ROOT

TOOLS = Path(os.environ.get("PERCUTIS_AUDIT_TOOLS") or ROOT / "build" / "audit" / "bin")


@dataclass(frozen=True)
class Answer:
    """What was asked of whom, what was looked at, and every finding in a line of its own."""

    tool: str
    looked_at: str
    findings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """The lines to be printed."""
        count = "nothing found" if not self.findings else f"{len(self.findings)} found"
        return "\n  ".join((f"{self.tool}: {count}; {self.looked_at}", *self.findings))


def run(*command: str | Path, at: Path = ROOT, timeout: float = 600.0) -> subprocess.CompletedProcess[str]:
    """What the tool says, run in that folder; its status is judged by whoever asked."""
    return subprocess.run(
        [str(word) for word in command], cwd=at, capture_output=True, text=True, check=False, timeout=timeout
    )
