"""The plan as its page shows it: the face, the zone that is looked at, the course, and everything around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from percutis.domain.edition.basis import Cite
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.domain.tasks import Task
from percutis.domain.zone_plan import ZonePlan
from percutis.interop.wording import day, label, moments, number, say
from percutis.web.ui.charts.depth_bars import DepthBars, depth_bars
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart
from percutis.web.ui.charts.icon_array import IconArray, icon_array
from percutis.web.ui.charts.series import SeriesStrip, series_strip

KINDS = ("preparation", "aftercare", "sun", "checkin", "photos", "review")


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One planned zone: what to set, and why."""

    zone: str
    concern: str
    device: str
    depth: str
    later: str
    passes: str
    endpoint: str
    channels: str
    reached: str
    skin: str
    off_label: str
    bars: DepthBars


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One line of the table of settings."""

    key: str
    zone: str
    concern: str
    depth: str
    later: str
    passes: str
    endpoint: str
    device: str


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


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole page."""

    withheld: str
    chart: FaceChart
    rows: tuple[ZoneRow, ...]
    zone: ZoneView | None
    not_planned: tuple[Line, ...]
    series: SeriesStrip
    interval: str
    devices: tuple[Line, ...]
    additions: tuple[Line, ...]
    numbing: tuple[Line, ...]
    lidocaine: str
    weight_missing: bool
    tasks: tuple[TaskGroup, ...]
    sun: tuple[Line, ...]
    hoped: tuple[IconArray, ...]
    unwanted: tuple[IconArray, ...]


def plan_view(plan: Plan, texts: Texts, *, chosen: str, here: str, today: date) -> PlanView:
    """The page of a plan; `chosen` is the zone looked at, `here` the page's own address."""
    zone = next((zone for zone in plan.zones if zone.zone == chosen), plan.zones[0] if plan.zones else None)
    arrays = [array for outcome in plan.expected if (array := icon_array(outcome, texts))]
    harms = {outcome.rule for outcome in plan.expected if outcome.harm}
    return PlanView(
        withheld=say(plan.withheld, texts) if plan.withheld else "",
        chart=_chart(plan, texts, zone, here),
        rows=tuple(_row(one, texts) for one in plan.zones),
        zone=_zone(zone, texts) if zone else None,
        not_planned=tuple(
            Line(
                f"{label('zone', one.zone, texts)}: {label('concern', one.concern, texts)}",
                "block",
                _("not needled"),
                "",
                say(one.because, texts),
                _keys(one.cites),
            )
            for one in plan.not_planned
        ),
        series=series_strip(plan.sessions, texts, today=today),
        interval=_interval(plan),
        devices=tuple(_device(plan, texts)),
        additions=tuple(_additions(plan, texts)),
        numbing=tuple(_numbing(plan, texts)),
        lidocaine=number(plan.anaesthetic.lidocaine_mg) if plan.anaesthetic and plan.anaesthetic.lidocaine_mg else "",
        weight_missing=bool(plan.anaesthetic and plan.anaesthetic.weight_kg is None),
        tasks=tuple(task_groups((task for task in plan.tasks if task.session == 1), texts)),
        sun=tuple(_sun(plan, texts)),
        hoped=tuple(array for array in arrays if array.rule not in harms),
        unwanted=tuple(array for array in arrays if array.rule in harms),
    )


def _chart(plan: Plan, texts: Texts, chosen: ZonePlan | None, here: str) -> FaceChart:
    marks = {one.zone: Mark("blocked", say(one.because, texts)) for one in plan.not_planned} | {
        one.zone: Mark("planned", f"{number(one.depth_mm)} mm", f"{here}?zone={one.zone}#zone", number(one.depth_mm))
        for one in plan.zones
    }
    return face_chart(
        marks, texts, title=_("Where, and how deep"), chosen=chosen.zone if chosen else "", with_list=False
    )


def _row(zone: ZonePlan, texts: Texts) -> ZoneRow:
    return ZoneRow(
        key=zone.zone,
        zone=label("zone", zone.zone, texts),
        concern=label("concern", zone.concern, texts),
        depth=f"{number(zone.depth_mm)} mm",
        later=f"{number(zone.later_depth_mm)} mm" if zone.later_depth_mm != zone.depth_mm else "",
        passes=_passes(zone),
        endpoint=label("endpoint", zone.endpoint, texts) if zone.endpoint else "",
        device=label("device", zone.device, texts),
    )


def _passes(zone: ZonePlan) -> str:
    if zone.passes is None:
        return ""
    least, most = zone.passes.min, zone.passes.max
    return str(least) if least == most else f"{least}–{most}"


def _zone(zone: ZonePlan, texts: Texts) -> ZoneView:
    row, channels = _row(zone, texts), zone.channels_per_cm2
    bars = depth_bars(zone, texts)
    return ZoneView(
        zone=row.zone,
        concern=row.concern,
        device=row.device,
        depth=row.depth,
        later=row.later,
        passes=row.passes,
        endpoint=row.endpoint,
        channels=f"{number(channels.low)}–{number(channels.high)}" if channels else "",
        reached=bars.reached,
        skin=bars.skin,
        off_label=say(zone.off_label, texts) if zone.off_label else "",
        bars=bars,
    )


def _interval(plan: Plan) -> str:
    interval = plan.interval_days
    if interval is None:
        return ""
    words = {"least": interval.min, "usual": interval.usual, "most": interval.max}
    return _("Days between sessions: at least %(least)s, usually %(usual)s, at most %(most)s.") % words


def _keys(cites: Iterable[Cite]) -> tuple[str, ...]:
    return tuple(cite.key for cite in cites)


def _device(plan: Plan, texts: Texts) -> Iterable[Line]:
    words = {"chosen": _("chosen"), "possible": _("possible"), "refused": _("refused")}
    kinds = {"chosen": "good", "possible": "plain", "refused": "block"}
    for one in plan.devices:
        name = label("device", one.device, texts)
        yield Line(name, kinds[one.stance], words[one.stance], "", say(one.text, texts), _keys(one.cites))


def _additions(plan: Plan, texts: Texts) -> Iterable[Line]:
    kinds = {"allowed": "good", "physician": "warn", "prohibited": "block", "no_evidence": "plain"}
    for one in sorted(plan.additions, key=lambda addition: not addition.asked):
        order = label("order", one.order, texts) if one.order else ""
        apart = _("%(days)s days apart") % {"days": one.spacing_days} if one.spacing_days else ""
        yield Line(
            name=label("addition", one.addition, texts),
            kind=kinds[one.stance.value],
            word=label("stance", one.stance.value, texts),
            details=", ".join(filter(None, (order, apart))),
            sentence=say(one.text, texts),
            sources=_keys(one.cites),
        )


def _numbing(plan: Plan, texts: Texts) -> Iterable[Line]:
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
            sources=_keys(one.cites),
        )


def task_groups(tasks: Iterable[Task], texts: Texts) -> Iterable[TaskGroup]:
    """Tasks by kind, in the order in which they begin."""
    ordered = sorted(tasks, key=lambda task: (KINDS.index(task.kind), task.start.isoformat()))
    for kind, group in groupby(ordered, key=lambda task: task.kind):
        lines = tuple(
            TaskLine(moments(task.start, task.until, texts), say(task.text, texts), task.rule) for task in group
        )
        yield TaskGroup(label("kind", kind, texts), lines)


def _sun(plan: Plan, texts: Texts) -> Iterable[Line]:
    for spell in plan.sun.sessions if plan.sun else ():
        band = label("band", spell.band, texts)
        yield Line(day(spell.on, texts), spell.band, band, number(spell.max), "", ())
