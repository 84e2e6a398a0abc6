"""The rules in CLIPS: a production system, every rule a pattern over facts of one patient."""

from collections.abc import Iterable
from datetime import date

import clips

from benchmarks.peers.record import Record, cutoff, within_cutoff
from percutis.domain.edition.conditions import Trigger, When
from percutis.domain.edition.rules import Rule

TEMPLATES = (
    "(deftemplate finding (slot code) (slot status) (slot last) (slot value) (multislot zones) (slot in-area))",
    "(deftemplate patient (slot age) (slot sex) (slot skin) (slot role) (slot supervised)"
    " (multislot active) (multislot history) (multislot additions) (multislot devices) (multislot classes)"
    " (multislot places))",
    "(deftemplate spot (slot concern) (multislot zones) (slot bony) (slot grade) (slot since))",
    "(deftemplate speaks (slot rule))",
)
UNKNOWN = clips.Symbol("unknown")


class Clips:
    """CLIPS holding the screening rules."""

    name = "clipspy"

    def __init__(self, rules: tuple[Rule, ...], on: date) -> None:
        self._env = clips.Environment()
        for template in TEMPLATES:
            self._env.build(template)
        for rule in rules:
            self._env.build(_defrule(rule, on))

    def speaking(self, record: Record) -> set[str]:
        """The rules that speak for one patient."""
        env = self._env
        env.reset()
        finding, patient = env.find_template("finding"), env.find_template("patient")
        spot, speaks = env.find_template("spot"), env.find_template("speaks")
        patient.assert_fact(**_patient(record))
        for item in record["findings"]:
            for code in item["codes"]:
                finding.assert_fact(**_finding(item, code))
        for item in record["spots"]:
            spot.assert_fact(**_spot(item))
        env.run()
        return {str(fact["rule"]) for fact in speaks.facts()}


def _symbols(words: Iterable[str]) -> list[clips.Symbol]:
    return [clips.Symbol(word) for word in words]


def _symbol(word: object) -> object:
    if word is None:
        return UNKNOWN
    return clips.Symbol(str(word).lower()) if isinstance(word, (bool, str)) else word


def _patient(record: Record) -> dict[str, object]:
    return {
        "age": record["age"],
        "sex": _symbol(record["sex"]),
        "skin": UNKNOWN if record["skin_type"] is None else clips.Symbol(record["skin_type"]),
        "role": _symbol(record["role"]),
        "supervised": _symbol(record["supervised"]),
        "active": _symbols(record["active"]),
        "history": _symbols(record["history"]),
        "additions": _symbols(record["additions"]),
        "devices": _symbols(record["devices"]),
        "classes": _symbols(record["device_classes"]),
        "places": _symbols(record["jurisdictions"]),
    }


def _finding(item: Record, code: str) -> dict[str, object]:
    return {
        "code": clips.Symbol(code),
        "status": clips.Symbol(item["status"]),
        "last": _symbol(item["last"]),
        "value": _symbol(item["value"]),
        "zones": _symbols(item["zones"]),
        "in-area": _symbol(item["in_area"]),
    }


def _spot(item: Record) -> dict[str, object]:
    return {
        "concern": clips.Symbol(item["concern"]),
        "zones": _symbols(item["zones"]),
        "bony": _symbol(item["bony"]),
        "grade": _symbol(item["grade"]),
        "since": _symbol(item["since"]),
    }


def _defrule(rule: Rule, on: date) -> str:
    lines = [_finding_pattern(rule, on)] if rule.trigger else []
    lines.append(_patient_pattern(rule.when))
    if rule.trigger:
        lines += _union_patterns(rule.when)
    elif rule.when.names_a_place:
        lines.append(f"(exists {_spot_pattern(rule.when, on)})")
    body = " ".join(lines)
    return f"(defrule {rule.id} {body} (not (speaks (rule {rule.id}))) => (assert (speaks (rule {rule.id}))))"


def _one_of(words: Iterable[str]) -> str:
    return "|".join(words)


