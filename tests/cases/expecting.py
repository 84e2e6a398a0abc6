"""What a case may expect of an answer: each expectation returns what is wrong, and nothing when it holds.

An answer is the engine's whole answer as JSON, as a program would read it. Lists name what must be among the answer;
`verdict_by_zone`, `zones`, `lost`, `refused` and `sessions` are the whole of their part.
"""

from collections.abc import Callable
from typing import Any

from percutis.protocol.load import load_texts

ENGLISH = load_texts(language="en")
Mapping = dict[str, Any]
Expectation = Callable[[Mapping, Any], list[str]]


def _reasons(answer: Mapping) -> list[Mapping]:
    return [*answer.get("reasons", []), *answer.get("assessment", {}).get("reasons", [])]


def _rules(answer: Mapping) -> list[str]:
    return [reason["rule"] for reason in _reasons(answer)]


def _bounds(answer: Mapping) -> list[str]:
    return [bound["rule"] for zone in answer["zones"] for bound in zone.get("bounds", [])]


def _at_most(answer: Mapping) -> Mapping:
    """Of each bound from above its depth in mm; the first zone speaks."""
    bounds = [bound for zone in reversed(answer["zones"]) for bound in zone["bounds"] if bound["bound"] == "at_most"]
    return {bound["rule"]: bound["depth_mm"] for bound in bounds}


def _clocks(answer: Mapping) -> list[str]:
    return [clock["rule"] for clock in answer["clocks"]]


def _tasks(answer: Mapping) -> list[str]:
    return [task["rule"] for task in answer.get("tasks", [])]


def _one(compare: Expectation) -> Expectation:
    return lambda answer, name: compare(answer, [name])


def _same(key: str) -> Expectation:
    def compare(answer: Mapping, wanted: Any) -> list[str]:
        found = answer.get(key, answer.get("assessment", {}).get(key))
        return [] if found == wanted else [f"{key}: {found}, expected {wanted}"]

    return compare


def _other(key: str) -> Expectation:
    def compare(answer: Mapping, unwanted: str) -> list[str]:
        return [f"{key} is {unwanted}"] if answer[key] == unwanted else []

    return compare


def _among(what: str, found_in: Callable[[Mapping], list[str]]) -> Expectation:
    def compare(answer: Mapping, wanted: list[str]) -> list[str]:
        found = set(found_in(answer))
        return [f"{what} {name} is not among {sorted(found)}" for name in wanted if name not in found]

    return compare


def _not_among(what: str, found_in: Callable[[Mapping], list[str]]) -> Expectation:
    def compare(answer: Mapping, unwanted: list[str]) -> list[str]:
        return [f"{what} {name} is there" for name in dict.fromkeys(found_in(answer)) if name in unwanted]

    return compare


def _whole(what: str, found_in: Callable[[Mapping], Any]) -> Expectation:
    def compare(answer: Mapping, wanted: Any) -> list[str]:
        found = found_in(answer)
        return [] if found == wanted else [f"{what}: {found}, expected {wanted}"]

    return compare


def _each(what: str, found_in: Callable[[Mapping], Mapping]) -> Expectation:
    """Of each thing that the case names, what it says; what it does not name may be anything."""

    def compare(answer: Mapping, wanted: Mapping) -> list[str]:
        found = found_in(answer)
        return [
            f"{what} of {name}: {found.get(name)}, expected {said}"
            for name, said in wanted.items()
            if not _holds(found.get(name), said)
        ]

    return compare


