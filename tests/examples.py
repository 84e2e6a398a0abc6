"""The three example inputs of the repository, as text, as mappings to change, and as answers."""

import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from percutis.domain.intake import Intake
from percutis.domain.plan import Plan, plan_course
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
ON = date(2026, 11, 22)


@cache
def _example(name: str) -> dict[str, Any]:
    return parse_mapping((EXAMPLES / f"{name}.yaml").read_bytes())


def example(name: str, **changes: object) -> dict[str, Any]:
    """The example `intake`, `session` or `checkin` with some of its keys replaced; None takes a key away."""
    found = copy.deepcopy(_example(name)) | changes
    return {key: value for key, value in found.items() if value is not None}


def an_intake(**changes: object) -> Intake:
    """The example intake, changed."""
    return read_intake(example("intake", **changes), load_edition(), ON)


@cache
def the_plan() -> Plan:
    """The plan of the example intake."""
    return plan_course(an_intake(), load_edition(), ON)
