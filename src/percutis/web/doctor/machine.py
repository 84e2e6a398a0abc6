"""The machine, its clock and the database: is there room, and does everything run?"""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from percutis.web.accounts.models import AuditEvent
from percutis.web.doctor.finding import Finding, note, unhealthy, unsafe, well
from percutis.web.running.health import LEAST_FREE
from percutis.web.running.tables import tables_of_a_newer_version, tables_to_change

GIBIBYTE = 1024**3
ROOMY = 5 * GIBIBYTE
LARGE_LOG = 256 * 1024 * 1024
OFF_BY = timedelta(seconds=5)


def disk_checked() -> Iterator[Finding]:
    """Room for photographs, the database and its log."""
    free = shutil.disk_usage(settings.HOME).free
    said = f"{free / GIBIBYTE:.1f} GB are free where the records lie."
    if free < LEAST_FREE:
        yield unhealthy("disk", said, "Make room now: without it nothing can be written.")
    elif free < ROOMY:
        yield note("disk", said, "Plan for more: a photograph takes about 5 MB.")
    else:
        yield well("disk", said)


def database_checked() -> Iterator[Finding]:
    """Its tables, and for SQLite its file."""
    if newer := tables_of_a_newer_version():
        yield unhealthy("tables", f"The tables are of a newer version: {', '.join(newer)}.", "Start the newer program.")
    elif behind := tables_to_change():
        yield unhealthy("tables", f"{len(behind)} changes of tables are still to come.", "Start percutis serve.")
    else:
        yield well("tables", "The tables are those of this version.")
    if connection.vendor == "sqlite":
        yield from _file()


def clock_checked(at: datetime) -> Iterator[Finding]:
    """This machine's clock against the log, the database server, and whether it is set from outside."""
    is_set_from_outside = _is_set_from_outside()
    newest = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest > at + OFF_BY:
        said = f"The log has a line from {newest:%d %B %Y %H:%M} UTC, which is still to come."
        if is_set_from_outside:
            yield note("clock", said, "The clock is right now: it was ahead when that was written. Nothing to do.")
        else:
            yield unhealthy("clock", said, "Set the clock. Where it is right, it was ahead when that was written.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - datetime.now(UTC))
        if apart > OFF_BY:
            yield unhealthy("clock", f"The database's clock is {apart} from ours.", "Set both clocks by NTP.")
    if is_set_from_outside is False:
        yield note("clock", "Nobody sets this machine's clock.", "timedatectl set-ntp true")


def _file() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
    if said != "ok":
        yield unsafe(
            "database", "The file of the database is damaged.", "Stop, keep the file, restore the last backup."
        )
    else:
        yield well("database", "The file of the database is sound.")
    log = Path(f"{settings.DATABASES['default']['NAME']}-wal")
    if log.exists() and log.stat().st_size > LARGE_LOG:
        size = log.stat().st_size // 1024**2
        yield unhealthy(
            "database log", f"What is not yet in the database's file has grown to {size} MB.",
            "Restart the application; something reads without an end.",
        )  # fmt: skip


def _is_set_from_outside() -> bool | None:
    """Whether the clock is set by NTP; None where the machine cannot tell."""
    tool = shutil.which("timedatectl")
    if tool is None:
        return None
    asked = [tool, "show", "--property=NTPSynchronized", "--value"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603 (fixed words)
    return {"yes": True, "no": False}.get(done.stdout.strip())
