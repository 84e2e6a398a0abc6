"""The connection to SQLite, whose writers queue, and which is told each query in its own spelling once.

SQLite lets one write at a time and has no queue: who finds it busy sleeps, longer each time, and tries again, so that
whoever has waited longest is the least likely to be next and may be told after twenty seconds that the database is
busy while others came and went. Here the threads of a process write in the order in which they came, and only the
first of them tries, often.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from sqlite3 import SQLITE_BUSY
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from percutis.web.turns import Turns

TRY_EVERY = 0.002  # seconds, while another process writes
_turns: defaultdict[str, Turns] = defaultdict(Turns)  # of each file
Plain: Any = base.DatabaseWrapper  # its type is known only in part
PlainCursor: Any = base.SQLiteCursorWrapper


class Cursor(PlainCursor):
    """As Django's, but that a query's places are put into SQLite's spelling once, not each time it is asked."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The query as SQLite reads it."""
        spelled: str = super().convert_query(query, param_names=param_names) if param_names else _spelled(query)
        return spelled


@lru_cache(maxsize=1024)
def _spelled(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(Plain):
    """As Django's, but that a transaction begins when its turn has come; `timeout` (seconds) is for both waits."""

    _turn: Turns | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that spells no query twice."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()
            return
        seconds = float(self.settings_dict["OPTIONS"]["timeout"])
        until = time.monotonic() + seconds
        turn = _turns[str(self.settings_dict["NAME"])]
        if not turn.take(seconds):
            raise OperationalError("database is locked")
        self._turn = turn
        try:
            with self._told_at_once(seconds):
                self._begin(until)
        except BaseException:
            self._give_turn()
            raise

    def _begin(self, until: float) -> None:
        while True:
            try:
                return super()._start_transaction_under_autocommit()
            except OperationalError as problem:
                if getattr(problem.__cause__, "sqlite_errorcode", None) != SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(TRY_EVERY)

    @contextmanager
    def _told_at_once(self, seconds: float) -> Iterator[None]:
        """SQLite itself does not wait meanwhile."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def _give_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.give()

    @contextmanager
    def _last_of_turn(self) -> Iterator[None]:
        """However it ends, the next may write afterwards."""
        try:
            yield
        finally:
            self._give_turn()

    def _commit(self) -> None:
        with self._last_of_turn():
            super()._commit()

    def _rollback(self) -> None:
        with self._last_of_turn():
            super()._rollback()

    def _close(self) -> None:
        with self._last_of_turn():
            super()._close()
