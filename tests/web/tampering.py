"""The database's own refusals laid aside, as somebody with its key could: to prove that tampering is found, and to
empty the tables between tests, which a clinic never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from django.db import connection


@contextmanager
def tampering() -> Iterator[None]:
    """Rows of the log may be changed until the block ends."""
    is_sqlite, rules = connection.vendor == "sqlite", _rules()
    _run(rules.BACK["sqlite"] if is_sqlite else ("SET session_replication_role = replica",))
    yield
    _run(rules.SQLITE if is_sqlite else ("SET session_replication_role = DEFAULT",))


def _rules() -> ModuleType:
    return import_module("percutis.web.accounts.migrations.0003_log_is_only_added_to")


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
