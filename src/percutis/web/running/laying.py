"""The tables of a database that has none, laid out as the models stand now.

To go through every change since the first version takes ten seconds and ends at the same tables: a test compares them.
"""

from typing import Any

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty() -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def lay_out_tables() -> None:
    """Every table, the changes noted as had, and the guards: all of it or nothing."""
    models: list[Any] = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    recorder = MigrationRecorder(connection)
    with connection.constraint_checks_disabled(), transaction.atomic():
        with connection.schema_editor() as editor:
            for model in (recorder.Migration, *models):
                editor.create_model(model)
        note_changes()
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def note_changes() -> None:
    """Every change that this version knows is noted as had."""
    recorder = MigrationRecorder(connection)
    for app, name in sorted(MigrationLoader(None).disk_migrations):
        recorder.record_applied(app, name)
