"""Several sessions at once, each with their own connection to a database in a file."""

import pytest

from tests.web.races import ROUNDS, raced_apart


@pytest.fixture(scope="module")
def raced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of the races."""
    return raced_apart("tests.web.treat.racing", tmp_path_factory.mktemp("home"))


def test_one_cartridge_goes_to_one_of_many_sessions(raced: dict[str, object]) -> None:
    """Everybody else is told that a cartridge is used once."""
    assert (raced["take"], raced["uses"]) == ({"done": 1, "RefusedError": ROUNDS - 1}, 1)


def test_used_cartridge_is_discarded_by_nobody(raced: dict[str, object]) -> None:
    """However many try."""
    assert raced["discard"] == {"RefusedError": ROUNDS}


def test_visit_opened_by_many_is_one_session(raced: dict[str, object]) -> None:
    """All of them come to the same one."""
    assert (raced["open"], raced["sessions"]) == ({"done": ROUNDS}, ROUNDS + 1)


def test_session_started_by_many_starts_once(raced: dict[str, object]) -> None:
    """The first moment stands."""
    assert raced["start"] == {"done": 1, "RefusedError": ROUNDS - 1}
