"""The sun of a day: a bar an hour, as tall as the index, and the hours to stay in."""

from datetime import date

import pytest

from percutis.domain.sun import sun_day
from percutis.web.ui.charts.sun_day import BASE, TALLEST, sun_chart
from tests.web.charts.example import drawn, edition, intake, share, texts

PLACE = intake().place
assert PLACE is not None
SUMMER, WINTER = (sun_day(PLACE, day, edition()) for day in (date(2026, 6, 10), date(2026, 12, 20)))


def test_bars_stand_on_the_line_and_keep_their_order() -> None:
    """None is taller than the drawing, and a stronger hour is never shorter."""
    bars = sun_chart(SUMMER, texts()).bars
    assert {bar.y + bar.height for bar in bars} == {BASE}
    assert max(bar.height for bar in bars) <= TALLEST
    heights = [height for _, height in sorted((h.uv_index, b.height) for h, b in zip(SUMMER.hours, bars, strict=True))]
    assert heights == sorted(heights)


def test_hours_to_stay_in_cover_exactly_their_bars() -> None:
    """The ground behind the bars begins and ends with them."""
    chart = sun_chart(SUMMER, texts())
    inside = [bar for bar in chart.bars if bar.is_in]
    stretch = chart.stretches[0]
    assert (stretch.start, stretch.until, len(inside)) == ("10:00", "16:00", 6)
    assert share(stretch.x) <= share(inside[0].x)
    assert share(inside[-1].x) + share(inside[-1].width) <= share(stretch.x) + share(stretch.width)


def test_mild_day_has_no_hours_to_stay_in() -> None:
    """In December the chart says so instead."""
    assert sun_chart(WINTER, texts()).stretches == ()


def test_morning_stands_where_reading_begins() -> None:
    """In Urdu the first hour is the rightmost."""
    places = [share(bar.x) for bar in sun_chart(SUMMER, texts("ur")).bars]
    assert places == sorted(places, reverse=True)


def test_now_is_drawn_only_by_day() -> None:
    """At night there is no sun to stand in."""
    assert [bool(sun_chart(SUMMER, texts(), now=now).now_x) for now in (13.5, 23.0)] == [True, False]


@pytest.mark.parametrize(
    ("may_use", "said"),
    [(True, "No hours to stay in today; sunscreen all the same."), (False, "No hours to stay in today.")],
)
def test_mild_day_asks_for_sunscreen_only_once_it_may_be_used(may_use: bool, said: str) -> None:
    """A skin that still waits for sunscreen is not told to wear it."""
    page = drawn("sun_day", "en", sun=sun_chart(WINTER, texts(), may_use_sunscreen=may_use))
    assert f"<strong>{said}</strong>" in page
