"""The hundred people: always a hundred, the interval between full and pale."""

import re

import pytest

from percutis.domain.edition.basis import Range
from percutis.domain.outcome import ExpectedOutcome
from percutis.web.ui.charts.icon_array import icon_array
from tests.web.charts.example import drawn, plan, texts

SHARES = [outcome for outcome in plan().expected if outcome.of_100 is not None]


@pytest.mark.parametrize("outcome", SHARES, ids=lambda outcome: outcome.rule)
def test_people_are_a_hundred(outcome: ExpectedOutcome) -> None:
    """Everybody is drawn once: the areas together hold a hundred places of 20 by 24."""
    array = icon_array(outcome, texts())
    assert array is not None
    sides = [re.findall(r"h(\d+)v24h", run.path) for run in array.people]
    assert sum(int(width) // 20 for run in sides for width in run) == 100 == sum(run.count for run in array.people)


def test_interval_lies_between_full_and_pale() -> None:
    """Of 3 with 1.3 to 7: one in every estimate, two more at most likely, four beyond, the rest not."""
    array = icon_array(SHARES[0]._replace(of_100=3.0, of_100_interval=Range(1.3, 7.0)), texts())
    assert array is not None
    assert [(run.kind, run.count) for run in array.people] == [
        ("sure", 1),
        ("likely", 2),
        ("possible", 4),
        ("rest", 93),
    ]


def test_change_without_a_share_is_not_drawn_as_people() -> None:
    """A mean change of a grade is nobody's chance."""
    assert icon_array(SHARES[0]._replace(of_100=None), texts()) is None


@pytest.mark.parametrize(
    ("of_100", "said"),
    [
        (0.0, "0 of 100 people had this"),
        (0.4, "Fewer than 1 of 100 people had this"),
        (1.5, "2 of 100 people had this"),
    ],
)
def test_share_below_one_is_not_said_to_be_none(of_100: float, said: str) -> None:
    """Four in a thousand is rare, not never; a published nought is a nought."""
    outcome = SHARES[0]._replace(of_100=of_100, of_100_interval=None, harm=True)
    page = drawn("icon_array", array=icon_array(outcome, texts()))
    assert said in re.sub(r"<[^>]+>", "", page)