def _holds(slot: str, words: Iterable[str], variable: str) -> str:
    tests = " ".join(f"(member$ {word} ?{variable})" for word in words)
    return f"({slot} $?{variable}&:(or {tests} FALSE))"


def _finding_pattern(rule: Rule, on: date) -> str:
    trigger = rule.trigger
    assert isinstance(trigger, Trigger)
    slots = [f"(code {trigger.finding})", f"(status {_one_of(status.value for status in trigger.status)})"]
    after = within_cutoff(rule, on)
    tests = []
    if after is not None:
        tests.append(f"(or (eq ?last unknown) (> ?last {after}))")
    if trigger.beyond:
        slots[1] = "(status past)"
        tests.append(f"(or (eq ?last unknown) (<= ?last {cutoff(trigger.beyond, on)}))")
    if tests:
        slots.append("(last ?last" + "".join(f"&:{test}" for test in tests) + ")")
    if trigger.value:
        slots.append("(value ?value" + "".join(f"&:{test}" for test in _value_tests(trigger)) + ")")
    if trigger.zones:
        members = " ".join(f"(member$ {zone} ?where)" for zone in trigger.zones)
        slots.append(f"(zones $?where&:(or (eq (length$ ?where) 0) {members}))")
    if rule.scope == "area":
        slots.append("(in-area true)")
    return f"(finding {' '.join(slots)})"


def _value_tests(trigger: Trigger) -> list[str]:
    amount = trigger.value
    assert amount is not None
    limits = ((">", amount.above), (">=", amount.at_least), ("<", amount.below), ("<=", amount.at_most))
    unsaid = "or (eq" if amount.if_unsaid == "met" else "and (neq"
    return [f"({unsaid} ?value unknown) ({sign} ?value {limit}))" for sign, limit in limits if limit is not None]


def _patient_pattern(when: When) -> str:
    slots = []
    for field, slot in (("skin_types", "skin"), ("roles", "role"), ("sexes", "sex")):
        if words := getattr(when, field):
            slots.append(f"({slot} unknown|{_one_of(words)})")
    named = {
        "active": when.findings,
        "history": when.history,
        "additions": when.additions,
        "devices": when.devices,
        "classes": when.device_classes,
        "places": when.jurisdictions,
    }
    slots += [_holds(slot, words, f"s{number}") for number, (slot, words) in enumerate(named.items()) if words]
    if when.anaesthetics:
        slots.append("(age -1)")
    if when.supervised is not None:
        slots.append(f"(supervised unknown|{str(when.supervised).lower()})")
    ages = ((">=", when.age_from), ("<", when.age_below))
    if tests := [f"({sign} ?age {limit})" for sign, limit in ages if limit is not None]:
        slots.append("(age ?age" + "".join(f"&:{test}" for test in tests) + ")")
    pattern = f"(patient {' '.join(slots)})"
    without = " ".join(f"(member$ {word} ?none)" for word in when.without)
    return f"{pattern} (not (patient (active $?none&:(or {without} FALSE))))" if without else pattern


def _union_patterns(when: When) -> list[str]:
    patterns = []
    if when.concerns:
        patterns.append(f"(exists (spot (concern {_one_of(when.concerns)})))")
    if when.zones:
        patterns.append(f"(exists (spot {_holds('zones', when.zones, 'z')}))")
    if when.bony is not None:
        patterns.append("(exists (spot (bony true)))" if when.bony else "(not (spot (bony true)))")
    return patterns


def _spot_pattern(when: When, on: date) -> str:
    slots = []
    if when.concerns:
        slots.append(f"(concern {_one_of(when.concerns)})")
    if when.zones:
        slots.append(_holds("zones", when.zones, "z"))
    if when.bony is not None:
        slots.append(f"(bony {str(when.bony).lower()})")
    if when.grade_from is not None:
        slots.append(f"(grade ?grade&:(or (eq ?grade unknown) (>= ?grade {when.grade_from})))")
    if when.concern_younger_than is not None:
        day = cutoff(when.concern_younger_than, on)
        slots.append(f"(since ?since&:(or (eq ?since unknown) (> ?since {day})))")
    return f"(spot {' '.join(slots)})"
