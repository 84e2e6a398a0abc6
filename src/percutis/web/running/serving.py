"""`percutis serve`: web processes and one background worker, all under one process that starts and ends them."""

import logging
import os
import signal
from collections.abc import Callable

from percutis.domain.errors import InputError
from percutis.web.running.alone import at_work
from percutis.web.running.keeper import Keeper
from percutis.web.running.listening import refuse_address
from percutis.web.running.starting import prepare, set_up

PORTS = range(1, 65_536)
MOST_UNASKED = 4  # web processes of about 130 MB each
log = logging.getLogger("percutis.running")


def serve(host: str, port: int, workers: int | None = None, *, worker: bool = True, ready: Callable[[], None]) -> None:
    """Serve until told to stop: requests in hand are answered, the worker ends what it is at.

    `workers` are the web processes; one more than processors, at most four, when None. `worker=False` leaves the
    background work to `percutis worker` on another host. `ready` is called once everything is checked and prepared.

    Raises:
        InputError: an address where pages cannot be served, or anything in the environment that the application
            cannot run with.
    """
    if port not in PORTS:
        raise InputError.one("--port", port, f"{PORTS.start} to {PORTS.stop - 1}")
    workers = workers or min((os.cpu_count() or 1) + 1, MOST_UNASKED)
    signal.signal(signal.SIGTERM, _end)  # until the server has its own way to end
    set_up()
    refuse_address(host, port)
    prepare()
    from percutis.web.running.server import web_server

    os.environ["PERCUTIS_SERVED_BY"] = str(os.getpid())
    with at_work():
        server = web_server(host, port, workers)
        server.on_startup(ready)
        keeper = Keeper()
        try:
            if worker:
                keeper.start()
            log.info("serving with %s web processes", workers)
            server.serve()
        finally:
            keeper.stop()
            log.info("stopped")


def _end(*_signal: object) -> None:
    raise SystemExit(0)
