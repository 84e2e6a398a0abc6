"""Why the database or the disk did not answer a command, in words for whoever typed it.

Only what lies outside the program: a server that is away, a file that may not be written, a full disk. Anything else
is a fault of ours, and is shown as one. What a server says of itself is repeated; it never holds a password.
"""

import errno
import sqlite3
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

from percutis.domain.errors import Problem

DATABASE = "the database"
FILE = {
    sqlite3.SQLITE_NOTADB: ("a damaged file", "the last backup: docs/running.md, 7. Keep the file as it is"),
    sqlite3.SQLITE_CORRUPT: ("a damaged file", "the last backup: docs/running.md, 7. Keep the file as it is"),
    sqlite3.SQLITE_READONLY: ("a file that this user may not write", "its owner: is this the user of the clinic?"),
    sqlite3.SQLITE_CANTOPEN: ("a file that cannot be opened", "a folder that is there and that this user may write"),
    sqlite3.SQLITE_FULL: ("a disk without room", "to make room, then the same again"),
    sqlite3.SQLITE_IOERR: ("a disk that does not write", "to look whether it is full or broken, then the same again"),
    sqlite3.SQLITE_BUSY: ("a file that others held for too long", "the same again in a minute"),
}
DISK = {
    errno.ENOSPC: "room on the disk",
    errno.EDQUOT: "room on the disk",
    errno.EFBIG: "room on the disk",
    errno.EROFS: "a disk that can be written",
    errno.EIO: "a sound disk",
    errno.EACCES: "a place that this user may read and write",
    errno.EPERM: "a place that this user may read and write",
    errno.EMFILE: "more open files: ulimit -n 4096",
}
LEAST_BYTE = 0xFF  # the rest of SQLite's number says more than is asked here
NO_TABLES = ("42P01", "42703")  # no such table, no such column


def why(error: BaseException) -> Problem | None:
    """What is to be said; None where it is no such thing."""
    match error:
        case ProgrammingError() | OperationalError() if _lacks_tables(error):
            given, allowed = "without the tables of this version", "percutis serve or percutis clinic new, once, first"
        case DatabaseError() if code := _code_of_file(error):
            given, allowed = FILE.get(code & LEAST_BYTE, ("", ""))
        case OperationalError() | InterfaceError():
            given, allowed = _said_by_server(error), "one that answers. Does PostgreSQL run? Is DATABASE_URL right?"
        case OSError() if error.errno in DISK:
            return Problem(str(error.filename or "the disk"), (error.strerror or "").lower(), DISK[error.errno])
        case _:
            return None
    return Problem(DATABASE, given, allowed) if given else None


def _lacks_tables(error: BaseException) -> bool:
    state: Any = getattr(error.__cause__, "sqlstate", None)
    return state in NO_TABLES or str(error).startswith(("no such table", "no such column"))


def _code_of_file(error: BaseException) -> int:
    """SQLite's number for it; 0 where no file is asked. A turn that did not come is ours, and has none."""
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code or (sqlite3.SQLITE_BUSY if str(error) == "database is locked" else 0)


def _said_by_server(error: BaseException) -> str:
    """Its first line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
