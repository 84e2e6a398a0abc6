"""Whether pages can be served at an address: one of this machine, and a port where nobody else listens.

The web processes share their port with each other, and the kernel would share it with another clinic's too: visitors
would come now to the one and now to the other.
"""

import errno
import socket
import time
from ipaddress import ip_address

from percutis.domain.errors import InputError

PATIENCE_SECONDS = 5  # the web processes of a server that was killed end by themselves, a moment later
HOST = "an address of this machine in numbers, such as 127.0.0.1; 0.0.0.0 for all of its networks"
PORT = "a port that nobody listens on, such as {}"
HIGH_PORT = "a port from 1024 on, unless this user may use lower ones"


def refuse_address(host: str, port: int) -> None:
    """Nothing, where pages can be served there.

    Raises:
        InputError: no address of this machine, a port that somebody listens on, or one that this user may not use.
    """
    try:
        family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        raise InputError.one("--host", host, HOST) from None
    until = time.monotonic() + PATIENCE_SECONDS
    while problem := _in_the_way(family, host, port):
        if problem != errno.EADDRINUSE:
            raise _refused(problem, host, port)
        if time.monotonic() > until:
            raise InputError.one("--port", port, PORT.format(port % 65_535 + 1))
        time.sleep(0.1)


def _in_the_way(family: socket.AddressFamily, host: str, port: int) -> int:
    """The number of the error that listening there would end in, 0 where it would not."""
    with socket.socket(family) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what lingers of closed lines is nobody
        try:
            asked.bind((host, port))
        except OSError as error:
            return error.errno or errno.EADDRNOTAVAIL
    return 0


def _refused(problem: int, host: str, port: int) -> InputError:
    if problem in (errno.EACCES, errno.EPERM):
        return InputError.one("--port", port, HIGH_PORT)
    return InputError.one("--host", host, HOST)
