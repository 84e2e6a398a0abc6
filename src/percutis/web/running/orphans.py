"""A child of `percutis serve` ends when the process that started it is gone, so that a killed server leaves nobody
behind who holds its port.
"""

import os
import signal
import threading

LOOK_EVERY = 1.0


def end_with_parent() -> None:
    """Watch the parent, where there is one that serves, from a thread that lasts as long as this process."""
    parent = os.environ.get("PERCUTIS_SERVED_BY")
    if parent and parent != str(os.getpid()):
        threading.Thread(target=_watch, args=(int(parent),), name="orphan watch", daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