def _holds(found: Any, wanted: Any) -> bool:
    """Mappings and lists must hold what is wanted of them, all else must be the same."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_holds(found.get(name), part) for name, part in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and all(part in found for part in wanted)
    return bool(found == wanted)


def _of_rules(part: str) -> Callable[[Mapping], Mapping]:
    return lambda answer: {reason["rule"]: reason.get(part) for reason in _reasons(answer)}


def _by_zone(part: str) -> Callable[[Mapping], Mapping]:
    return lambda answer: {zone["zone"]: zone[part] for zone in answer["zones"]}


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


def _action_texts(answer: Mapping) -> list[str]:
    said = {action["text"] for action in answer.get("actions", [])}
    return [
        key.removeprefix("checkin.")
        for key, wording in ENGLISH.wording.items()
        if key.startswith("checkin.") and said & {wording.clinician, wording.patient}
    ]


def _events(answer: Mapping) -> list[str]:
    return [event["rule"] for event in answer["serious_events"]]


def _asks(answer: Mapping, wanted: Mapping) -> list[str]:
    asked = {(question["finding"], question["missing"]) for question in answer["questions"]}
    return [f"nobody asks {what} of {name}" for name, what in wanted.items() if (name, what) not in asked]


def _withheld(answer: Mapping, key: str) -> list[str]:
    return [] if _is_worded(answer["withheld"], key) else [f"withheld: {answer['withheld']}, expected {key}"]


def _not_planned(answer: Mapping, wanted: Mapping) -> list[str]:
    found = {entry["zone"]: entry["because"] for entry in answer["not_planned"]}
    return [
        f"{zone}: {found.get(zone)}, expected {key}"
        for zone, key in wanted.items()
        if not _is_worded(found.get(zone), key)
    ]


def _is_worded(text: str | None, key: str) -> bool:
    """Whether a sentence is that of the key, up to the first hole that the answer filled."""
    return text is not None and text.startswith(ENGLISH.wording[key].clinician.partition("{")[0])


EXPECTATIONS: dict[str, Expectation] = {
    # Every answer
    "rule": _one(_among("rule", _rules)),
    "not_rule": _one(_not_among("rule", _rules)),
    "rules": _among("rule", _rules),
    "not_rules": _not_among("rule", _rules),
    "action_of": _each("action", _of_rules("action")),
    "changes_of": _each("changes", _of_rules("changes")),
    "where_of": _each("zones", _of_rules("zones")),
    "override": _each("override", _of_rules("override")),
    "overridden": _among("override", lambda answer: [r["rule"] for r in _reasons(answer) if r.get("overridden")]),
    "questions": _among("question", lambda answer: [question["finding"] for question in answer.get("questions", [])]),
    "asks": _asks,
    "empty": _empty,
    "not_say": _not_said,
    "refused": _whole("refused", lambda answer: answer.get("refused", [])),
    # Assessment
    "verdict": _same("verdict"),
    "not_verdict": _other("verdict"),
    "until": _same("until"),
    "skin_type": _same("skin_type"),
    "verdict_by_zone": _whole("verdict by zone", _by_zone("verdict")),
    # Plan, gate and aftercare
    "zones": _whole("zones", _by_zone("depth_mm")),
    "depths": _each("depth", lambda answer: {zone["zone"]: zone for zone in answer["zones"]}),
    "lost": _whole("lost", lambda answer: [zone["zone"] for zone in answer["zones"] if zone["lost"]]),
    "bounds": _among("bound", _bounds),
    "bound": _one(_among("bound", _bounds)),
    "at_most_of": _each("at most", _at_most),
    "not_bounds": _not_among("bound", _bounds),
    "not_bound": _one(_not_among("bound", _bounds)),
    "withheld": _withheld,
    "not_planned": _not_planned,
    "devices": _each("device", lambda answer: {entry["device"]: entry["stance"] for entry in answer["devices"]}),
    "additions": _each("addition", lambda answer: {entry["addition"]: entry for entry in answer["additions"]}),
    "anaesthetics": _each("anaesthetic", lambda answer: {o["agent"]: o for o in answer["anaesthetic"]["options"]}),
    "sessions": _whole("sessions", lambda answer: [visit["target"] for visit in answer["sessions"]]),
    "interval": _each("interval", lambda answer: answer["interval_days"]),
    "tasks": _among("task", _tasks),
    "not_tasks": _not_among("task", _tasks),
    "task_dates": _each("task", lambda answer: {t["rule"]: t for t in answer["tasks"] if t["session"] == 1}),
    "clock": _one(_among("clock", _clocks)),
    "not_clock": _one(_not_among("clock", _clocks)),
    "clocks": _each("clock", lambda answer: {clock["clock"]: clock for clock in answer["clocks"]}),
    # Triage
    "urgency": _same("urgency"),
    "not_urgency": _other("urgency"),
    "urgency_of": _each("urgency", _of_rules("urgency")),
    "hold_course": _same("hold_course"),
    "interval_at_least_days": _same("interval_at_least_days"),
    "actions": _among("action", _action_texts),
    "serious_events": _among("serious event", _events),
    "not_serious_events": _not_among("serious event", _events),
    "reported": _each("reported", lambda answer: {e["rule"]: e["reported"] for e in answer["serious_events"]}),
}
