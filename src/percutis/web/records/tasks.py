"""Work that waits in the queue: photographs are measured by the worker after they were kept, while nobody waits.

A task names rows by number only; a row that is gone meanwhile is nobody's fault, and nothing is done.
"""

from contextlib import suppress

from django.utils import timezone
from django_tasks import task

from percutis.web.accounts.refusal import RefusedError


@task()
def measure_photograph(photo: int) -> None:
    """Judge, measure and compare a photograph with the first and with the last before it of its view."""
    from percutis.web.records.models import Photo
    from percutis.web.records.services.measuring import measure_kept

    row = Photo.objects.select_related("clinic", "patient").exclude(original="").filter(pk=photo).first()
    if row is not None:
        with suppress(RefusedError):  # closed meanwhile
            measure_kept(photo=row, at=timezone.now())


@task()
def compare_photographs(before: int, after: int) -> None:
    """Compare two photographs of one view."""
    from percutis.web.records.models import Photo
    from percutis.web.records.services.measuring import compare_pair

    rows = Photo.objects.select_related("clinic", "patient").exclude(original="").in_bulk([before, after])
    if len(rows) == len({before, after}):
        with suppress(RefusedError):
            compare_pair(before=rows[before], after=rows[after], at=timezone.now())


def measure_later(photo: int) -> None:
    """Put the measuring of a photograph into the queue: in the transaction that keeps it, so that none comes alone."""
    measure_photograph.enqueue(photo)


def compare_later(before: int, after: int) -> None:
    """Put the comparison of two photographs into the queue."""
    compare_photographs.enqueue(before, after)
