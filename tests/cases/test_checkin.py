"""Every red flag on both sides of its boundary, the expected course at its edges, and nothing without a case."""

from collections.abc import Iterator

import pytest

from tests.cases.by_rule import cased, checks_by_rule, strange_keys
from tests.cases.expecting import Mapping
from tests.cases.running import EDITION, TODAY, Check, answer_of, check_of, merged, read_cases, shortfalls

FILE = read_cases("checkin")
CHECKS = checks_by_rule(FILE["cases"], "triage")
FLAGS = {flag.id: place for place, flag in enumerate(EDITION.red_flags)}
KEYS_OF_EACH = {"rule", "hours", "input", "symptoms", "beside", "urgency"}
KEYS_OF_COURSE = {"rule", "title", "input", "symptom", "zones", "most", "beyond"}


def course_checks(case: Mapping) -> Iterator[Check]:
    """For each line of a course: the strongest severity that is still expected there, and one more."""
    for line in case["most"]:
        for severity, urgency in ((line["severity"], "self_care"), (line["severity"] + 1, case["beyond"])):
            if 0 < severity <= 10:
                yield _course_check(case, line["hours"], severity, urgency)


def _course_check(case: Mapping, hours: float, severity: int, urgency: str) -> Check:
    symptom = {"symptom": case["symptom"], "severity": severity, "zones": case.get("zones", []), "trend": "same"}
    expect = {"urgency_of": {case["rule"]: urgency}}
    given = merged({"symptoms": [symptom]}, case.get("input") or {})
    part = f"{hours}h-severity-{severity}"
    return check_of(case["rule"], part, {"command": "triage", "hours": hours, "input": given, "expect": expect})


def each_checks(entry: Mapping) -> Iterator[Check]:
    """Each symptom of an entry on its own, or beside the one that it needs."""
    for symptom in entry["symptoms"]:
        said = [{"symptom": name, "severity": 2} for name in (symptom, entry.get("beside")) if name]
        given = merged({"symptoms": said}, entry.get("input") or {})
        expect = {"urgency_of": {entry["rule"]: entry["urgency"]}}
        yield check_of(
            entry["rule"], symptom, {"command": "triage", "hours": entry["hours"], "input": given, "expect": expect}
        )


def event_checks(entry: Mapping) -> Iterator[Check]:
    """A serious event at its first and last onset, and just outside them."""
    sides = {"before": "not_serious_events", "first": "serious_events", "last": "serious_events"}
    for side, expectation in {**sides, "after": "not_serious_events"}.items():
        if side in entry:
            asked = {"command": "triage", **entry[side], "expect": {expectation: [entry["rule"]]}}
            yield check_of(entry["rule"], side, {**asked, "input": entry.get("input") or {}})


EACH = [check for entry in FILE["each"] for check in each_checks(entry)]
EVENTS = [check for entry in FILE["serious_events"] for check in event_checks(entry)]
COURSES = [check for case in FILE["courses"] for check in course_checks(case)]


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{n}" for n, check in enumerate(CHECKS)])
def test_red_flag_is_raised_on_its_side_only(check: Check) -> None:
    """The report raises the flag where the case says so, with that urgency, and does not just across its boundary."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


@pytest.mark.parametrize("check", EACH, ids=[f"{check.name}-{n}" for n, check in enumerate(EACH)])
def test_each_symptom_raises_its_flag(check: Check) -> None:
    """Each symptom that a flag names raises it, with the flag's own urgency."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


@pytest.mark.parametrize("check", COURSES, ids=[f"{check.name}-{n}" for n, check in enumerate(COURSES)])
def test_symptom_is_expected_up_to_its_edge(check: Check) -> None:
    """What is expected at that hour stays with self-care; one more on the scale is beyond the expected course."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


@pytest.mark.parametrize("check", EVENTS, ids=[check.name for check in EVENTS])
def test_serious_event_is_listed_on_its_days_only(check: Check) -> None:
    """From its first onset to the end of the day of its last; every event has a case, in the order of the edition."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []
    assert [entry["rule"] for entry in FILE["serious_events"]] == [event.id for event in EDITION.serious_events]


def test_serious_event_with_a_reported_symptom_stands_first() -> None:
    """Nodules after three weeks: what they may be is listed before what nobody speaks of."""
    nodules = {"symptoms": [{"symptom": "nodules", "severity": 2}, {"symptom": "ring_scale", "severity": 0}]}
    check = Check(
        case="nodules", part="reported", command="triage", input=nodules, expect={}, on=TODAY, after_hours=500
    )
    events = answer_of(check, FILE["base"])["serious_events"]

    reported = [event["reported"] for event in events]
    assert reported[0] == ["nodules"]
    assert [] not in reported[: len([symptoms for symptoms in reported if symptoms])]
    assert {event["rule"]: event["reported"] for event in events}["tinea_after_needling"] == []


def test_radiofrequency_injury_is_not_listed_after_a_pen() -> None:
    """An event of another class of device is not kept in mind."""
    check = Check(case="pen", part="silent", command="triage", input={}, expect={}, on=TODAY, after_hours=48)
    assert "radiofrequency_injury" not in [event["rule"] for event in answer_of(check, FILE["base"])["serious_events"]]


def test_every_symptom_of_a_flag_has_a_case() -> None:
    """A symptom that a flag names, alone or beside another, and that no case reports fails the build."""
    reported = {
        (check.case, said["symptom"])
        for check in [*CHECKS, *EACH]
        if check.part != "silent"
        for said in check.input.get("symptoms", [])
    }
    for flag in EDITION.red_flags:
        named = {symptom for clause in flag.any for symptom in (*clause.any_of, *clause.also)}
        assert named - {symptom for rule, symptom in reported if rule == flag.id} == set()


@pytest.mark.parametrize("part", ["speaks", "silent"])
def test_every_red_flag_has_both_sides(part: str) -> None:
    """A red flag without a case on either side fails the build."""
    assert cased(FILE["cases"], part) == {*FLAGS, EDITION.unlisted.id}


def test_every_expected_course_has_a_case() -> None:
    """A line of the expected course without a case fails the build."""
    assert {case["rule"] for case in FILE["courses"]} == {entry.id for entry in EDITION.expected}


def test_every_course_names_each_change_on_both_sides() -> None:
    """Where the expected grade changes, a course names the hour until which it holds and the time just after."""
    for entry in EDITION.expected:
        named = {line["hours"] for case in FILE["courses"] if case["rule"] == entry.id for line in case["most"]}
        after = (*entry.grades[1:], 0)
        edges = {
            hours for hours, one, other in zip(entry.until_hours, entry.grades, after, strict=True) if one != other
        }
        assert edges - named == set()


def test_cases_stand_in_the_order_of_the_edition() -> None:
    """A reader finds the case of a flag where the flag stands."""
    order = [FLAGS[case["rule"]] for case in FILE["cases"] if case["rule"] in FLAGS]
    assert order == sorted(order)


def test_base_has_no_complaint() -> None:
    """The check-in of the base stays with self-care on every day, so that what is urgent in a case is the case."""
    for hours in (0.5, 24, 72, 168, 672, 2688):
        base = Check(case="base", part="base", command="triage", input={}, expect={}, on=TODAY, after_hours=hours)
        assert answer_of(base, FILE["base"])["urgency"] == "self_care"
    assert strange_keys(FILE["cases"]) == []
    assert [key for entry in FILE["each"] for key in entry if key not in KEYS_OF_EACH] == []
    assert [key for case in FILE["courses"] for key in case if key not in KEYS_OF_COURSE] == []
