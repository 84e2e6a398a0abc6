"""Signs of life: whoever works in the background leaves the moment of its last round."""

from datetime import datetime, timedelta

from percutis.web.running.models import Beat

COURIER = "courier"
WORKER = "worker:"
LATE_AFTER = timedelta(minutes=3)
FORGOTTEN_AFTER = timedelta(days=1)


def beat(*, name: str, at: datetime) -> None:
    """Leave a sign of life."""
    Beat.objects.update_or_create(name=name, defaults={"at": at})
    Beat.objects.filter(name__startswith=WORKER, at__lt=at - FORGOTTEN_AFTER).delete()


def last_beat(name: str) -> datetime | None:
    """The moment of the last sign of life; None where there was none."""
    found = Beat.objects.filter(name=name).first()
    return found.at if found else None


def living_workers(at: datetime) -> set[str]:
    """The names of the workers that were at work lately."""
    rows = Beat.objects.filter(name__startswith=WORKER, at__gte=at - LATE_AFTER)
    return {row.name.removeprefix(WORKER) for row in rows}


def take_turn(*, name: str, every: timedelta, at: datetime) -> bool:
    """Whether this process does now what one of all does each so often. A turn marked in the future, by a clock that
    was wrong, does not count.
    """
    row, is_new = Beat.objects.get_or_create(name=name, defaults={"at": at})
    lately = Beat.objects.filter(pk=row.pk, at=row.at).exclude(at__gt=at - every, at__lte=at)
    return is_new or bool(lately.update(at=at))
