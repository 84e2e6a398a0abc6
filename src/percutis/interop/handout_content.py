"""What the patient's hand-out says, as plain values for its template. Holds no setting: only sentences with a patient's
wording are used, and neither depth, passes, device dial nor dose is read from the plan.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from percutis.domain.decision import Sentence
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.intake import Intake
from percutis.domain.outcome import ExpectedOutcome
from percutis.domain.plan import Plan
from percutis.domain.sun import SessionSun
from percutis.domain.tasks import Task
from percutis.domain.words import Action
from percutis.interop.answers import notice
from percutis.interop.phrases import Phrases, load_phrases
from percutis.interop.recovery import SHOWN_DAYS, course_case, usual_courses, warning_signs
from percutis.interop.wording import (
    day,
    day_of_week,
    days,
    is_right_to_left,
    isolated,
    label,
    left_to_right,
    listed,
    number,
    say_to_patient,
)

if TYPE_CHECKING:
    from percutis.interop.sheets.aftercare import Sender

WHY_NOT_AT_HOME = (
    "diy.refuse_home_needling_plan",
    "diy.risks_named_by_the_regulator",
    "diy.short_needles_breach_the_barrier",
    "diy.refuse_shared_roller",
    "diy.refuse_strong_numbing_at_home",
)
MOST_OUTCOMES = 2
Content = dict[str, Any]


def handout_content(
    plan: Plan, intake: Intake, texts: Texts, edition: Edition, sender: "Sender | None" = None
) -> Content:
    """Everything the template prints, in its order."""
    say = _Speaker(texts)
    case = course_case(plan, intake, edition)
    first = [task for task in plan.tasks if task.session == 1]
    return {
        "language": texts.language,
        "right_to_left": is_right_to_left(texts),
        "words": _template_words(say),
        **_sent_by(sender, say),
        "prepared": say.phrase("handout.prepared", date=day(plan.on, texts)),
        "edition": say.phrase("edition", edition=plan.edition),
        "notices": list(filter(None, (notice(plan.edition_status, texts, "patient"), _unreviewed(say)))),
        "withheld": say_to_patient(plan.withheld, texts) if plan.withheld else None,
        "agreed": list(_agreed(plan, texts)),
        "visits": list(_visits(plan, say)),
        "before": list(_before(first, plan, say)),
        "recovery": _recovery(case, edition, say) if plan.sessions else None,
        "do": _after(first, plan, say, leave=False),
        "leave": _after(first, plan, say, leave=True),
        "asked": _asked(first, plan, say),
        "sun": _by_span((task for task in first if task.kind == "sun"), plan, say),
        "signs": _signs(case, edition, say) if plan.sessions else [],
        "hoped": _outcomes(plan.expected, say, harm=False),
        "unwanted": _outcomes(plan.expected, say, harm=True),
        "home": [said for key in WHY_NOT_AT_HOME if (said := say_to_patient(Sentence(key), texts))],
    }


class _Speaker:
    """The wording of one language: the edition's texts and the interface's phrases."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.phrases: Phrases = load_phrases(texts.language)

    def isolated(self, text: str) -> str:
        return isolated(text, self.texts)

    def phrase(self, key: str, **holes: object) -> str:
        return self.isolated(self.phrases(key, **holes))


def _unreviewed(say: _Speaker) -> str | None:
    return None if say.texts.reviewed else say.phrase("not_reviewed")


def _template_words(say: _Speaker) -> dict[str, str]:
    phrases = say.phrases.said.items()
    return {key.removeprefix("handout."): said for key, said in phrases if key.startswith("handout.")}


def _sent_by(sender: "Sender | None", say: _Speaker) -> Content:
    """Whose sheet it is, and whom to call; the clinic does not know which ambulance is near."""
    clinic, phone, night, patient = sender or ("", "", "", "")
    call = ((say.phrase("handout.clinic"), phone), (say.phrase("handout.night"), night))
    return {
        "clinic": clinic,
        "reach": left_to_right(phone),
        "patient": patient,
        "call": [(name, left_to_right(number)) for name, number in (*call, (say.phrase("handout.ambulance"), ""))],
    }


def _agreed(plan: Plan, texts: Texts) -> Iterator[str]:
    """Why we wait or change something, in the patient's words; each once."""
    said: set[str] = set()
    for reason in plan.assessment.reasons:
        text = say_to_patient(reason.text, texts)
        if reason.action is not Action.INFORM and text and text not in said:
            said.add(text)
            yield text


def _visits(plan: Plan, say: _Speaker) -> Iterator[Content]:
    sun = {spell.session: spell for spell in plan.sun.sessions} if plan.sun else {}
    for visit in plan.sessions:
        starts = [_day(task.start) for task in _preparation(plan.tasks) if task.session == visit.number]
        yield {
            "number": visit.number,
            "date": day_of_week(visit.target, say.texts),
            "window": days(visit.earliest, visit.latest, say.texts),
            "prepare": day(min(starts), say.texts) if starts else "",
            "sun": _sun(sun[visit.number], say) if visit.number in sun else "",
        }


