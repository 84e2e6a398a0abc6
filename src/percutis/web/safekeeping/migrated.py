"""Which changes of tables a database has had, and another brought to the very same state."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as current_apps
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from percutis.domain.errors import InputError
from percutis.web.accounts.guards import LOG, stand
from percutis.web.records.guards import GUARDS
from percutis.web.running.laying import is_empty, lay_out_tables

Change = tuple[str, str]


def changes_of(using: str) -> list[Change]:
    """Every change that the database has had, by application and name."""
    return sorted(MigrationRecorder(connections[using]).applied_migrations())


def bring_tables(changes: Iterable[Change]) -> Any:
    """The applications as they were after those changes, and the database in use brought to just there.

    Raises:
        InputError: changes that this version of the program does not know, or a database that has had others.
    """
    wanted = {change for change in changes if _is_ours(change)}
    executor = MigrationExecutor(connection)
    if unknown := sorted(wanted - set(executor.loader.disk_migrations)):
        raise InputError.one("tables", ", ".join(map(".".join, unknown)), "tables of this version, or an older one")
    if beyond := sorted(set(executor.loader.applied_migrations) - wanted):
        raise InputError.one("tables", ", ".join(map(".".join, beyond)), "an empty database")
    if wanted == set(executor.loader.disk_migrations):
        lay_out_tables() if is_empty() else executor.migrate(executor.loader.graph.leaf_nodes())
        stand((*LOG, *GUARDS))
        return current_apps
    leaves = [change for change in wanted if not _followers(executor, change) & wanted]
    executor.migrate(leaves)
    return MigrationExecutor(connection).loader.project_state(leaves).apps


def refuse_older(changes: Iterable[Change]) -> None:
    """Nothing, where a database has had every change of this version.

    Raises:
        InputError: changes that are still to come.
    """
    if missing := sorted(set(MigrationExecutor(connection).loader.disk_migrations) - set(changes)):
        allowed = "tables of this version: start percutis serve once, and stop it"
        raise InputError.one("tables", f"without {', '.join(map('.'.join, missing))}", allowed)


def _followers(executor: MigrationExecutor, change: Change) -> set[Change]:
    """What comes after a change in its own application."""
    node = executor.loader.graph.node_map[change]
    return {child.key for child in node.children if child.key[0] == change[0]}


def _is_ours(change: Change) -> bool:
    """Whether the application that the change belongs to is installed."""
    return any(config.label == change[0] for config in current_apps.get_app_configs())
