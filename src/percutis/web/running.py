"""Starting the application: tables brought up to date, static files laid out, then the web server and the courier.

`percutis serve` and `percutis demo` come here; nothing of the core or of the command line knows Django.
"""

import os
import threading
from typing import Any

from percutis.domain.errors import InputError

PORTS = range(1, 65_536)


def set_up() -> None:
    """Django, ready to be asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
    import django

    django.setup()


def prepare() -> None:
    """Tables and static files as this version of the application needs them. Safe to repeat."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop; the courier runs beside, in this process.

    Raises:
        InputError: a port that cannot be.
    """
    if port not in PORTS:
        raise InputError.one("--port", port, f"{PORTS.start} to {PORTS.stop - 1}")
    prepare()
    stop = threading.Event()
    courier = threading.Thread(target=_carry, args=(stop,), name="courier", daemon=True)
    courier.start()
    try:
        _server(host, port, workers).serve()
    finally:
        stop.set()
        courier.join(timeout=5)


def _carry(stop: threading.Event) -> None:
    from percutis.web.courier import run_until

    run_until(stop)


def _server(host: str, port: int, workers: int) -> Any:
    from granian.constants import Interfaces
    from granian.server import Server

    return Server(
        "percutis.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        websockets=False,
    )