def _sun(spell: SessionSun, say: _Speaker) -> str:
    return listed((number(spell.max), label("band", spell.band, say.texts, "patient")), say.texts)


def _preparation(tasks: Iterable[Task]) -> list[Task]:
    return [task for task in tasks if task.kind == "preparation"]


def _before(first: list[Task], plan: Plan, say: _Speaker) -> Iterator[Content]:
    """Preparation for the first visit, by the day on which each thing begins."""
    groups: dict[str, list[str]] = {}
    for task in _preparation(first):
        text = say_to_patient(task.text, say.texts)
        if text:
            groups.setdefault(_beginning(task, plan, say), []).append(text)
    yield from ({"when": when, "texts": said} for when, said in groups.items())


def _beginning(task: Task, plan: Plan, say: _Speaker) -> str:
    start = _day(task.start)
    if start == plan.sessions[0].target:
        return say.phrase("handout.on_the_day")
    ends_later = task.until is not None and _day(task.until) != start
    return say.phrase("handout.from" if ends_later else "handout.on", date=day(start, say.texts))


def _recovery(case: Case, edition: Edition, say: _Speaker) -> Content:
    """The usual course as a grid: a row for each symptom, a column for each day shown."""
    return {
        "days": [str(number) for number in SHOWN_DAYS],
        "rows": [
            {"sign": label("symptom", course.symptom, say.texts, "patient"), "grades": course.grades}
            for course in usual_courses(case, edition)
        ],
    }


def _after(first: list[Task], plan: Plan, say: _Speaker, *, leave: bool) -> list[Content]:
    """What to do, or to leave, in the days after each visit."""
    tasks = [task for task in first if task.kind == "aftercare" and leave == bool(task.forbid and not task.allow)]
    return _by_span(tasks, plan, say)


def _by_span(tasks: Iterable[Task], plan: Plan, say: _Speaker) -> list[Content]:
    """The patient's wording of each task, gathered under the days it is for."""
    groups: dict[str, list[str]] = {}
    for task in tasks:
        text = say_to_patient(task.text, say.texts)
        if text:
            groups.setdefault(_span(task, plan.sessions[0].target, say), []).append(text)
    return [{"when": when, "texts": said} for when, said in groups.items()]


def _span(task: Task, visit: date, say: _Speaker) -> str:
    first = (_day(task.start) - visit).days
    return _days_after(first, (_day(task.until) - visit).days if task.until else first, say)


def _days_after(first: int, last: int, say: _Speaker) -> str:
    if first == last:
        return say.phrase("handout.day", day=first) if first else say.phrase("handout.same_day")
    if last % 7 == 0 and last > 14:
        return say.phrase("handout.days_to_week", first=first, weeks=last // 7)
    return say.phrase("handout.days", first=first, last=last)


def _asked(first: list[Task], plan: Plan, say: _Speaker) -> str:
    after = [(_day(task.start) - plan.sessions[0].target).days for task in first if task.kind == "checkin"]
    return say.phrase("handout.we_ask", days=listed(map(str, after), say.texts)) if after else ""


def _signs(case: Case, edition: Edition, say: _Speaker) -> list[Content]:
    return [
        {
            "what": say_to_patient(Sentence(f"answers.go.{warnings.urgency.value}"), say.texts) or "",
            "urgency": warnings.urgency.value,
            "plain": warnings.plain,
            "qualified": [say.isolated(sign) for sign in warnings.qualified],
        }
        for warnings in warning_signs(case, edition, say.texts)
    ]


def _outcomes(expected: Iterable[ExpectedOutcome], say: _Speaker, *, harm: bool) -> list[Content]:
    """Published shares of 100 people with their interval: hopes the most specific first, harms the commonest first."""
    found = [outcome for outcome in expected if outcome.harm is harm and outcome.of_100 is not None]
    if harm:
        found.sort(key=lambda outcome: -(outcome.of_100 or 0))
    entries = (_outcome(outcome, say) for outcome in found)
    return [entry for entry in entries if entry][:MOST_OUTCOMES]


def _outcome(outcome: ExpectedOutcome, say: _Speaker) -> Content | None:
    text = say_to_patient(outcome.text, say.texts)
    if text is None or outcome.of_100 is None:
        return None
    ends = outcome.of_100_interval
    interval = say.phrase("handout.interval", low=number(ends.low), high=number(ends.high)) if ends else ""
    share = round(outcome.of_100)
    is_below_one = share == 0 and outcome.of_100 > 0
    said = say.phrase("handout.below_1_of_100") if is_below_one else say.phrase("handout.of_100", number=f"{share}")
    return {"text": text, "of_100": share, "said": said, "interval": interval}


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
