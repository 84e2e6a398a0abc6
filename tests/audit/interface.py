"""Schemathesis on the interface for programs, as it is served: with a key, and from its own description.

Not asked: whether every made-up intake that fits its schema is accepted, and every other refused. A clinical file has
rules that no schema can write down (an end before its beginning); tests/interop/test_described.py holds the schemas.
"""

import re
import sys
from pathlib import Path

from tests.audit.finding import Answer, run
from tests.audit.house import House

EXAMPLES = "60"


def audit_interface(house: House) -> Answer:
    """Every answer that the description did not promise."""
    done = run(
        Path(sys.executable).parent / "schemathesis", "run", f"{house.address}/api/1/openapi.json",
        "--header", f"Authorization: Bearer {house.key}", "--max-examples", EXAMPLES, "--workers", "1",
        "--exclude-checks", "positive_data_acceptance,negative_data_rejection", "--no-color", at=house.folder,
    )  # fmt: skip
    failures = re.findall(r"^(?:_+ ([A-Z]+ /\S+) _+|- (.+))$", done.stdout, re.M)
    found = [" ".join(filter(None, one)) for one in failures] if done.returncode else []
    seen = re.search(r"(\d+) generated", done.stdout)
    answered = house.answered()
    told = f"{seen[1] if seen else 'no'} cases; answered {', '.join(f'{k}: {n}' for k, n in sorted(answered.items()))}"
    if not answered["POST 422"]:  # nothing was read: it stood before a closed door
        found.append("no question got past the key")
    if done.returncode and not found:
        found = done.stdout.strip().splitlines()[-3:] + done.stderr.strip().splitlines()[-3:]
    return Answer("schemathesis", told, found)
