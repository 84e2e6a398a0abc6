"""Refusals of the database itself: triggers that hold whoever writes, by whatever way, on SQLite and on PostgreSQL.

A guard is said once, in the SQL that both engines share. They stand after every change of tables, not in a migration:
SQLite makes a table anew to change it, and loses the triggers on it; and it cannot do so while another table's trigger
reads it. So they are laid aside before tables change (`lay_aside`) and put back after (`stand`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Before an event on a table, each condition of `refuses` that is true refuses it in the words beside it.

    `when` limits the rows that are looked at, `holds` is what PostgreSQL locks first, and how strongly: SQLite has one
    writer anyway.
    """

    name: str
    table: str
    event: Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]
    refuses: tuple[tuple[str, str], ...]
    when: str = ""
    holds: str = ""
    strength: Literal["NO KEY UPDATE", "KEY SHARE"] = "NO KEY UPDATE"

    @property
    def on_sqlite(self) -> str:
        """The trigger; empty where SQLite knows no such event."""
        if self.event == "TRUNCATE" or not self.refuses:
            return ""
        when = f" WHEN {self.when}" if self.when else ""
        steps = " ".join(f"SELECT RAISE(ABORT, '{words}') WHERE {condition};" for condition, words in self.refuses)
        return f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}{when} BEGIN {steps} END"

    @property
    def on_postgresql(self) -> str:
        """The body of the trigger's function."""
        row = "OLD" if self.event == "DELETE" else "NULL" if self.event == "TRUNCATE" else "NEW"
        unless = f"IF NOT ({self.when}) THEN RETURN {row}; END IF; " if self.when else ""
        holds = f"PERFORM 1 FROM {self.holds} FOR {self.strength}; " if self.holds else ""
        code = "USING ERRCODE = 'integrity_constraint_violation'"
        steps = " ".join(f"IF {when} THEN RAISE EXCEPTION '{words}' {code}; END IF;" for when, words in self.refuses)
        return f"BEGIN {unless}{holds}{steps} RETURN {row}; END"


ADDED_TO = "the log is only added to"
LAST = "SELECT max(number) FROM accounts_auditevent WHERE clinic_id = NEW.clinic_id"
BEFORE = f"SELECT digest FROM accounts_auditevent WHERE clinic_id = NEW.clinic_id AND number = ({LAST})"  # noqa: S608
LOG = (
    Guard(
        name="log_line_follows_the_last",
        table="accounts_auditevent",
        event="INSERT",
        refuses=(
            ("EXISTS (SELECT 1 FROM accounts_auditevent WHERE id = NEW.id)", ADDED_TO),
            (f"NEW.number <> coalesce(({LAST}), 0) + 1", "a line of the log follows the last"),
            (f"NEW.previous <> coalesce(({BEFORE}), '{'0' * 64}')", "a line of the log follows the last"),
        ),
    ),
    Guard(name="log_line_stands", table="accounts_auditevent", event="UPDATE", refuses=(("1 = 1", ADDED_TO),)),
    Guard(name="log_line_stays", table="accounts_auditevent", event="DELETE", refuses=(("1 = 1", ADDED_TO),)),
    Guard(name="log_is_not_emptied", table="accounts_auditevent", event="TRUNCATE", refuses=(("1 = 1", ADDED_TO),)),
)


def stand(guards: Iterable[Guard], using: str = "default") -> list[str]:
    """The names of the guards that were missing or others, and stand now; none where all did already."""
    connection = connections[using]
    there, tables = standing(using), connection.introspection.table_names()
    wanted = {guard.name: guard for guard in guards if guard.table in tables and _said(guard, connection.vendor)}
    made = [guard for name, guard in wanted.items() if there.get(name) != _said(guard, connection.vendor)]
    with connection.cursor() as cursor:
        for guard in made:
            for line in _making(guard, connection.vendor):
                cursor.execute(line)
    return [guard.name for guard in made]


def lay_aside(guards: Iterable[Guard], using: str = "default") -> None:
    """No guard stands on SQLite while tables change; PostgreSQL keeps them through it."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            for guard in guards:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def missing(guards: Iterable[Guard], using: str = "default") -> list[str]:
    """The names of the guards that do not stand as they should."""
    there, vendor = standing(using), connections[using].vendor
    return [one.name for one in guards if _said(one, vendor) and there.get(one.name) != _said(one, vendor)]


def standing(using: str) -> dict[str, str]:
    """Every trigger that is switched on, and what it does."""
    connection = connections[using]
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid IN"
        " (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return dict(cursor.fetchall())


def _said(guard: Guard, vendor: str) -> str:
    return guard.on_sqlite if vendor == "sqlite" else guard.on_postgresql


def _making(guard: Guard, vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (f"DROP TRIGGER IF EXISTS {guard.name}", guard.on_sqlite)
    each = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $${guard.on_postgresql}$$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH {each}"
        f" EXECUTE FUNCTION {guard.name}()",
    )


def after_tables(guards: tuple[Guard, ...]) -> Any:
    """What Django calls when tables have changed."""

    def put_back(using: str, **_rest: Any) -> None:
        stand(guards, using)

    return put_back


def before_tables(guards: tuple[Guard, ...]) -> Any:
    """What Django calls before tables change."""

    def clear(using: str, plan: Any = (), **_rest: Any) -> None:
        if plan:
            lay_aside(guards, using)

    return clear
