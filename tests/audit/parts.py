"""pip-audit on every locked part that a clinic runs. Asks the advisories of PyPI; a part it cannot ask for is said."""

import json
from typing import Any

from tests.audit.finding import TOOLS, Answer, run

LOCKS = ("requirements.lock", "requirements-chain.lock")


def audit_parts() -> Answer:
    """Every known weakness of a part, by its number."""
    asked = [word for lock in LOCKS for word in ("--requirement", lock)]
    done = run(
        TOOLS / "pip-audit",
        *asked,
        "--require-hashes",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    )
    if not done.stdout.strip():
        return Answer("pip-audit", "nothing could be asked", done.stderr.strip().splitlines()[-1:])
    parts: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    skipped = [part["name"] for part in parts if "skip_reason" in part]
    found = [
        f"{part['name']} {part['version']}: {weak['id']}, mended in {', '.join(weak['fix_versions']) or 'no version'}"
        for part in parts
        for weak in part.get("vulns", ())
    ]
    if skipped:
        found.append(f"{len(skipped)} of {len(parts)} parts could not be asked for: {', '.join(skipped[:4])} …")
    return Answer("pip-audit", f"{len(parts)} parts", found)
