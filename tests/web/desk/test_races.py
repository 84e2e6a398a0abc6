"""Several people at once, each with their own connection to a database in a file."""

import pytest

from tests.web.races import ROUNDS, raced_apart


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of the races."""
    return raced_apart("tests.web.desk.racing", tmp_path_factory.mktemp("home"))


def test_one_place_goes_to_one_of_many(raced: dict[str, object]) -> None:
    """One is booked, everybody else is told what is taken; no cell is booked twice."""
    assert raced["book"] == {"done": 1, "TakenError": ROUNDS - 1}
    assert (raced["visits"], raced["cells_twice"]) == (1, 0)


def test_one_person_registered_by_many_is_registered_once(raced: dict[str, object]) -> None:
    """Everybody else is asked whether it is the same person."""
    assert raced["same"] == {"done": 1, "LookalikeError": ROUNDS - 1}


def test_numbers_given_at_once_do_not_collide(raced: dict[str, object]) -> None:
    """Patients and receipts count on without a gap."""
    assert (raced["new"], raced["pay"]) == ({"done": ROUNDS}, {"done": ROUNDS})
    first = int(raced["numbers"][0][2:])
    assert raced["numbers"] == [f"P-{first + turn:04d}" for turn in range(ROUNDS)]
    assert raced["receipts"] == list(range(1, ROUNDS + 1))
