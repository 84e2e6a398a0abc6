"""The screening rules of an edition as tables, for one day: what an SQL engine joins a registry with.

Everything that can be known before a patient is known is worked out here, by the same code that screens one patient: a
window of months becomes the first or last day that fits, an age the first or last day of birth. What is left to the
engine is to compare and to join: no arithmetic of dates, on which engines differ.

A registry says what patients have and had. Nothing is requested, and nobody is named who would treat: a rule about
zones, concerns, devices or operators speaks as far as it does for such an intake.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from percutis.domain.assessment import worst
from percutis.domain.case import case_of
from percutis.domain.decision import Reason
from percutis.domain.edition.basis import Window
from percutis.domain.edition.conditions import Amount, Case, When
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Finding, Patient, said_of
from percutis.domain.questions import open_questions
from percutis.domain.rule_index import KeyedRule, reason_of, rules_met_by
from percutis.domain.words import SKIN_TYPES, Action, Status, Verdict
from percutis.interop.files.words import CLOSED
from percutis.registry.days import first_day, last_day

Row = tuple[object, ...]
Said = tuple[str, Status]  # a finding with its status
VERDICTS = tuple(Verdict)
SEXES = CLOSED["sex"]
OF_THE_ROW = ("skin_types", "sexes", "age_below", "age_from")  # conditions that a patient's own row answers
OF_THE_FINDINGS = ("findings", "history", "without")  # those that all of a patient's findings answer


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One edition on one day: the rows of each table of `tables.sql`, the id of each rule by its rank, and the number
    of each finding with its status.
    """

    rows: dict[str, list[Row]]
    rules: dict[int, str]
    said: dict[Said, int]


def lay_out(edition: Edition, on: date) -> LaidOut:
    """The rules that can speak of a registry on that day."""
    nobody = case_of(edition, on, Patient(id="", born=on), (), None)
    rules = [rule for rule in edition.rules if _may_speak(rule, nobody)]
    ranks = {edition.rule_rank[rule.id]: rule.id for rule in rules}
    said = {pair: number for number, pair in enumerate(product(edition.finding, Status))}
    keyed = [(pair, rule) for pair in said for rule in _met_by(pair, edition) if rule.rank in ranks]
    waits = {window: number for number, window in enumerate(dict.fromkeys(_windows(keyed)))}
    needed = {name for rule in rules for _kind, name in _needs(rule.when)}
    codes = {code: number for number, code in enumerate(edition.finding)}
    asked = {code: number for number, code in enumerate(_open((), edition))}
    return LaidOut(
        rows={
            "day": [(len(asked), VERDICTS.index(Verdict.DEFER), VERDICTS.index(Verdict.PROCEED))],
            "rules": [_rule(rule, edition, on) for rule in rules],
            "triggers": [
                (n, said[pair], codes[pair[0]], *_trigger(pair, rule, waits, edition, on))
                for n, (pair, rule) in enumerate(keyed)
            ],
            "places": [(n, zone) for n, (_, rule) in enumerate(keyed) for zone in _zones(rule, edition)],
            "barred": [(edition.rule_rank[rule.id], word) for rule in rules for word in _barred(rule.when)],
            "needs": [(edition.rule_rank[rule.id], *need) for rule in rules for need in _needs(rule.when)],
            "names": [(said[pair], *name) for pair in said for name in _names(pair, needed, edition)],
            "waits": [(number, *day) for window, number in waits.items() for day in _days(window, on)],
            "answers": [(said[pair], asked[code]) for pair in said for code in asked.keys() - _open((pair,), edition)],
        },
        rules=ranks,
        said=said,
    )


def _may_speak(rule: Rule, nobody: Case) -> bool:
    """Whether a rule can speak where nothing is requested and nobody treats; what a patient answers is left open."""
    if rule.trigger is None and rule.when.names_a_place:
        return False
    anything = When()
    answered = {name: getattr(anything, name) for name in (*OF_THE_ROW, *OF_THE_FINDINGS)}
    return replace(rule.when, **answered).applies(nobody)


def _met_by(pair: Said, edition: Edition) -> tuple[KeyedRule, ...]:
    code, status = pair
    return rules_met_by(code, status, edition) if status in (Status.ACTIVE, Status.PAST) else ()


