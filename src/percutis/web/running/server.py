"""The web server: a main process that only watches, and web processes that answer.

Why these settings (measured on two cores with 60 connections, 10 of them writing, for minutes):

* `spawn`, not fork. A web process that is forked while another thread of its parent imports a module takes over a lock
  that nobody will ever open: it accepts connections and answers none. One start in ten went so.
* Sixteen threads to a process. A writer waits its turn at SQLite for up to 20 seconds; with four threads, four waiting
  writers kept every reader out.
* One process more than there are processors (`serving.py`). Each makes one page at a time (`in_turn.py`), and people
  are not shared out evenly: two processes on two cores made 64 and 36 of 100 pages. With three, the slowest page in a
  hundred came after 100 ms instead of 120; a fourth won nothing.
* 256 connections to a process: idle ones that browsers and proxies keep open count too.
* HTTP/1.1 only: no proxy asks in another way, and a second way in is one more to be attacked.

A body that comes slowly keeps its thread waiting: the proxy takes a form whole before it hands it on (deploy/).
"""

import multiprocessing
from typing import Any

THREADS = 16
CONNECTIONS = 256
QUEUE = 1024
IDLE_SECONDS = 600  # a thread keeps its connection to the database; to end it early would open another
STOP_SECONDS = 30  # for requests in hand


def web_server(host: str, port: int, workers: int) -> Any:
    """The server, ready to serve; a web process that ends is started again."""
    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("spawn", force=True)
    return Server(
        "percutis.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=IDLE_SECONDS,
        backlog=QUEUE,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,
        log_level=LogLevels.error,
        log_dictconfig=settings.LOGGING,
        websockets=False,
    )
