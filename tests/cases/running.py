"""Runs one check of a case: merges its input over the base, asks the engine, and holds the answer against `expect`."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.assessment import assess
from percutis.domain.errors import InputError
from percutis.domain.gate import pass_gate
from percutis.domain.plan import plan_course
from percutis.domain.triage import triage
from percutis.interop.answers import as_json
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition
from tests.cases.expecting import ENGLISH, EXPECTATIONS, Mapping

HERE = Path(__file__).parent
EDITION = load_edition()
TODAY = date(2026, 11, 22)
BASE_OF = {"assess": "intake", "plan": "intake", "gate": "session", "aftercare": "session", "triage": "checkin"}


@dataclass(frozen=True)
class Check:
    """One question of a case and the answer that must come out."""

    case: str
    part: str
    command: str
    input: Mapping
    expect: Mapping
    on: date
    after_hours: float | None = None

    @property
    def name(self) -> str:
        """What a test report calls it."""
        return f"{self.case}-{self.part}-{self.command}"


@cache
def read_cases(name: str) -> Mapping:
    """One file of cases."""
    return parse_mapping((HERE / f"{name}.yaml").read_bytes())


def checks_of(case: Mapping, part: str) -> list[Check]:
    """The checks under `prevented_by` or `caught_by` of a case."""
    return [check_of(str(case["case"]), part, check) for check in case.get(part) or []]


def check_of(case: str, part: str, check: Mapping) -> Check:
    """One check as a case file writes it; `day` and `hours` count from the end of the session."""
    hours = check.get("hours")
    if "day" in check:
        hours = float(check["day"]) * 24
    return Check(
        case=case,
        part=part,
        command=check["command"],
        input=check.get("input") or {},
        expect=check["expect"],
        on=date.fromisoformat(str(check["today"])) if "today" in check else TODAY,
        after_hours=hours,
    )


def answer_of(check: Check, base: Mapping) -> Mapping:
    """The engine's whole answer, as JSON; where a refusal is expected, the places of the input that are refused."""
    if "refused" not in check.expect:
        return _answer(check, base)
    try:
        return _answer(check, base)
    except InputError as error:
        return {"refused": [problem.place for problem in error.problems]}


def _answer(check: Check, base: Mapping) -> Mapping:
    raw = merged(copy.deepcopy(base[BASE_OF[check.command]]), check.input)
    match check.command:
        case "assess":
            return as_json(assess(read_intake(raw, EDITION, check.on), EDITION, check.on), ENGLISH)
        case "plan":
            return as_json(plan_course(read_intake(raw, EDITION, check.on), EDITION, check.on), ENGLISH)
        case "gate":
            return as_json(pass_gate(read_session(raw, EDITION), EDITION), ENGLISH)
        case "aftercare":
            return as_json(plan_aftercare(read_session(raw, EDITION), EDITION), ENGLISH)
        case _:
            ended = datetime.fromisoformat(raw["session"]["ended"])
            raw.setdefault("at", (ended + timedelta(hours=check.after_hours or 0)).isoformat())
            return as_json(triage(read_checkin(raw, EDITION), EDITION), ENGLISH)


def merged(base: Mapping, change: Mapping) -> Mapping:
    """Mappings merge, lists replace, findings merge by name."""
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            base[key] = merged(base[key], value)
        elif key == "findings" and isinstance(base.get(key), list):
            base[key] = _findings(base[key], value)
        else:
            base[key] = value
    return base


def _findings(base: list[Mapping], change: list[Mapping]) -> list[Mapping]:
    known = {item["finding"]: item for item in base}
    named = {item["finding"] for item in change}
    kept = [item for item in base if item["finding"] not in named]
    return kept + [{**known.get(item["finding"], {}), **item} for item in change]


def shortfalls(check: Check, answer: Mapping) -> list[str]:
    """Everything that was expected and did not come out; empty when the case holds."""
    return [wrong for key, wanted in check.expect.items() for wrong in EXPECTATIONS[key](answer, wanted)]
