"""What should move: messages, tasks, backups. Does it?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from percutis.web.doctor.finding import Finding, note, unhealthy, well
from percutis.web.gateways import HOLE
from percutis.web.records.models import Message
from percutis.web.records.selectors.messages import on_hold
from percutis.web.running.beats import COURIER, LATE_AFTER, last_beat, living_workers
from percutis.web.running.models import BackupMade
from percutis.web.safekeeping.keys import has_recipient

STUCK_AFTER = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)
BACKUP_AFTER = timedelta(days=2)


def courier_checked(at: datetime) -> Iterator[Finding]:
    """The courier's rounds and the messages that it carries."""
    last = last_beat(COURIER)
    if last is None:
        yield unhealthy("courier", "No message was ever carried.", "Start percutis serve, or percutis worker.")
    elif at - last > LATE_AFTER:
        yield unhealthy(
            "courier", f"The courier made its last round {_ago(at - last)} ago.", "Start percutis serve or worker."
        )
    else:
        yield well("courier", f"The courier made its last round {_ago(at - last)} ago.")
    yield from _gateways()
    yield from _messages(at)


def tasks_checked(at: datetime) -> Iterator[Finding]:
    """Work that waits, that nobody is at any more, or that failed."""
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=at - STUCK_AFTER).count()
    if waiting:
        yield unhealthy("tasks", f"{waiting} tasks have waited for more than an hour.", "Start percutis worker.")
    alive = living_workers(at)
    running = DBTaskResult.objects.running().filter(started_at__lt=at - STUCK_AFTER)
    if lost := sum(not row.worker_ids or row.worker_ids[-1] not in alive for row in running):
        yield unhealthy(
            "tasks", f"{lost} tasks were left by workers that died.", "Start percutis worker: it takes them up."
        )
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=at - LOOK_BACK).count()
    if failed:
        yield note("tasks", f"{failed} tasks failed in the last seven days.", "The log says where.")
    if not waiting and not lost and not failed:
        yield well("tasks", "No task is stuck.")


def backups_checked(at: datetime) -> Iterator[Finding]:
    """When the last backup was made, and whether it held everything."""
    if not has_recipient():
        yield unhealthy("backup key", "There is no key to seal backups with.", "percutis backup --new-key")
    newest = BackupMade.objects.first()
    if newest is None:
        yield unhealthy(
            "backup", "There was never a backup: a broken disk would take everything.", "percutis backup FOLDER"
        )
        return
    if at - newest.at > BACKUP_AFTER:
        yield unhealthy(
            "backup", f"The last backup was made {_ago(at - newest.at)} ago.", "percutis backup FOLDER, every day"
        )
    else:
        yield well("backup", f"The last backup was made {_ago(at - newest.at)} ago and read back whole.")
    if newest.missing:
        yield unhealthy(
            "backup", f"{newest.missing} photographs were missing or changed when it was made.",
            "Look for them in an older backup: percutis restore into another home.",
        )  # fmt: skip


def _gateways() -> Iterator[Finding]:
    if not settings.MESSAGES:
        yield note(
            "gateway", "No gateway carries messages; they wait until somebody sends them by hand.",
            "Name one in PERCUTIS_MESSAGES.",
        )  # fmt: skip
        return
    from apprise import Apprise

    not_understood = [
        address for address in settings.MESSAGES if not Apprise().add(address.replace(HOLE, "923000000000"))
    ]
    if not_understood:
        kinds = ", ".join(f"{address.partition('://')[0]}://…" for address in not_understood)
        yield unhealthy("gateway", f"No gateway has an address such as {kinds}.", "Correct PERCUTIS_MESSAGES.")
    else:
        yield well("gateway", f"{len(settings.MESSAGES)} gateways are named.")


def _messages(at: datetime) -> Iterator[Finding]:
    late = Message.objects.filter(state="waiting", due__lt=at - STUCK_AFTER).exclude(pk__in=on_hold()).count()
    if late:
        yield unhealthy(
            "messages", f"{late} messages should have gone out an hour ago or more.", "Open the page Messages."
        )
    failed = Message.objects.filter(state="failed", due__gte=at - LOOK_BACK).count()
    if failed:
        yield unhealthy(
            "messages", f"{failed} messages of the last seven days could not be sent.", "Open the page Messages."
        )
    unsure = Message.objects.filter(state="unsure").count()
    if unsure:
        yield note("messages", f"Of {unsure} messages nobody knows whether they arrived.", "Open the page Messages.")
    if not late and not failed:
        yield well("messages", "No message is late.")


def _ago(span: timedelta) -> str:
    """A span in its largest unit."""
    seconds = max(int(span.total_seconds()), 0)
    for size, one, many in ((86_400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {one if count == 1 else many}"
    return f"{seconds} seconds"
