"""The address that is listened on, asked for before anything starts."""

import socket

import pytest

from percutis.domain.errors import InputError
from percutis.web.running.port import refuse_port


def test_free_port_is_let_pass() -> None:
    """One that the system itself would give, by address and by name."""
    refuse_port("127.0.0.1", 0)
    refuse_port("localhost", 0)


@pytest.mark.parametrize("shared", [False, True], ids=["held", "held to share"])
def test_port_that_somebody_listens_on_is_refused(*, shared: bool) -> None:
    """Also where that one would share it, as our own web processes do: a second server would get half the visitors."""
    with socket.socket() as other:
        if shared:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(InputError) as refused:
            refuse_port("127.0.0.1", port)
    (problem,) = refused.value.problems
    assert (problem.place, problem.given) == ("--port", f"'{port}, which is taken'")


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_address_of_another_machine_is_refused(host: str) -> None:
    """Under the name of its option."""
    with pytest.raises(InputError) as refused:
        refuse_port(host, 8000)
    assert [problem.place for problem in refused.value.problems] == ["--host"]
