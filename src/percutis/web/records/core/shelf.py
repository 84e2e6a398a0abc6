"""What lies in the store of photographs, whichever store it is: every file with its age, and how one is taken out."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

log = logging.getLogger("percutis.photographs")


@dataclass(frozen=True, slots=True)
class Lying:
    """One file in the store, and when it was last written."""

    name: str
    at: datetime


def lying() -> Iterator[Lying]:
    """Everything in the store, one by one; what goes meanwhile is passed over."""
    storage: Any = default_storage
    if hasattr(storage, "bucket"):
        for found in storage.bucket.objects.all():
            yield Lying(found.key, found.last_modified)
        return
    root = Path(storage.path(""))
    for path in root.rglob("*"):
        try:
            if path.is_file():
                yield Lying(path.relative_to(root).as_posix(), datetime.fromtimestamp(path.stat().st_mtime, UTC))
        except FileNotFoundError:
            continue


def take_out(names: Iterable[str]) -> None:
    """Remove these files. One that the store does not let go stays for the sweep, and is logged."""
    for name in names:
        try:
            default_storage.delete(name)
        except Exception:
            log.warning("a file could not be removed from the store; the sweep will try again", exc_info=True)


def take_out_after_commit(names: Iterable[str]) -> None:
    """Remove these files once no row in the database names them any more: never before, and not if it fails."""
    gone = list(names)
    transaction.on_commit(lambda: take_out(gone))


def end_broken_uploads(before: datetime) -> int:
    """How many uploads in parts, begun before then and never ended, were given up; a folder has none."""
    storage: Any = default_storage
    if not hasattr(storage, "bucket"):
        return 0
    old = [upload for upload in storage.bucket.multipart_uploads.all() if upload.initiated < before]
    for upload in old:
        upload.abort()
    return len(old)
