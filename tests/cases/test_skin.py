"""The skin type at both ends of every band of every questionnaire, and what is said and refused around it."""

import pytest

from tests.cases.expecting import Mapping
from tests.cases.running import EDITION, Check, answer_of, check_of, read_cases, shortfalls

FILE = read_cases("skin")
HIGHEST_ANSWER = 4
FORMS = {bands.questionnaire: bands for bands in EDITION.typing_bands}


def dealt(total: int, items: tuple[str, ...]) -> dict[str, int]:
    """Answers that add up to the total: as many of the highest as fit, the rest on the next question."""
    return {item: min(HIGHEST_ANSWER, max(0, total - HIGHEST_ANSWER * place)) for place, item in enumerate(items)}


def score_check(score: Mapping) -> Check:
    """The check of one score."""
    answers = dealt(score["total"], FORMS[score["questionnaire"]].items)
    typing = {"questionnaire": score["questionnaire"], "answers": answers}
    expect = {"skin_type": score["skin_type"]}
    return check_of(score["questionnaire"], str(score["total"]), _assess({"skin_type": typing}, expect))


def _assess(given: Mapping, expect: Mapping) -> Mapping:
    return {"command": "assess", "input": given, "expect": expect}


SCORES = [score_check(score) for score in FILE["scores"]]
CASES = [check_of(case["title"], "typing", _assess(case["input"], case["expect"])) for case in FILE["cases"]]


@pytest.mark.parametrize("check", [*SCORES, *CASES], ids=[check.name for check in [*SCORES, *CASES]])
def test_skin_is_typed(check: Check) -> None:
    """The questionnaire gives the one type that the case asks for, or is refused."""
    assert shortfalls(check, answer_of(check, FILE["base"])) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_band_is_scored_at_both_ends(form: str) -> None:
    """A band without a case for its lowest or its highest total fails the build."""
    lowest = FORMS[form].lowest
    highest = len(FORMS[form].items) * HIGHEST_ANSWER
    ends = {*lowest, *(first - 1 for first in lowest if first), highest}
    assert ends - {score["total"] for score in FILE["scores"] if score["questionnaire"] == form} == set()


def test_scores_deal_out_their_total() -> None:
    """The runner's answers add up to the total that a score names."""
    for score in FILE["scores"]:
        assert sum(dealt(score["total"], FORMS[score["questionnaire"]].items).values()) == score["total"]
