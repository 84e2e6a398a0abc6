"""Runs one check of a case: merges its input over the base, asks the engine, and holds the answer against `expect`."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.assessment import assess
from percutis.domain.gate import pass_gate
from percutis.domain.plan import plan_course
from percutis.domain.triage import triage
from percutis.interop.answers import as_json
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from percutis.interop.files.source import parse_mapping
from percutis.protocol.load import load_edition, load_texts

HERE = Path(__file__).parent
EDITION = load_edition()
ENGLISH = load_texts(language="en")
TODAY = date(2026, 11, 22)
BASE_OF = {"assess": "intake", "plan": "intake", "gate": "session", "aftercare": "session", "triage": "checkin"}
Mapping = dict[str, Any]


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
    return [_check(str(case["case"]), part, check) for check in case.get(part) or []]


def _check(case: str, part: str, check: Mapping) -> Check:
    hours = check.get("hours")
    if "day" in check:
        hours = float(check["day"]) * 24
    return Check(
        case=case,
        part=part,
        command=check["command"],
        input=check.get("input") or {},
        expect=check["expect"],
        on=date.fromisoformat(str(check["on"])) if "on" in check else TODAY,
        after_hours=hours,
    )


def answer_of(check: Check, base: Mapping) -> Mapping:
    """The engine's whole answer, as JSON."""
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
    """Mappings merge, lists replace, findings are added by name."""
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            base[key] = merged(base[key], value)
        elif key == "findings" and isinstance(base.get(key), list):
            named = {item["finding"] for item in value}
            base[key] = [item for item in base[key] if item["finding"] not in named] + value
        else:
            base[key] = value
    return base


def shortfalls(check: Check, answer: Mapping) -> list[str]:
    """Everything that was expected and did not come out; empty when the case holds."""
    return [wrong for key, wanted in check.expect.items() for wrong in _EXPECTATIONS[key](answer, wanted)]


def _reasons(answer: Mapping) -> list[Mapping]:
    return [*answer.get("reasons", []), *answer.get("assessment", {}).get("reasons", [])]


def _same(key: str) -> Any:
    def compare(answer: Mapping, wanted: Any) -> list[str]:
        found = answer.get(key, answer.get("assessment", {}).get(key))
        return [] if found == wanted else [f"{key}: {found}, expected {wanted}"]

    return compare


def _other(key: str) -> Any:
    def compare(answer: Mapping, unwanted: str) -> list[str]:
        return [f"{key} is {unwanted}"] if answer[key] == unwanted else []

    return compare


def _among(what: str, found_in: Any) -> Any:
    def compare(answer: Mapping, wanted: list[str]) -> list[str]:
        found = set(found_in(answer))
        return [f"{what} {name} is not among {sorted(found)}" for name in wanted if name not in found]

    return compare


def _not_said(answer: Mapping, words: list[str]) -> list[str]:
    texts = " ".join(_texts(answer)).casefold()
    return [f"says {word!r}" for word in words if word.casefold() in texts]


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [text for key in ("text", "because") if isinstance(text := value.get(key), str)]
        return own + [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def _empty(answer: Mapping, names: list[str]) -> list[str]:
    return [f"{name} is not empty" for name in names if answer[name]]


def _zones(answer: Mapping, wanted: dict[str, float]) -> list[str]:
    found = {zone["zone"]: zone["depth_mm"] for zone in answer["zones"]}
    return [] if found == wanted else [f"zones: {found}, expected {wanted}"]


def _overrides(answer: Mapping, wanted: dict[str, str]) -> list[str]:
    found = {reason["rule"]: reason.get("override") for reason in _reasons(answer)}
    return [f"{rule} may be overridden by {found.get(rule)}" for rule, by in wanted.items() if found.get(rule) != by]


def _action_texts(answer: Mapping) -> list[str]:
    said = {action["text"] for action in answer.get("actions", [])}
    return [
        key.removeprefix("checkin.")
        for key, wording in ENGLISH.wording.items()
        if key.startswith("checkin.") and said & {wording.clinician, wording.patient}
    ]


_EXPECTATIONS = {
    "verdict": _same("verdict"),
    "not_verdict": _other("verdict"),
    "not_urgency": _other("urgency"),
    "until": _same("until"),
    "urgency": _same("urgency"),
    "hold_course": _same("hold_course"),
    "interval_at_least_days": _same("interval_at_least_days"),
    "skin_type": _same("skin_type"),
    "override": _overrides,
    "rules": _among("rule", lambda answer: [reason["rule"] for reason in _reasons(answer)]),
    "not_rules": lambda answer, names: [
        f"rule {reason['rule']} speaks" for reason in _reasons(answer) if reason["rule"] in names
    ],
    "tasks": _among("task", lambda answer: [task["rule"] for task in answer.get("tasks", [])]),
    "actions": _among("action", _action_texts),
    "questions": _among("question", lambda answer: [question["finding"] for question in answer.get("questions", [])]),
    "bounds": _among(
        "bound", lambda answer: [bound["rule"] for zone in answer["zones"] for bound in zone.get("bounds", [])]
    ),
    "zones": _zones,
    "empty": _empty,
    "not_say": _not_said,
}
