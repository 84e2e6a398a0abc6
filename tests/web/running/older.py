"""Makes a clinic with the tables of the first version, and a backup of it as that version wrote one.

`python -m tests.web.running.older FILE RECIPIENT`, in a home of its own.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
import pyrage

# The last changes of tables that the first version had, by application.
THEN = {"accounts": "0003_log_is_only_added_to", "records": "0003_left_returned_and_feeds"}
AT = datetime(2026, 1, 5, 6, tzinfo=UTC)
NUMBERS = ("P-0001", "P-0041", "C-0007")


def main(file: Path, recipient: str) -> None:
    """The clinic, and the backup of it."""
    django.setup()
    apps = _tables_of_then()
    _fill(apps)
    from percutis.web.safekeeping.archive import Writer
    from percutis.web.safekeeping.making import write_backup
    from percutis.web.safekeeping.progress import silent
    from percutis.web.safekeeping.rows import NOT_KEPT, tables
    from percutis.web.safekeeping.sealing import sealed

    with sealed(file, [pyrage.x25519.Recipient.from_str(recipient)]) as stream, Writer(stream) as writer:
        write_backup(writer, tables(apps, NOT_KEPT), AT, silent)


def _tables_of_then() -> Any:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    leaves = [(app, THEN.get(app, name)) for app, name in executor.loader.graph.leaf_nodes()]
    executor.migrate(leaves)
    return MigrationExecutor(connection).loader.project_state(leaves).apps


def _fill(apps: Any) -> None:
    """A clinic with an administrator, three patients, and a log that is whole."""
    from percutis.web.accounts.audit import START, digest_of

    clinic = apps.get_model("accounts", "Clinic").objects.create(name="Test Clinic of Then", slug="then")
    user = apps.get_model("accounts", "User").objects.create(username="admin", name="Test Admin")
    member = apps.get_model("accounts", "Membership").objects.create(user=user, clinic=clinic, role="administrator")
    previous = START
    for count, number in enumerate(NUMBERS, 1):
        given = {"name": f"Test Patient {count}", "phone": f"+92300000000{count}", "born": date(1990, 1, count)}
        patient = apps.get_model("records", "Patient").objects.create(
            clinic=clinic, at=AT, by=member, key=uuid4(), number=number, **given
        )
        line = apps.get_model("accounts", "AuditEvent")(
            clinic=clinic, number=count, at=AT, membership=member, actor="admin", action="patient.registered",
            subject=f"patient:{patient.pk}", patient=patient.key, details={"number": number}, previous=previous,
        )  # fmt: skip
        line.digest = previous = digest_of(line)
        line.save()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
