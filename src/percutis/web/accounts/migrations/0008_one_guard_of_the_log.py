"""The log's first triggers go: the guards that stand after every change of tables refuse the same and more."""

from typing import Any

from django.db import migrations

SQLITE = ("DROP TRIGGER IF EXISTS log_row_stands", "DROP TRIGGER IF EXISTS log_row_stays")
POSTGRESQL = (
    "DROP TRIGGER IF EXISTS log_row_stands ON accounts_auditevent",
    "DROP FUNCTION IF EXISTS log_is_only_added_to()",
)


def drop(_apps: Any, editor: Any) -> None:
    """On either engine."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_last_number")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