def _windows(keyed: list[tuple[Said, KeyedRule]]) -> Iterator[Window]:
    for _pair, rule in keyed:
        if rule.window:
            yield rule.window


def _open(said: tuple[Said, ...], edition: Edition) -> set[str]:
    """The findings that must still be asked about where this was said, and the skin type."""
    findings = [Finding(finding=code, status=status) for code, status in said]
    return {question.finding for question in open_questions(said_of(findings), SKIN_TYPES[0], edition)}


def _rule(rule: Rule, edition: Edition, on: date) -> Row:
    when, of_patient = rule.when, rule.trigger is None
    given = _asked_of_patient(when)
    return (
        edition.rule_rank[rule.id],
        _verdict(reason_of(rule)),
        int(of_patient),
        _until(rule.window, rule.action, on) if of_patient else None,
        first_day(lambda born: _age(born, on) < (when.age_below or 0)) if "age_below" in given else None,
        last_day(lambda born: _age(born, on) >= (when.age_from or 0)) if "age_from" in given else None,
        int("findings" in given),
        int("history" in given),
    )


def _asked_of_patient(when: When) -> set[str]:
    """What an entry asks of a patient, besides its trigger."""
    return {*OF_THE_ROW, *OF_THE_FINDINGS}.intersection(when.given)


def _verdict(reason: Reason) -> int:
    return VERDICTS.index(worst((reason,)))


def _age(born: date, on: date) -> int:
    return Patient(id="", born=born).age_on(on)


def _until(window: Window | None, action: Action, start: date) -> date | None:
    """Until when a rule defers that counts from `start`."""
    return window.after(start) if window and action is Action.DEFER else None


def _trigger(pair: Said, rule: KeyedRule, waits: dict[Window, int], edition: Edition, on: date) -> Row:
    status, amount = pair[1], rule.amount or Amount(unit="")
    is_past, defers = status is Status.PAST, rule.reason.action is Action.DEFER
    still = [_still(window, on) for window in (rule.within, rule.window if is_past else None) if window]
    when = edition.rule[rule.reason.rule].when
    return (
        rule.rank,
        _verdict(rule.reason),
        int(not _asked_of_patient(when)),
        max((day for day in still if day), default=None),
        _already(rule.beyond, on) if rule.beyond else None,
        waits[rule.window] if rule.window and is_past and defers else None,
        _until(rule.window, rule.reason.action, on),
        amount.above,
        amount.at_least,
        amount.below,
        amount.at_most,
        int(rule.amount is not None and amount.if_unsaid == "unmet"),
        int(bool(rule.zones)),
        int(rule.needs_date),
        int(rule.amount is not None and amount.if_unsaid == "met"),
        int(bool(rule.zones) or rule.is_of_area),
    )


def _still(window: Window, on: date) -> date | None:
    """The first day from which the window is not over yet."""
    return first_day(lambda day: window.after(day) > on)


def _already(window: Window, on: date) -> date | None:
    """The last day from which the window is over."""
    return last_day(lambda day: window.after(day) <= on)


def _zones(rule: KeyedRule, edition: Edition) -> Iterator[str]:
    """The zones in which the trigger's finding must lie, where it must lie somewhere."""
    if rule.zones:
        yield from (zone for zone, names in edition.zone_names.items() if not names.isdisjoint(rule.zones))


def _barred(when: When) -> Iterator[str]:
    """The words of a patient's row of which an entry does not speak; what nobody said is none of them."""
    for wanted, words in ((when.skin_types, SKIN_TYPES), (when.sexes, SEXES)):
        if wanted:
            yield from (word for word in words if word not in wanted)


def _needs(when: When) -> Iterator[tuple[str, str]]:
    for kind in OF_THE_FINDINGS:
        yield from ((kind, name) for name in getattr(when, kind))


def _names(pair: Said, needed: set[str], edition: Edition) -> Iterator[tuple[str, int]]:
    """The names by which rules ask for a finding, besides their trigger."""
    code, status = pair
    if status in (Status.ACTIVE, Status.PAST):
        yield from ((name, int(status is Status.ACTIVE)) for name in edition.lineage[code] if name in needed)


def _days(window: Window, on: date) -> Iterator[tuple[date, date]]:
    """The window on every day, up to today, from which it is not over yet."""
    day = _still(window, on)
    while day is not None and day <= on:
        yield day, window.after(day)
        day += timedelta(days=1)
