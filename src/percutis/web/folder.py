"""The folder of photographs on this machine: a file is there whole and for good, or not at all, whatever happens to
the power or to the process that writes it.
"""

import os
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = ".part"  # the end of the name that a file has until it is whole


class Folder(FileSystemStorage):
    """Django's store of files, but written under another name first, brought to the disk, and only then named.

    A name is made of keys, so whoever comes second with the same name brings the same picture, and it may take the
    place of the first.
    """

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        _make(place.parent)
        part = place.with_name(f".{uuid4().hex}{PART}")
        try:
            _write(part, content)
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        self._settle(place.parent)
        return str(place.relative_to(self.location).as_posix())

    def delete(self, name: str) -> None:
        """Remove it, for good too."""
        super().delete(name)
        folder = Path(self.path(name)).parent
        if folder.is_dir():
            to_disk(folder)

    def _settle(self, folder: Path) -> None:
        """Bring the names of a file and of every folder above it to the disk, up to where the store lies."""
        top = Path(self.location).parent
        while folder != top:
            to_disk(folder)
            folder = folder.parent
        to_disk(top)


def _make(folder: Path) -> None:
    """The folder and whatever is missing above it, each for its owner only."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _write(part: Path, content: File) -> None:
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
