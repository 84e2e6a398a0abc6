"""Entries that would hold for everybody by accident, or for nobody: red flags without a clause, clauses without a
test, gate rules without a comparison, screening rules about nobody, places that are nowhere.
"""

from collections.abc import Iterator
from dataclasses import fields
from zoneinfo import ZoneInfo

from percutis.domain.edition.conditions import When
from percutis.domain.edition.gate import FactTest
from percutis.domain.edition.triage import Clause
from percutis.domain.errors import Problem
from percutis.domain.words import Action
from percutis.protocol.manuscript import Manuscript

NOTHING = (None, (), When())
ALWAYS_SAID = (Action.WARN, Action.INFORM)


def check_shapes(manuscript: Manuscript) -> Iterator[Problem]:
    """Entries that test nothing, ask for nothing, or lie nowhere."""
    yield from _red_flags(manuscript)
    yield from _gate_rules(manuscript)
    yield from _screening_rules(manuscript)
    yield from _places(manuscript)


def _red_flags(manuscript: Manuscript) -> Iterator[Problem]:
    for flag in manuscript.edition.red_flags:
        if not flag.any:
            yield Problem(manuscript.place(flag, "any"), "no clause", "at least one way for the red flag to hold")
        for number, clause in enumerate(flag.any):
            if not _asks(clause):
                place = manuscript.place(flag, f"any.{number}")
                yield Problem(place, "a clause that tests nothing reported", "a symptom, a measurement or a notice")


def _asks(clause: Clause) -> bool:
    """Whether the clause tests something that the patient reports; hours and people alone are no reason to worry."""
    tested = ("any_of", "also", "temperature_from_c", "oxygen_at_most_percent", "notices")
    return any(getattr(clause, name) not in NOTHING for name in tested)


def _gate_rules(manuscript: Manuscript) -> Iterator[Problem]:
    for rule in manuscript.edition.gate_rules:
        if not rule.tests and rule.when == When() and rule.action not in ALWAYS_SAID:
            yield Problem(
                manuscript.place(rule, "tests"), f"no test, so always {rule.action}", "at least one test of a fact"
            )
        for number, test in enumerate(rule.tests):
            if not _compares(test):
                place = manuscript.place(rule, f"tests.{number}")
                yield Problem(
                    place, f"{test.fact} without a comparison", "equals, among, has, above, at_least, below, at_most"
                )


def _compares(test: FactTest) -> bool:
    return any(getattr(test, field.name) not in NOTHING for field in fields(test) if field.name != "fact")


def _screening_rules(manuscript: Manuscript) -> Iterator[Problem]:
    for rule in manuscript.edition.rules:
        if rule.trigger is None and rule.when == When():
            yield Problem(manuscript.place(rule, "when"), "neither trigger nor when", "whom the rule is about")
        if rule.trigger is not None and not rule.trigger.status:
            yield Problem(manuscript.place(rule, "trigger.status"), "no status", "active, past, never or unknown")


def _places(manuscript: Manuscript) -> Iterator[Problem]:
    for place in manuscript.edition.places:
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
            given = f"{place.latitude:g}, {place.longitude:g}"
            yield Problem(manuscript.place(place, "latitude"), given, "-90 to 90 degrees north, -180 to 180 east")
        if len(place.monthly_noon_uv_index) not in (0, 12):
            given = f"{len(place.monthly_noon_uv_index)} months"
            yield Problem(manuscript.place(place, "monthly_noon_uv_index"), given, "twelve values, or none")
        if not _is_time_zone(place.timezone):
            yield Problem(
                manuscript.place(place, "timezone"), repr(place.timezone), "an IANA time zone such as Asia/Karachi"
            )


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
