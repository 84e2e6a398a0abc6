"""Every chart as written into a page: small, named for those who do not see it, and free of inline looks."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from percutis.domain.edition.texts import Texts
from percutis.domain.sun import sun_day
from percutis.web.ui.charts.change import change_chart
from percutis.web.ui.charts.clocks import clock_strip
from percutis.web.ui.charts.depth_bars import depth_bars
from percutis.web.ui.charts.face import Mark, face_chart
from percutis.web.ui.charts.icon_array import icon_array
from percutis.web.ui.charts.recovery import recovery_line
from percutis.web.ui.charts.series import series_strip
from percutis.web.ui.charts.sun_day import sun_chart
from tests.web.charts.example import LANGUAGES, ON, drawn, edition, intake, plan, texts
from tests.web.charts.test_clocks import AFTERCARE
from tests.web.charts.test_recovery import CHECKINS, COURSES
from tests.web.ui.drawn import drawn as line

MARKS = {zone.zone: Mark("planned", f"{zone.depth_mm:g} mm", f"/plan/{zone.zone}/", "1") for zone in plan().zones}
GRADES = [(ON, 3.0), (ON + timedelta(days=90), 2.0)]
SHARE = next(outcome for outcome in plan().expected if outcome.of_100 is not None)

CHARTS: dict[str, tuple[str, Callable[[Texts], object]]] = {
    "face": ("chart", lambda words: face_chart(MARKS, words, title="Plan", chosen="cheek_left")),
    "depth_bars": ("bars", lambda words: depth_bars(plan().zones[0], words)),
    "series": ("series", lambda words: series_strip(plan().sessions, words, today=ON, states={1: "next"})),
    "recovery": ("line", lambda words: recovery_line(COURSES, words, today=3, checkins=CHECKINS)),
    "recovery_small": ("line", lambda words: recovery_line(COURSES, words, today=3, checkins=CHECKINS)),
    "icon_array": ("array", lambda words: icon_array(SHARE, words)),
    "sun_day": ("sun", lambda words: sun_chart(sun_day(intake().place, date(2026, 6, 10), edition()), words)),
    "clocks": ("clocks", lambda words: clock_strip(AFTERCARE, words, now=AFTERCARE.ended, with_tasks=True)),
    "change": ("change", lambda words: change_chart("grade", GRADES, 1, 4, words, better="lower")),
}
MOST_BYTES = {"face": 20_000}
PAGES = [(name, language) for name in CHARTS for language in LANGUAGES]
pytestmark = pytest.mark.parametrize(("name", "language"), PAGES, ids=[f"{name}-{lang}" for name, lang in PAGES])


def _page(name: str, language: str) -> str:
    variable, make = CHARTS[name]
    return drawn(name, language, **{variable: make(texts(language))})


def test_page_draws_it_as_its_template_does(name: str, language: str) -> None:
    """The tag of the pages, which keeps what it drew: the second time too, and never in the other language."""
    variable, make = CHARTS[name]
    tag = f'{{% drawing "ui/charts/{name}.html" {variable}=view protocol_url="/protocol/" %}}'
    for reader in (*LANGUAGES, *LANGUAGES):
        view = make(texts(language))
        assert line(tag, reader, view=view) == drawn(name, reader, **{variable: view}).strip()


def test_chart_is_small(name: str, language: str) -> None:
    """A page with several of them still comes at once on a telephone."""
    assert len(_page(name, language).encode()) < MOST_BYTES.get(name, 12_000)


def test_chart_has_no_inline_looks(name: str, language: str) -> None:
    """The policy of the pages forbids them; geometry is in attributes, looks are in the stylesheet."""
    assert re.findall(r"<style|\sstyle=|<script|\son\w+=", _page(name, language)) == []


def test_every_drawing_is_named(name: str, language: str) -> None:
    """Each outer drawing says in words what it is, by a label or a title that is there."""
    page = _page(name, language)
    outer = [tag for tag in re.findall(r"<svg[^>]*>", page) if "role=" in tag]
    ids = dict(re.findall(r'<title id="([\w-]+)">([^<]+)', page))
    names = [re.search(r'aria-label="([^"]+)"', tag) for tag in outer]
    titles = [ids.get(found[1]) if (found := re.search(r'aria-labelledby="([\w-]+)"', tag)) else None for tag in outer]
    assert outer
    assert all(label or title for label, title in zip(names, titles, strict=True))


def test_every_reference_inside_a_chart_is_met(name: str, language: str) -> None:
    """Patterns, repeated shapes and descriptions are all in it, and no name is given twice."""
    page = _page(name, language)
    given = re.findall(r'\sid="([\w-]+)"', page)
    used = re.findall(r'(?:href="#|url\(#|aria-describedby="|aria-labelledby=")([\w-]+)', page)
    assert sorted(set(given)) == sorted(given)
    assert set(used) <= set(given)


def test_same_chart_has_the_same_shape_in_both_languages(name: str, language: str) -> None:
    """Only words and sides differ: as many shapes in one language as in the other."""
    shapes = [len(re.findall(r"<(?:path|rect|circle|ellipse|line|use)\b", _page(name, other))) for other in LANGUAGES]
    assert shapes[0] == shapes[1]
