"""The file of a picture and its row: the file comes first, and stays only if the row does."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import Error

from percutis.web.records.core.pictures import copy_name
from percutis.web.records.core.shelf import take_out, take_out_after_commit
from percutis.web.records.models import Photo, PhotoTrial

log = logging.getLogger("percutis.photographs")


@contextmanager
def stored_for(row: Photo | PhotoTrial, content: bytes, copies: Mapping[str, bytes] | None = None) -> Iterator[None]:
    """The picture with its copies lies safe in the store while the block writes the row, and is taken out again where
    afterwards no row names it: refused, failed, or kept already.

    The block has a transaction of its own, and none around it. The database is asked, not the exception: a connection
    that breaks at the commit does not tell whether the row is there. Where it cannot be asked, and where the process is
    killed, the sweep decides a day later.
    """
    written: list[str] = []
    try:
        row.original.save("", ContentFile(content), save=False)
        written.append(str(row.original.name))
        for size, copy in (copies or {}).items():
            name = copy_name(written[0], size)
            written.append(row.original.storage.save(name, ContentFile(copy)))
        yield
    finally:
        try:
            if not type(row)._default_manager.filter(key=row.key).exists():
                take_out(written)
        except Error:
            log.warning("the database did not say whether a photograph was kept; its file stays for the sweep")


def forget_trial(trial: PhotoTrial) -> None:
    """The trial is over: its row goes, and then its file. Called inside the transaction of the answer."""
    trial.delete()
    take_out_after_commit([str(trial.original.name)])
