"""The change chart: few points, up is more, and better or worse as the scale has it."""

from datetime import date

import pytest

from percutis.web.ui.charts.change import BOTTOM, TOP, change_chart
from tests.web.charts.example import texts

GRADES = [(date(2027, 2, 20), 4.0), (date(2027, 5, 1), 3.0), (date(2027, 9, 1), 1.0)]


def test_points_lie_on_the_scale() -> None:
    """The worst grade at the top, the best at the bottom, the line from each to the next."""
    chart = change_chart("grade", GRADES, 1, 4, texts())
    assert chart is not None
    assert [(point.y, point.text) for point in chart.points] == [(TOP, "4"), (67, "3"), (BOTTOM, "1")]
    assert [point.line_y for point in chart.points] == [0, TOP, 67]


@pytest.mark.parametrize(("better", "said"), [("lower", "better"), ("higher", "worse"), ("", "")])
def test_direction_is_the_scales(better: str, said: str) -> None:
    """A fall of three grades is good on one scale and bad on another; without knowing, nothing is claimed."""
    chart = change_chart("grade", GRADES, 1, 4, texts(), better=better)  # type: ignore[arg-type]
    assert chart is not None
    assert chart.direction == said


def test_one_grade_is_no_change() -> None:
    """Before there are two there is nothing to draw."""
    assert change_chart("grade", GRADES[:1], 1, 4, texts()) is None
