"""A write that was acknowledged survives the server's sudden death."""

import pytest

from tests.web.guarantees.kills import attack

pytestmark = pytest.mark.long


def test_nothing_acknowledged_is_lost_when_the_server_is_killed() -> None:
    """Three kills with six people writing; `python -m tests.web.guarantees.kills` makes as many as asked."""
    toll = attack(3, seed=7)
    assert toll.kills == 3
    assert toll.acknowledged
    assert (toll.lost, toll.without_log, toll.integrity) == ([], [], "ok")
    assert not toll.log.startswith("broken")
