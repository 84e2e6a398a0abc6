"""Treating in words: the face with plan and done, the zone that is being treated with its limits, and the list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label, number
from percutis.web.records.models import ZoneTreatment
from percutis.web.records.selectors.sessions import ZoneLimits
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One zone of the list: planned, done, last time, and its state in a word."""

    key: str
    zone: str
    concern: str
    planned: str
    done: str
    last: str
    state: str
    word: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class ZoneView:
    """The zone that is being treated, with what limits it."""

    zone: str
    concern: str
    zone_code: str
    concern_code: str
    planned: str
    at_most: str
    at_least: str
    step: str
    passes: str
    endpoint: str
    last: str
    done: str
    is_out: bool
    is_corrected: bool
    depth_least: str
    depth_most: str
    initial: dict[str, Any]


def zone_lines(
    limits: Iterable[ZoneLimits], done: Mapping[Key, ZoneTreatment], texts: Texts, here: str
) -> list[ZoneLine]:
    """Every planned zone, then what was done beside the plan."""
    planned = {(one.zone, one.concern): one for one in limits}
    lines = [_line(key, one, done.get(key), texts, here) for key, one in planned.items()]
    lines += [_line(key, None, row, texts, here) for key, row in done.items() if key not in planned]
    return lines


def _line(key: Key, limit: ZoneLimits | None, row: ZoneTreatment | None, texts: Texts, here: str) -> ZoneLine:
    state = state_of(limit, row)
    words = {
        "planned": _("still to do"),
        "done": _("done as planned"),
        "differs": _("differs from the plan"),
        "blocked": _("taken out by the gate"),
    }
    return ZoneLine(
        key="-".join(key),
        zone=label("zone", key[0], texts),
        concern=label("concern", key[1], texts),
        planned=f"{number(limit.planned_mm)} mm" if limit else "–",
        done=_setting(row) if row else "",
        last=_setting(limit.last) if limit and limit.last else "",
        state={"planned": "waiting", "done": "done", "differs": "modify", "blocked": "stop"}[state],
        word=words[state],
        note=row.note if row else "",
        url=f"{here}?zone={key[0]}&concern={key[1]}#zone",
    )


def state_of(limit: ZoneLimits | None, row: ZoneTreatment | None) -> str:
    """`planned`, `done`, `differs` or `blocked`."""
    if row is None:
        return "planned" if limit is None or limit.is_let_through else "blocked"
    if limit is None or row.depth_mm != limit.planned_mm:
        return "differs"
    passes = limit.passes
    return "done" if passes is None or passes.min <= row.passes <= passes.max else "differs"


def _setting(row: ZoneTreatment) -> str:
    return f"{number(row.depth_mm)} mm × {row.passes}"


def treat_chart(
    limits: Iterable[ZoneLimits], done: Mapping[Key, ZoneTreatment], texts: Texts, *, here: str, chosen: str
) -> FaceChart:
    """The face: planned as an outline, done as a fill, what differs hatched, what the gate took out crossed."""
    marks: dict[str, Mark] = {}
    planned = {(one.zone, one.concern): one for one in limits}
    for line_key in (*planned, *(key for key in done if key not in planned)):
        limit, row = planned.get(line_key), done.get(line_key)
        url = f"{here}?zone={line_key[0]}&concern={line_key[1]}#zone"
        said = _setting(row) if row else f"{number(limit.planned_mm)} mm" if limit else ""
        value = number(limit.planned_mm) if limit and not row else ""
        marks.setdefault(line_key[0], Mark(state_of(limit, row), said, url, value))
    return face_chart(marks, texts, title=_("Planned as an outline, done as a fill"), chosen=chosen, with_list=False)


def zone_view(
    key: Key, limit: ZoneLimits | None, row: ZoneTreatment | None, deepest: float | None, texts: Texts, step: float
) -> ZoneView:
    """The panel of one zone; `deepest` is what the core lets through today, `step` the device's."""
    most = deepest if deepest is not None else limit.planned_mm if limit else 0.0
    passes = limit.passes if limit else None
    least = limit.at_least_mm if limit else 0.0
    shown = row.depth_mm if row else limit.planned_mm if limit else least
    return ZoneView(
        zone=label("zone", key[0], texts),
        concern=label("concern", key[1], texts),
        zone_code=key[0],
        concern_code=key[1],
        planned=f"{number(limit.planned_mm)} mm" if limit else "",
        at_most=f"{number(most)} mm",
        at_least=f"{number(least)} mm" if least else "",
        step=f"{step:g}",
        passes="" if passes is None else str(passes.min) if passes.min == passes.max else f"{passes.min}–{passes.max}",
        endpoint=label("endpoint", limit.endpoint, texts) if limit and limit.endpoint else "",
        last=_setting(limit.last) if limit and limit.last else "",
        done=_setting(row) if row else "",
        is_out=limit is not None and not limit.is_let_through,
        is_corrected=row is not None,
        depth_least=f"{least:g}",
        depth_most=f"{most:g}",
        initial={
            "zone": key[0],
            "concern": key[1],
            "depth_mm": f"{shown:g}",
            "passes": row.passes if row else passes.min if passes else 1,
            "endpoint": {True: "yes", False: "no"}.get(row.endpoint_reached, "") if row else "",  # type: ignore[arg-type]
            "note": row.note if row else "",
        },
    )
