"""Prints the tables of a new database as its engine tells them: `laid` out at once, or by every change (`changed`)."""

import json
import sys
from collections.abc import Iterator

import django

COLUMNS = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity"
    " FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND table_name <> 'auth_group_permissions'"  # Django's own, used by nobody: it counts wider after its changes
)
INDEXES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'"
)
OURS = "SELECT app_label, model FROM django_content_type"
CHANGES = "SELECT app, name FROM django_migrations"


def main(way: str) -> None:
    """The whole of it as sorted JSON."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from percutis.web.accounts.guards import standing
    from percutis.web.running.starting import prepare

    if way == "changed":
        call_command("migrate", verbosity=0)
    prepare()
    told = [*_sqlite()] if connection.vendor == "sqlite" else [*_rows("columns", COLUMNS)]
    told += [] if connection.vendor == "sqlite" else [*_rows("index", INDEXES), *_rows("constraint", CONSTRAINTS)]
    told += [*_rows("type", OURS), *_rows("change", CHANGES), *sorted(standing("default").items())]
    sys.stdout.write(json.dumps(sorted(map(str, told)), indent=1))


def _sqlite() -> Iterator[tuple[object, ...]]:
    """Every index as it was made, and every table as the set of its parts: their order says nothing."""
    for kind, name, sql in _asked("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if kind == "table":
            yield from (("table", name, part) for part in _parts(sql[sql.index("(") + 1 : sql.rindex(")")]))
        elif kind == "index":
            yield ("index", name, sql)


def _parts(inside: str) -> Iterator[str]:
    """What stands between the commas that no bracket encloses."""
    depth, part = 0, ""
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()


def _rows(kind: str, sql: str) -> Iterator[tuple[object, ...]]:
    yield from ((kind, *row) for row in _asked(sql))


def _asked(sql: str) -> list[tuple[str, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


if __name__ == "__main__":
    main(sys.argv[1])
