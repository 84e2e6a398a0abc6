"""The sweep: what a cut-off write or removal left in the store is taken out, a day later, and the log says so."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from percutis.web.accounts.actors import system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.records.core.shelf import end_broken_uploads, lying, take_out_after_commit
from percutis.web.records.selectors.orphans import Orphan, orphans

AFTER = timedelta(days=1)
MOST_ORIGINALS = 20  # a crash cuts off a few uploads, never so many
log = logging.getLogger("percutis.photographs")


def sweep_store(*, at: datetime) -> list[str]:
    """The files that were taken out: older than a day, named by no row, in the folder of a patient on record here.

    Many whole pictures at once that no row explains are no rest of cut-off writes: then the database is another or an
    older one than the store, and none of them is touched. `percutis doctor` names whatever is left lying.
    """
    end_broken_uploads(before=at - AFTER)
    found = list(orphans(file for file in lying() if file.at < at - AFTER))
    swept = sweepable(found)
    if len(swept) < sum(orphan.clinic is not None for orphan in found):
        log.error("the store holds many photographs that this database does not know; none of them is removed")
    by_clinic: dict[int, list[str]] = defaultdict(list)
    for orphan in swept:
        by_clinic[orphan.clinic or 0].append(orphan.name)
    for clinic in Clinic.objects.filter(pk__in=by_clinic):
        _sweep(clinic, sorted(by_clinic[clinic.pk]), at)
    return sorted(orphan.name for orphan in swept)


def sweepable(found: Iterable[Orphan]) -> list[Orphan]:
    """Those of these orphans that a sweep takes out, once they are old enough."""
    ours = [orphan for orphan in found if orphan.clinic is not None]
    if sum(orphan.is_original for orphan in ours) > MOST_ORIGINALS:
        return [orphan for orphan in ours if not orphan.is_original]
    return ours


def _sweep(clinic: Clinic, names: list[str], at: datetime) -> None:
    with transaction.atomic():
        write_audit(by=system(clinic), at=at, action="photographs.swept", details={"files": names})
        take_out_after_commit(names)
