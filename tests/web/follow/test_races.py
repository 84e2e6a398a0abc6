"""Several people at once, each with their own connection to a database in a file."""

import pytest

from tests.web.races import ROUNDS, raced_apart


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of the races."""
    return raced_apart("tests.web.follow.racing", tmp_path_factory.mktemp("home"))


def test_one_patient_is_answered_by_one_of_many(raced: dict[str, object]) -> None:
    """Everybody else is told; one message goes out, and it is the responder's."""
    assert raced["answer"] == {"done": 1, "RefusedError": ROUNDS - 1}
    assert (raced["reply_of_the_responder"], raced["messages"], raced["in_the_log"]) == (True, 1, 1)


def test_two_administrators_who_end_each_other_leave_one(raced: dict[str, object]) -> None:
    """Whoever is second no longer has the right, or would be the last."""
    assert (raced["leave"]["done"], raced["administrators"]) == (1, 1)  # type: ignore[index]
