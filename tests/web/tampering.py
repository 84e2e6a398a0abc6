"""The database's own refusals laid aside, as somebody with its key could: to prove that tampering is found, and to
empty the tables between tests, which a clinic never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def tampering() -> Iterator[None]:
    """Rows of the log may be changed until the block ends, and so may all that guards forbid."""
    if connection.vendor == "postgresql":
        _run("SET session_replication_role = replica")
        yield
        _run("SET session_replication_role = DEFAULT")
        return
    laid_aside = _triggers()
    for name in laid_aside:
        _run(f"DROP TRIGGER {name}")
    yield
    for name in laid_aside.keys() - _triggers().keys():  # emptying every table has put some back already
        _run(laid_aside[name])


def _triggers() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        return dict(cursor.fetchall())


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
