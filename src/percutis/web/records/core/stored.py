"""Every file that a picture has in the store: the original, its copies for pages, and what was aligned with it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from percutis.web.records.core.pictures import SIZES, copy_name
from percutis.web.records.models import Photo, PhotoComparison

ORIGINAL, SMALL, LARGE, ALIGNED, OTHER = "original", "small", "large", "aligned", "other"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file: what it is of the picture, its name in the store, its size in bytes, and whether it can be remade."""

    what: str
    name: str
    size: int

    @property
    def is_copy(self) -> bool:
        """Whether it was made from the original."""
        return self.what != ORIGINAL


def files_of(photo: Photo) -> list[StoredFile]:
    """What is in the store of this picture, found by its rows and by looking into its folder."""
    if not photo.original:
        return []
    storage, original = photo.original.storage, str(photo.original.name)
    names = {original: ORIGINAL, **{copy_name(original, size): size for size in SIZES}}
    names |= dict.fromkeys(aligned_names(photo), ALIGNED)
    folder, key = str(PurePosixPath(original).parent), PurePosixPath(original).name
    for file in _listed(storage, folder):
        if file.startswith(key):
            names.setdefault(f"{folder}/{file}", OTHER)
    return [StoredFile(what, name, storage.size(name)) for name, what in names.items() if storage.exists(name)]


def aligned_names(photo: Photo) -> list[str]:
    """The aligned copies in which the picture is one of the two."""
    pairs = PhotoComparison.objects.filter(before=photo) | PhotoComparison.objects.filter(after=photo)
    return list(dict.fromkeys(name for kept in pairs.values_list("kept", flat=True) for name in kept.values()))


def aligned_name(before: Photo, after: Photo, side: str) -> str:
    """Where the aligned copy of one side of a pair lies, beside the later original."""
    return f"{after.original.name}.on-{before.key}.{side}.jpg"


def _listed(storage: Any, folder: str) -> list[str]:
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return list(files)
