"""What a patient is told of the days after a visit: what is usual on each, and the signs that need us, as the edition
has them. Nothing is added: a sign or a day that the edition does not know is not said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from percutis.domain.assessment import screening_case
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.edition.triage import Clause, Expected
from percutis.domain.intake import Intake
from percutis.domain.plan import Plan
from percutis.domain.words import Urgency
from percutis.interop.phrases import Phrases, load_phrases
from percutis.interop.wording import label, listed

SHOWN_DAYS = (0, 1, 2, 3, 4, 5, 7, 10, 14)
CALL = (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_7_DAYS)
HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class UsualCourse:
    """One symptom and how strong it usually is on each of `SHOWN_DAYS`: 0 not, 1 mild, 2 moderate, 3 strong."""

    symptom: str
    grades: tuple[int, ...]


def course_case(plan: Plan, intake: Intake, edition: Edition) -> Case:
    """The patient after the deepest session of the plan, numbed with any of the creams: which errs to caution."""
    return screening_case(intake, edition, plan.on, plan.assessment.skin_type)._replace(
        depth_mm=max((zone.later_depth_mm for zone in plan.zones), default=None),
        anaesthetics=frozenset(entry.agent for entry in edition.anaesthetics),
    )


def usual_courses(case: Case, edition: Edition) -> list[UsualCourse]:
    """What is usual after a session, symptom by symptom: the strongest and longest first."""
    found: dict[str, UsualCourse] = {}
    for entry in edition.expected:
        if entry.when.applies(case):
            grades = tuple(_grade_on(entry, number) for number in SHOWN_DAYS)
            for symptom in entry.symptoms:
                found.setdefault(symptom, UsualCourse(symptom, grades))
    return sorted((course for course in found.values() if any(course.grades)), key=_weakest_last)


def _weakest_last(course: UsualCourse) -> tuple[int, int]:
    return -max(course.grades), -sum(course.grades)


def _grade_on(entry: Expected, number: int) -> int:
    """The strongest grade of the first day; of a later one the grade as that day begins."""
    periods = list(zip(entry.until_hours, entry.grades, strict=True))
    if number == 0:
        return max((grade for until, grade in periods if until <= HOURS_OF_A_DAY), default=periods[0][1])
    return next((grade for until, grade in periods if number * HOURS_OF_A_DAY <= until), 0)


@dataclass(frozen=True, slots=True)
class Warnings:
    """The signs of one urgency: symptoms that are enough alone, and those that need something beside them."""

    urgency: Urgency
    plain: tuple[str, ...]
    qualified: tuple[str, ...]


def warning_signs(case: Case, edition: Edition, texts: Texts) -> list[Warnings]:
    """The signs of each urgency, most urgent first; one that is always more urgent is not said again."""
    said: set[str] = set()
    wording = _Wording(texts, load_phrases(texts.language))
    found = [_warnings(urgency, [*_signs(urgency, case, edition)], said, wording) for urgency in CALL]
    return [warnings for warnings in found if warnings.plain or warnings.qualified]


@dataclass(frozen=True, slots=True)
class _Wording:
    texts: Texts
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class _Sign:
    """One way for a red flag to hold, as a patient can see it: measured fever is fever."""

    symptoms: tuple[str, ...]
    also: tuple[str, ...]
    zones: tuple[str, ...]
    is_strong: bool
    is_worse: bool
    after_hours: float
    is_first_day: bool

    @property
    def is_plain(self) -> bool:
        """Whether the symptom alone is enough."""
        return not (self.also or self.zones or self.is_strong or self.is_worse or self.after_hours or self.is_first_day)


def _signs(urgency: Urgency, case: Case, edition: Edition) -> Iterator[_Sign]:
    for flag in edition.red_flags:
        for clause in flag.any:
            if flag.urgency == urgency and clause.any_of and clause.when.applies(case):
                yield _sign(clause)


def _sign(clause: Clause) -> _Sign:
    fever = ("fever",) if clause.temperature_from_c else ()
    return _Sign(
        symptoms=clause.any_of,
        also=clause.also or fever,
        zones=clause.zones,
        is_strong=bool(clause.severity_from),
        is_worse=bool(clause.trend),
        after_hours=clause.from_hours or 0,
        is_first_day=bool(clause.until_hours and clause.until_hours <= HOURS_OF_A_DAY),
    )


def _warnings(urgency: Urgency, signs: list[_Sign], said: set[str], wording: _Wording) -> Warnings:
    """The signs of one urgency in words. `said` grows by the symptoms that are enough alone."""
    plain = dict.fromkeys(s for sign in signs if sign.is_plain for s in sign.symptoms if s not in said)
    said.update(plain)
    left = [replace(sign, symptoms=tuple(s for s in sign.symptoms if s not in said)) for sign in signs]
    loosest = _loosest([sign for sign in left if sign.symptoms])
    return Warnings(
        urgency=urgency,
        plain=tuple(label("symptom", symptom, wording.texts, "patient") for symptom in plain),
        qualified=tuple(dict.fromkeys(_in_words(sign, wording) for sign in loosest)),
    )


def _loosest(signs: list[_Sign]) -> list[_Sign]:
    """The signs without those that another already covers by asking for less."""
    kept: list[_Sign] = []
    for sign in signs:
        if not any(_covers(other, sign) for other in kept):
            kept = [*(other for other in kept if not _covers(sign, other)), sign]
    return kept


def _covers(other: _Sign, sign: _Sign) -> bool:
    """Whether wherever `sign` holds `other` holds too, days and degrees taken as a patient reads them."""
    beside = not other.also or (bool(sign.also) and set(sign.also) <= set(other.also))
    return beside and set(sign.symptoms) <= set(other.symptoms) and _asks(other) <= _asks(sign)


def _asks(sign: _Sign) -> set[str]:
    asked = {"strong": sign.is_strong, "worse": sign.is_worse, "first": sign.is_first_day}
    return {
        *(name for name, is_asked in asked.items() if is_asked),
        *(f"near {zone}" for zone in sign.zones),
        *((f"after {int(sign.after_hours // HOURS_OF_A_DAY)}",) if sign.after_hours else ()),
    }


def _in_words(sign: _Sign, wording: _Wording) -> str:
    """`redness or swelling, getting worse, together with fever`."""
    phrases = wording.phrases
    head = _any_of("symptom", sign.symptoms, wording)
    near = phrases("sign.near", zones=_any_of("zone", sign.zones, wording)) if sign.zones else ""
    parts = (
        f"{head}{near}",
        phrases("sign.strong") if sign.is_strong else "",
        phrases("sign.worse") if sign.is_worse else "",
        phrases("sign.with", signs=_any_of("symptom", sign.also, wording)) if sign.also else "",
        _when(sign, phrases),
    )
    return listed(filter(None, parts), wording.texts)


def _any_of(kind: str, codes: Iterable[str], wording: _Wording) -> str:
    return wording.phrases("or").join(label(kind, code, wording.texts, "patient") for code in codes)


def _when(sign: _Sign, phrases: Phrases) -> str:
    if sign.is_first_day:
        return phrases("sign.first_day")
    if not sign.after_hours:
        return ""
    if sign.after_hours < HOURS_OF_A_DAY:
        return phrases("sign.after_first_hours")
    return phrases("sign.after_days", days=int(sign.after_hours // HOURS_OF_A_DAY))
