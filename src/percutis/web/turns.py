"""A queue before one thing: who came first has it first."""

from collections import deque
from threading import Lock


class Turns:
    """One at a time, in the order of coming. A turn is handed to the next, so that nobody who comes later takes it."""

    def __init__(self) -> None:
        self._one = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def take(self, seconds: float) -> bool:
        """Whether the turn came in so many seconds; whoever got it must give it back."""
        with self._one:
            if not self._taken:
                self._taken = True
                return True
            bell = Lock()
            bell.acquire()
            self._waiting.append(bell)
        if bell.acquire(timeout=seconds):
            return True
        with self._one:
            if bell in self._waiting:
                self._waiting.remove(bell)
                return False
        return True  # it came in the last moment

    def give(self) -> None:
        """Let the next have it."""
        with self._one:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
