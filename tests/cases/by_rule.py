"""Cases by rule: a side on which the rule speaks, and one just across its boundary on which it is silent.

What a case gives beside its title (command, today, hours, input) holds for both sides; a side adds what differs. On a
side that speaks the rule must be among the reasons, on a side that is silent it must not.
"""

import copy
from collections.abc import Iterable, Iterator

from tests.cases.expecting import Mapping
from tests.cases.running import Check, check_of, merged

SIDES = ("speaks", "silent")
OF_THE_RULE = ("action", "changes", "where", "at_most")
KEYS_OF_SIDE = {"command", "today", "hours", "input", "override_by", "expect"}
SHARED = ("command", "today", "hours")
KEYS_OF_CASE = {"rule", "title", "input", *SHARED, *SIDES}


def checks_by_rule(cases: Iterable[Mapping], command: str, shown_as: str | None = "rule") -> list[Check]:
    """Every side of every case, in file order; `command` is asked where neither the case nor the side names one.

    `shown_as` is what the answer shows the rule as: a rule among the reasons, a bound, a clock; None where it shows
    what the rule does and does not name it.
    """
    return [
        check_of(str(case["rule"]), part, _whole(case, part, side, command, shown_as))
        for case in cases
        for part in SIDES
        for side in sides_of(case, part)
    ]


def sides_of(case: Mapping, part: str) -> list[Mapping]:
    """The sides under `speaks` or `silent`: one, or a list of them."""
    sides = case.get(part) or []
    return sides if isinstance(sides, list) else [sides]


def cased(cases: Iterable[Mapping], part: str) -> set[str]:
    """The rules that have a case on this side."""
    return {str(case["rule"]) for case in cases if sides_of(case, part)}


def strange_keys(cases: Iterable[Mapping]) -> list[str]:
    """Words that no case or side knows, and that would otherwise be read over."""
    return [
        f"{case['rule']}: {key}"
        for case in cases
        for known, mapping in _mappings(case)
        for key in mapping
        if key not in known
    ]


def _mappings(case: Mapping) -> Iterator[tuple[set[str], Mapping]]:
    yield KEYS_OF_CASE, case
    for part in SIDES:
        for side in sides_of(case, part):
            yield KEYS_OF_SIDE, side


def _whole(case: Mapping, part: str, side: Mapping, command: str, shown_as: str | None) -> Mapping:
    """A side with all that its case gives, as a check that stands alone."""
    rule = str(case["rule"])
    shared = {key: case[key] for key in SHARED if key in case}
    own = {"input": _input(case, side, rule), "expect": dict(_expect(rule, part, side, shown_as))}
    return {"command": command, **shared, **side, **own}


def _input(case: Mapping, side: Mapping, rule: str) -> Mapping:
    """The case's input with the side's own; `override_by` records the permissive value of the rule as chosen."""
    given = merged(copy.deepcopy(case.get("input") or {}), copy.deepcopy(side.get("input") or {}))
    if "override_by" in side:
        given["overrides"] = [*given.get("overrides", []), {"rule": rule, "by": side["override_by"]}]
    return given


def _expect(rule: str, part: str, side: Mapping, shown_as: str | None) -> Iterator[tuple[str, object]]:
    """What the side asks for, and what every side asks: that its rule speaks, or that it does not."""
    expect = side.get("expect") or {}
    if shown_as and "refused" not in expect:
        yield (shown_as if part == "speaks" else f"not_{shown_as}"), rule
    if "override_by" in side and shown_as == "rule":
        yield "overridden", [rule]
    for name, wanted in expect.items():
        yield (f"{name}_of", {rule: wanted}) if name in OF_THE_RULE else (name, wanted)
