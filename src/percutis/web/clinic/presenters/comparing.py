"""Two photographs and what changed between them, in words; and a course of one view as small charts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from percutis.domain.edition.texts import Texts
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import day, isolated, label
from percutis.web.accounts.models import Clinic
from percutis.web.clinic.presenters.judging import Verdict, comparable_of
from percutis.web.clinic.presenters.photographs import view_name
from percutis.web.records.core.seeing import catalogue_version, measure_units
from percutis.web.records.models import Photo, PhotoComparison, PhotoMeasure
from percutis.web.records.selectors.comparisons import Album, Pair
from percutis.web.records.selectors.photographs import day_of
from percutis.web.ui.charts.zone_change import Against, ZoneChange, shared_scale, signed, zone_change

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pictures: its key, when, how long after a session, and where its copies are."""

    key: UUID
    at: datetime
    since: str
    shown: str
    page: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair: both sides, the badge, whether the copies are aligned, and by what version it was compared."""

    before: Side
    after: Side
    view: str
    verdict: Verdict | None
    is_aligned: bool
    version: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One measure of one zone: from, to, the change with its interval, and whether to believe it."""

    zone: str
    measure: str
    before: str
    after: str
    change: str
    interval: str
    is_beyond: bool
    way: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed: in a sentence, by zone what is beyond the noise, the lines of treated zones, and all others."""

    sentence: str
    beyond: tuple[tuple[str, tuple[ChangeLine, ...]], ...]
    treated: tuple[ChangeLine, ...]
    others: tuple[ChangeLine, ...]
    proxy: str


@dataclass(frozen=True, slots=True)
class CourseView:
    """One measure over a course: its name, every measure to choose from, and the charts, treated zones first."""

    measure: str
    name: str
    unit: str
    choices: tuple[tuple[str, str], ...]
    first: datetime | None
    waiting: int
    treated: tuple[ZoneChange, ...]
    others: tuple[ZoneChange, ...]
    proxy: str


def choices_of(album: Album, texts: Texts) -> dict[str, Any]:
    """What may be chosen: views that have two pictures, and their dates."""
    dates = [(photo.key, day(day_of(photo), texts)) for photo in album.photographs]
    return {"views": [(name, view_name(name)) for name in album.views], "dates": dates}


def pair_view(pair: Pair, clinic: Clinic, since: Mapping[int, int | None], texts: Texts) -> PairView:
    """The pair in words."""
    row = pair.comparison
    is_aligned = row is not None and has_aligned(row)
    verdict = comparable_of(row.comparable, row.because, row.problem, texts) if row else None
    return PairView(
        before=_side(pair.before, clinic, row if is_aligned else None, "before", since),
        after=_side(pair.after, clinic, row if is_aligned else None, "after", since),
        view=view_name(pair.after.view),
        verdict=verdict,
        is_aligned=is_aligned,
        version=row.version if row else "",
        is_old=row is not None and row.version != catalogue_version(),
    )


def has_aligned(row: PhotoComparison) -> bool:
    """Whether both aligned copies are in the store."""
    storage = row.after.original.storage
    return bool(row.kept) and all(storage.exists(name) for name in row.kept.values())


def _side(
    photo: Photo, clinic: Clinic, aligned: PhotoComparison | None, name: str, since: Mapping[int, int | None]
) -> Side:
    if aligned:
        shown = reverse("clinic:compared_picture", args=[clinic.slug, aligned.pk, name])
    else:
        shown = reverse("clinic:photograph", args=[clinic.slug, photo.key]) + "?size=large"
    page = reverse("clinic:photograph_page", args=[clinic.slug, photo.key])
    return Side(photo.key, photo.at, _since(since.get(photo.pk)), shown, page)


def _since(days: int | None) -> str:
    if days is None:
        return _("before the first session")
    return ngettext("%(days)s day after a session", "%(days)s days after a session", days) % {"days": days}


def change_lines(row: PhotoComparison, treated: Collection[str], texts: Texts) -> Changes:
    """Every measured change of a pair in words."""
    phrases = load_phrases(texts.language)
    changes = [one for one in row.changes if one["change"] is not None]
    lines = [(one["zone"], _line(one, texts)) for one in changes]
    beyond = [(zone, line) for zone, line in lines if line.is_beyond]
    order = sorted(beyond, key=lambda one: one[0] not in treated)
    if not row.comparable:
        sentence = _("The two may not be compared, so no change is called one.")
    elif beyond:
        sentence = phrases("photo.changed", count=len(beyond), all=len(lines))
    else:
        sentence = phrases("photo.nothing_changed")
    return Changes(
        sentence=isolated(sentence, texts),
        beyond=tuple((name, tuple(rows)) for name, rows in groupby((line for _zone, line in order), _zone_of)),
        treated=tuple(line for zone, line in lines if zone in treated),
        others=tuple(line for zone, line in lines if zone not in treated),
        proxy=phrases("photo.proxy"),
    )


def _zone_of(line: ChangeLine) -> str:
    return line.zone


def _line(one: Json, texts: Texts) -> ChangeLine:
    unit = f" {_unit(one['measure'])}".rstrip()
    return ChangeLine(
        zone=label("zone", one["zone"], texts),
        measure=measure_name(one["measure"], texts),
        before=f"{one['before']:.3g}{unit}",
        after=f"{one['after']:.3g}{unit}",
        change=f"{signed(one['change'])}{unit}",
        interval=f"{signed(one['low'])} … {signed(one['high'])}",
        is_beyond=one["beyond"],
        way=load_phrases(texts.language)("photo.more" if one["change"] > 0 else "photo.less"),
    )


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of one zone in one picture, with the spread between two pictures of the same skin."""

    zone: str
    measure: str
    value: str
    error: str


