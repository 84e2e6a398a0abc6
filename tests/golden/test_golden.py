"""The same input and edition give the same answer for ever."""

import json

import pytest

from tests.golden.answers import FOLDER, QUESTIONS, answer


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_is_the_one_that_was_given_before(name: str) -> None:
    """Every value of the answer, its order and its wording, as kept beside this test."""
    assert answer(name) == json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def test_no_kept_answer_is_left_behind() -> None:
    """A question that is no longer asked takes its answer with it."""
    assert {path.stem for path in FOLDER.iterdir()} == set(QUESTIONS)
