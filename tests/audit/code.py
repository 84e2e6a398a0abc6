"""Bandit on the code. What it asks about is answered in the line itself, where `noqa: S…` gives the reason."""

import json
from pathlib import Path
from typing import Any

from tests.audit.finding import TOOLS, Answer, run
from tests.examples import ROOT

ANSWERED = "noqa: S"


def audit_code() -> Answer:
    """Every doubt without an answer."""
    done = run(
        TOOLS / "bandit", "--quiet", "--recursive", "src/percutis", "--configfile", "pyproject.toml", "-f", "json"
    )
    found: dict[str, Any] = json.loads(done.stdout)
    results = found["results"]
    open_ones = [one for one in results if not is_answered(one)]
    looked = f"{found['metrics']['_totals']['loc']} lines, {len(results) - len(open_ones)} doubts answered in the code"
    failed = [f"{one['filename']}: {one['reason']}" for one in found["errors"]]
    return Answer("bandit", looked, failed + [_line(one) for one in open_ones])


def is_answered(result: dict[str, Any]) -> bool:
    """Whether a line of the statement says why it may stand."""
    lines = (ROOT / Path(result["filename"])).read_text("utf-8").splitlines()
    return any(ANSWERED in lines[number - 1] for number in result["line_range"])


def _line(result: dict[str, Any]) -> str:
    return f"{result['filename']}:{result['line_number']} {result['test_id']} {result['issue_text']}"