def measure_lines(rows: Iterable[PhotoMeasure], treated: Collection[str], texts: Texts) -> list[MeasureLine]:
    """What was measured in the treated zones; in every zone where none is."""
    return [
        MeasureLine(
            label("zone", row.zone, texts),
            measure_name(row.measure, texts),
            f"{row.value:.3g} {_unit(row.measure)}".strip(),
            f"± {row.error:.2g}",
        )
        for row in rows
        if row.zone in treated or not treated
    ]


def _unit(measure: str) -> str:
    unit = measure_units().get(measure, "")
    return "" if unit in ("index", "a*", "L*") else unit


def measure_name(measure: str, texts: Texts) -> str:
    """What a measure is called."""
    return load_phrases(texts.language).said.get(f"photo.measure.{measure}", measure.replace("_", " "))


def course_view(pairs: list[Pair], measure: str, treated: Collection[str], texts: Texts) -> CourseView:
    """One measure of every zone over a course."""
    done = [pair for pair in pairs if pair.comparison is not None]
    zones = _zones_of(done)
    series = {zone: [_against(pair, zone, measure) for pair in done] for zone in zones}
    scale = shared_scale(point for points in series.values() for point in points)
    unit = measure_units()[measure]
    first = pairs[0].before if pairs else None
    charts = {
        zone: zone_change(label("zone", zone, texts), day_of(first), points, scale, texts)
        for zone, points in series.items()
        if first
    }
    return CourseView(
        measure=measure,
        name=measure_name(measure, texts),
        unit="" if unit == "index" else unit,
        choices=tuple((name, measure_name(name, texts)) for name in measure_units()),
        first=first.at if first else None,
        waiting=len(pairs) - len(done),
        treated=tuple(chart for zone, chart in charts.items() if zone in treated or not treated),
        others=tuple(chart for zone, chart in charts.items() if treated and zone not in treated),
        proxy=load_phrases(texts.language)("photo.proxy"),
    )


def _zones_of(pairs: Iterable[Pair]) -> list[str]:
    return list(dict.fromkeys(one["zone"] for pair in pairs if pair.comparison for one in pair.comparison.changes))


def _against(pair: Pair, zone: str, measure: str) -> Against:
    row, on = pair.comparison, day_of(pair.after)
    found = next(
        (one for one in (row.changes if row else ()) if (one["zone"], one["measure"]) == (zone, measure)), None
    )
    if row is None or not row.comparable or found is None or found["change"] is None:
        return Against(on, None, None, None, False)
    return Against(on, found["change"], found["low"], found["high"], found["beyond"])
