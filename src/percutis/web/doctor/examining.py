"""Everything looked at, the gravest first."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone

from percutis.web.doctor.finding import Finding, Level, unhealthy
from percutis.web.doctor.flow import backups_checked, courier_checked, tasks_checked
from percutis.web.doctor.holdings import clinics_checked, logs_checked, photographs_checked, secret_checked
from percutis.web.doctor.machine import clock_checked, database_checked, disk_checked
from percutis.web.doctor.safety import files_checked, settings_checked
from percutis.web.running.unanswered import why


def examine(at: datetime) -> list[Finding]:
    """What was found, the gravest first. Where the database cannot be asked, what can be said without it."""
    found = [*settings_checked(), *files_checked(), *disk_checked(), *_with_database(at)]
    return sorted(found, key=lambda finding: list(Level).index(finding.level))


def _with_database(at: datetime) -> Iterator[Finding]:
    try:
        tables = list(database_checked())
    except DatabaseError as problem:
        found = why(problem)
        said, todo = (found.given, found.allowed) if found else (type(problem).__name__, "See docs/running.md, 7.")
        yield unhealthy("database", f"The database does not answer: {said}.", f"Needed: {todo}")
        return
    yield from tables
    if any(finding.about == "tables" and finding.level is not Level.WELL for finding in tables):
        return
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: clock_checked(at),
        lambda: courier_checked(at),
        lambda: tasks_checked(at),
        lambda: backups_checked(at),
        logs_checked,
        secret_checked,
        lambda: photographs_checked(at),
        lambda: clinics_checked(timezone.localdate(at)),
    )
    for check in checks:
        yield from check()
