"""What stands around the zones of a plan, a line each: devices, additions, numbing, tasks, sun, what is not done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from percutis.domain.edition.basis import Cite
from percutis.domain.edition.texts import Texts
from percutis.domain.outcome import ExpectedOutcome
from percutis.domain.plan import Plan
from percutis.domain.tasks import Task
from percutis.interop.wording import day, label, listed, moments, number, say

KINDS = ("preparation", "aftercare", "sun", "checkin", "photos", "review")


@dataclass(frozen=True, slots=True)
class Line:
    """Something with a stance in a word, a sentence and its sources."""

    name: str
    kind: str
    word: str
    details: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Something to do or leave, with its dates."""

    dates: str
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The tasks of one kind around the first session."""

    name: str
    tasks: tuple[TaskLine, ...]


def source_keys(cites: Iterable[Cite]) -> tuple[str, ...]:
    """The keys of the sources, each once."""
    return tuple(dict.fromkeys(cite.key for cite in cites))


def not_planned_lines(plan: Plan, texts: Texts) -> Iterator[Line]:
    """What was asked for and gets no depth, and why."""
    for one in plan.not_planned:
        name = f"{label('zone', one.zone, texts)}: {label('concern', one.concern, texts)}"
        yield Line(name, "block", _("not needled"), "", say(one.because, texts), source_keys(one.cites))


def device_lines(plan: Plan, texts: Texts) -> Iterator[Line]:
    """Each device of the clinic: chosen, possible or refused."""
    words = {"chosen": _("chosen"), "possible": _("possible"), "refused": _("refused")}
    kinds = {"chosen": "good", "possible": "plain", "refused": "block"}
    for one in plan.devices:
        name = label("device", one.device, texts)
        yield Line(name, kinds[one.stance], words[one.stance], "", say(one.text, texts), source_keys(one.cites))


def addition_lines(plan: Plan, texts: Texts) -> Iterator[Line]:
    """Each addition with its stance, what was asked about first."""
    kinds = {"allowed": "good", "physician": "warn", "prohibited": "block", "no_evidence": "plain"}
    for one in sorted(plan.additions, key=lambda addition: not addition.asked):
        order = label("order", one.order, texts) if one.order else ""
        apart = _("%(days)s days apart") % {"days": one.spacing_days} if one.spacing_days else ""
        yield Line(
            name=label("addition", one.addition, texts),
            kind=kinds[one.stance.value],
            word=label("stance", one.stance.value, texts),
            details=listed(filter(None, (_("asked about") if one.asked else "", order, apart)), texts),
            sentence=say(one.text, texts),
            sources=source_keys(one.cites),
        )


def numbing_lines(plan: Plan, texts: Texts) -> Iterator[Line]:
    """Each numbing cream with its limits."""
    kinds = {"allowed": "good", "physician": "warn", "prohibited": "block"}
    for one in plan.anaesthetic.options if plan.anaesthetic else ():
        limits = (
            (_("at most %(value)s g"), one.max_grams),
            (_("at most %(value)s cm²"), one.max_area_cm2),
            (_("at most %(value)s g on 10 cm²"), one.max_grams_per_10_cm2),
            (_("at least %(value)s min"), one.at_least_minutes),
            (_("at most %(value)s min"), one.at_most_minutes),
        )
        yield Line(
            name=label("anaesthetic", one.agent, texts),
            kind=kinds[one.stance],
            word=label("stance", one.stance, texts),
            details=" · ".join(words % {"value": number(value)} for words, value in limits if value is not None),
            sentence=say(one.text, texts),
            sources=source_keys(one.cites),
        )


def task_groups(tasks: Iterable[Task], texts: Texts) -> Iterator[TaskGroup]:
    """Tasks by kind, in the order in which they begin."""
    ordered = sorted(tasks, key=lambda task: (KINDS.index(task.kind), task.start.isoformat()))
    for kind, group in groupby(ordered, key=lambda task: task.kind):
        lines = [TaskLine(moments(task.start, task.until, texts), say(task.text, texts), task.rule) for task in group]
        yield TaskGroup(label("kind", kind, texts), tuple(lines))


def sun_lines(plan: Plan, texts: Texts) -> Iterator[Line]:
    """The sun of each session's day."""
    for spell in plan.sun.sessions if plan.sun else ():
        band = label("band", spell.band, texts)
        yield Line(day(spell.on, texts), spell.band, band, number(spell.max), "", ())


def told_lines(outcomes: Iterable[ExpectedOutcome], texts: Texts) -> Iterator[Line]:
    """Published results that are no share of people: a sentence, how its source was seen, and the source."""
    for one in outcomes:
        seen = label("evidence", one.evidence.value, texts)
        yield Line("", "plain", seen, "", say(one.text, texts), source_keys(one.cites))
