"""What differs between SQLite and PostgreSQL when whole tables are read or filled."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connections, transaction

from percutis.web.safekeeping.rows import Table

READING = "reading"


@contextmanager
def standing_still(settings: dict[str, Any] | None = None) -> Iterator[str]:
    """The name of a connection that sees the database as it is at this moment, whatever others write meanwhile, and
    holds nobody up. `settings` names another database than the application's own.
    """
    asked = {**connections.settings["default"], **(settings or {})}
    options = dict(asked.get("OPTIONS") or {})
    if asked["ENGINE"].endswith("postgresql"):
        from django.db.backends.postgresql.psycopg_any import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    else:
        options["transaction_mode"] = "DEFERRED"  # a reader in WAL mode keeps its view and lets writers write
    connections.settings[READING] = {**asked, "OPTIONS": options}
    try:
        with transaction.atomic(using=READING):
            yield READING
    finally:
        connections[READING].close()
        del connections[READING]


@contextmanager
def filled_as_they_stand(tables: Sequence[Table], using: str) -> Iterator[None]:
    """A transaction in which rows can be put as they are: triggers rest, keys between tables are checked at the end,
    and the next row of each table gets a number of its own.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = [connection.ops.quote_name(table.model._meta.db_table) for table in tables]
            for name in names:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            for line in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
                cursor.execute(line)
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
        connection.check_constraints()


def empty(tables: Sequence[Table], using: str) -> None:
    """Take every row out of these tables, inside `filled_as_they_stand`."""
    connection = connections[using]
    names = [connection.ops.quote_name(table.model._meta.db_table) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (our own names)


def holds_a_clinic(using: str) -> bool:
    """Whether the database holds somebody's records."""
    connection = connections[using]
    if "accounts_clinic" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_clinic) OR EXISTS (SELECT 1 FROM accounts_user)")
        return bool(cursor.fetchone()[0])


def in_use_by_others(using: str) -> int:
    """How many others are connected to a PostgreSQL database; SQLite cannot tell."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])
