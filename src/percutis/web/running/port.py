"""The address that is listened on, asked for before anything starts.

The web processes share one port (SO_REUSEPORT), and the system lets any other server of the same user share it too: a
second `percutis serve` would be told nothing, and every other visitor would land there.
"""

import errno
import socket

from percutis.domain.errors import InputError

TAKEN = "one that nobody listens on. Where another percutis serve runs, it is enough"
OURS = "127.0.0.1, 0.0.0.0 for all, or another address of this machine"
FIRST_FREE = 1024


def refuse_port(host: str, port: int) -> None:
    """Nothing, where this machine has the address and nobody listens there.

    Raises:
        InputError: somebody does, it is the address of another machine, or a port that only root may open.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what lingers of closed lines is nobody
            asked.bind(address)
    except PermissionError:
        raise InputError.one("--port", port, f"from {FIRST_FREE} on; a web server before this one has 443") from None
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise InputError.one("--port", f"{port}, which is taken", TAKEN) from None
        raise InputError.one("--host", host, OURS) from None
