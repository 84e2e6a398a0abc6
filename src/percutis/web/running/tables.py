"""Whether the tables are those that this version of the program needs."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def tables_to_change() -> list[str]:
    """The changes of tables that this version brings and the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _back in plan]


def tables_of_a_newer_version() -> list[str]:
    """The changes that the database has had and this version does not know: the program is older than the tables."""
    loader = MigrationExecutor(connection).loader
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations if _is_unknown(loader, app, name))


def _is_unknown(loader: object, app: str, name: str) -> bool:
    known = loader.disk_migrations  # type: ignore[attr-defined]
    return any(label == app for label, _name in known) and (app, name) not in known
