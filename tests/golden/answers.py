"""The questions whose answers are kept for ever: the three examples, and patients at the edges of the protocol."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.assessment import assess
from percutis.domain.gate import pass_gate
from percutis.domain.plan import plan_course
from percutis.domain.sun import sun_day
from percutis.domain.triage import triage
from percutis.interop.answers import as_json
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from percutis.interop.files.source import read_mapping
from percutis.protocol.load import LATEST
from tests.cases.running import EDITION, ENGLISH, TODAY, merged

FOLDER = Path(__file__).parent / LATEST
EXAMPLES = Path(__file__).parents[2] / "examples"
Mapping = dict[str, Any]


def _example(name: str, change: Mapping) -> Mapping:
    return merged(copy.deepcopy(read_mapping(str(EXAMPLES / f"{name}.yaml"))), change)


def _plan(**change: Any) -> Callable[[], Any]:
    return lambda: plan_course(read_intake(_example("intake", change), EDITION, TODAY), EDITION, TODAY)


def _islamabad_in_june() -> Any:
    intake = read_intake(_example("intake", {}), EDITION, TODAY)
    assert intake.place is not None
    return sun_day(intake.place, TODAY.replace(year=2027, month=6, day=21), EDITION)


QUESTIONS: dict[str, Callable[[], Any]] = {
    "assess_example": lambda: assess(read_intake(_example("intake", {}), EDITION, TODAY), EDITION, TODAY),
    "plan_example": _plan(),
    "plan_isotretinoin_overridden": _plan(
        overrides=[{"rule": "isotretinoin_within_six_months", "by": "dermatologist", "reason": "superficial"}]
    ),
    "plan_skin_type_two": _plan(
        skin_type={"fitzpatrick": "II"}, findings=[{"finding": "isotretinoin", "last": "2025-01-01", "status": "past"}]
    ),
    "plan_melasma_with_tranexamic_acid": _plan(
        concerns=[{"concern": "melasma", "zones": ["cheek_left", "cheek_right"]}], additions=["tranexamic_acid"]
    ),
    "plan_pregnant": _plan(findings=[{"finding": "pregnancy", "status": "active"}]),
    "plan_unlicensed": _plan(operator={"licensed": False}),
    "gate_example": lambda: pass_gate(read_session(_example("session", {}), EDITION), EDITION),
    "aftercare_example": lambda: plan_aftercare(read_session(_example("session", {}), EDITION), EDITION),
    "triage_example": lambda: triage(read_checkin(_example("checkin", {}), EDITION), EDITION),
    "sun_islamabad_in_june": _islamabad_in_june,
}


def answer(name: str) -> Mapping:
    """The answer to one question, as JSON in English."""
    return as_json(QUESTIONS[name](), ENGLISH, status=EDITION.status)


def shown(found: Mapping) -> str:
    """The answer as it is kept: one line for each value, and for each item of a list, so that a diff can be read."""
    lines = [f"{_compact(key)}: {_lines(value)}" for key, value in sorted(found.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(_compact(item) for item in value) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
