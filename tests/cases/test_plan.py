"""Depths of every concern in every zone, and every line of the plan on both sides of its boundary."""

from collections.abc import Iterable, Iterator

import pytest

from tests.cases.by_rule import cased, checks_by_rule, sides_of, strange_keys
from tests.cases.expecting import Mapping
from tests.cases.running import EDITION, Check, answer_of, check_of, read_cases, shortfalls

FILE = read_cases("plan")
UNNAMED = ("scope", "not_needled", "courses", "additions")
LISTS = (*UNNAMED, "bounds", "clocks")
ZONES_OF = {zone.base: [z.id for z in EDITION.zones if z.base == zone.base] for zone in EDITION.zones}
LONG_AGO = "2015-01-01"
LINES = {bound.id for bound in EDITION.depth_bounds if bound.matrix}


def depth_checks(entry: Mapping) -> Iterator[Check]:
    """Each concern of a table in each zone: the depth that comes out, or that no source gives one."""
    for concern in entry["concerns"]:
        for line in entry["zones"]:
            depth = {"at_least_mm": line["asked"], "at_most_mm": line["allowed"], "depth_mm": line["set"]}
            for zone in _both_sides(line["zones"]):
                own = {"bound": line["rule"], "at_most_of": {line["rule"]: line["up_to"]}}
                others = {"not_bounds": sorted(LINES - {line["rule"]}), "empty": ["not_planned"]}
                yield _depth_check(concern, zone, {"depths": {zone: depth}, **own, **others})
        for zone in _both_sides(entry["no_published_depth"]):
            yield _depth_check(concern, zone, {"not_planned": {zone: "answers.no_published_depth"}, "empty": ["zones"]})


def _both_sides(bases: Iterable[str]) -> Iterator[str]:
    for base in bases:
        yield from ZONES_OF[base]


def _depth_check(concern: str, zone: str, expect: Mapping) -> Check:
    given = {"concerns": [{"concern": concern, "zones": [zone], "since": LONG_AGO}]}
    return check_of(concern, zone, {"command": "plan", "input": given, "expect": expect})


DEPTHS = [check for entry in FILE["depths"] for check in depth_checks(entry)]
CASES = [check_of(case["title"], "case", {"command": "plan", **case}) for case in FILE["cases"]]
BY_RULE = [
    *checks_by_rule(FILE["bounds"], "plan", shown_as="bound"),
    *(
        check
        for name in ("scope", "not_needled", "courses", "additions")
        for check in checks_by_rule(FILE[name], "plan", None)
    ),
    *checks_by_rule(FILE["clocks"], "aftercare", shown_as="clock"),
]
CHECKS = [*DEPTHS, *BY_RULE, *CASES]


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_plan_is_the_one_of_the_case(check: Check) -> None:
    """The engine plans what the case says: depth, dates, stance or clock."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


def test_every_concern_has_every_zone() -> None:
    """A concern or a zone that the table lacks fails the build; what is never treated and never needled is left out."""
    bases = {zone.base for zone in EDITION.zones if zone.group != "never"}
    refused = {concern for entry in EDITION.not_needled for concern in entry.when.concerns}
    for entry in FILE["depths"]:
        named = [*(zone for line in entry["zones"] for zone in line["zones"]), *entry["no_published_depth"]]
        assert sorted(named) == sorted(bases)
    concerns = {concern for bound in EDITION.depth_bounds if bound.matrix for concern in bound.when.concerns}
    assert {concern for entry in FILE["depths"] for concern in entry["concerns"]} == concerns
    assert concerns.isdisjoint(refused)


def test_every_depth_line_and_cap_has_a_case() -> None:
    """A line of the table of depths is in the table of cases; a cap and a permissive value are among the bounds."""
    assert {line["rule"] for entry in FILE["depths"] for line in entry["zones"]} == LINES
    bounds = {bound.id for bound in EDITION.depth_bounds if not bound.matrix or bound.permissive_at_most_mm is not None}
    assert bounds - cased(FILE["bounds"], "speaks") == set()
    assert bounds - cased(FILE["bounds"], "silent") == set()


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("scope", EDITION.scope),
        ("not_needled", EDITION.not_needled),
        ("courses", EDITION.courses),
        ("additions", EDITION.additions),
        ("clocks", EDITION.clocks),
    ],
)
def test_every_line_of_the_plan_has_its_sides(name: str, entries: tuple) -> None:
    """A line without a case fails the build; one that asks for nothing has no silent side to show."""
    assert cased(FILE[name], "speaks") == {entry.id for entry in entries}
    conditional = {entry.id for entry in entries if entry.when.given}
    assert conditional - cased(FILE[name], "silent") == set()


def test_every_permissive_value_is_shown_chosen() -> None:
    """What a physician may choose instead stands in a case, with what it then allows."""
    shown = {
        case["rule"]
        for name in ("bounds", "courses", "clocks")
        for case in FILE[name]
        for side in sides_of(case, "speaks")
        if "override_by" in side
    }
    bounds = {bound.id for bound in EDITION.depth_bounds if bound.permissive_at_most_mm is not None}
    courses = {course.id for course in EDITION.courses if course.permissive_min_days is not None}
    assert shown == bounds | courses | {clock.id for clock in EDITION.clocks if clock.permissive_hours is not None}


def test_cases_stand_in_the_order_of_the_edition() -> None:
    """A reader finds the case of a line where the line stands."""
    for name in LISTS:
        entries = EDITION.depth_bounds if name == "bounds" else getattr(EDITION, name)
        places = {entry.id: place for place, entry in enumerate(entries)}
        order = [places[case["rule"]] for case in FILE[name] if case["rule"] in places]
        assert order == sorted(order)


def test_cases_hold_no_strange_words() -> None:
    """A misspelt word in a case would otherwise be read over."""
    assert [word for name in LISTS for word in strange_keys(FILE[name])] == []
    assert [key for case in FILE["cases"] for key in case if key not in {"title", "today", "input", "expect"}] == []
