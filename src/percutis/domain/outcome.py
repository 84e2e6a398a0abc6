"""What to expect: published outcomes for such a patient with their uncertainty, and what a course really changed."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from percutis.domain.decision import Sentence, sentence_of
from percutis.domain.edition.basis import Cite, Range
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.outcomes import Expectation, Scale
from percutis.domain.errors import InputError
from percutis.domain.words import Evidence


class ExpectedOutcome(NamedTuple):
    """A published outcome for such a patient, with its interval; `harm` marks an unwanted one."""

    measure: str
    of_100: float | None
    of_100_interval: Range | None
    change: float | None
    change_interval: Range | None
    unit: str | None
    patients: int | None
    harm: bool
    rule: str
    text: Sentence
    cites: tuple[Cite, ...]
    evidence: Evidence


class GradeChange(NamedTuple):
    """A grade before and after on one scale: the change, and whether it is for the better."""

    scale: str
    before: float
    after: float
    change: float
    direction: Literal["better", "same", "worse"]


def expectations(cases: Iterable[Case], edition: Edition) -> tuple[ExpectedOutcome, ...]:
    """The published outcomes that fit any of the cases (one a concern), most specific first, harms last."""
    kept = tuple(cases)
    return tuple([outcome for entry, outcome in _outcomes(edition) if any(_fits(entry, case) for case in kept)])


@lru_cache(maxsize=16)
def _outcomes(edition: Edition) -> tuple[tuple[Expectation, ExpectedOutcome], ...]:
    """Every published outcome as an answer says it, in the order of an answer."""
    ordered = sorted(edition.expectations, key=lambda entry: (entry.harm, -len(entry.when.given)))
    return tuple((entry, _expected(entry)) for entry in ordered)


def _fits(entry: Expectation, case: Case) -> bool:
    return (entry.addition is None or entry.addition in case.additions) and entry.when.applies(case)


def _expected(entry: Expectation) -> ExpectedOutcome:
    return ExpectedOutcome(
        measure=entry.measure,
        of_100=entry.of_100,
        of_100_interval=entry.of_100_interval,
        change=entry.change,
        change_interval=entry.change_interval,
        unit=entry.unit,
        patients=entry.patients,
        harm=entry.harm,
        rule=entry.id,
        text=sentence_of(entry),
        cites=entry.cites,
        evidence=entry.evidence,
    )


def grade_change(scale: str, before: float, after: float, edition: Edition) -> GradeChange:
    """How a grade changed, e.g. Goodman and Baron 4 to 2 is a change of -2, for the better.

    Raises:
        InputError: an unknown scale, or a grade outside it.
    """
    found = next((entry for entry in edition.scales if entry.scale == scale), None)
    if found is None:
        raise InputError.one("scale", scale, ", ".join(entry.scale for entry in edition.scales))
    for place, grade in (("before", before), ("after", after)):
        if not found.low <= grade <= found.high:
            raise InputError.one(place, grade, f"{found.low:g} to {found.high:g}")
    return GradeChange(
        scale=scale, before=before, after=after, change=after - before, direction=_direction(found, after - before)
    )


def _direction(scale: Scale, change: float) -> Literal["better", "same", "worse"]:
    if change == 0:
        return "same"
    return "better" if (change > 0) == (scale.better == "higher") else "worse"
