"""Files in the store that no row names: left by a write or a removal that was cut off.

What a row names: the original of every photograph and trial that is kept, and the copies beside an original that may be
looked at. A copy of a picture that was closed or erased is an orphan too: it should have gone with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from percutis.web.folder import PART
from percutis.web.records.core.shelf import Lying
from percutis.web.records.models import Patient, Photo, PhotoTrial
from percutis.web.records.selectors.photographs import open_rows

AT_ONCE = 500
PAIRED = "on-"  # a copy `KEY.on-OTHER.side.jpg` shows two pictures


@dataclass(frozen=True, slots=True)
class Orphan:
    """One file without a row. `clinic` is whose it was, where its name is one that we give and this database knows the
    patient; `is_original` tells a whole picture that nothing here explains from what can only be a rest.
    """

    name: str
    at: datetime
    clinic: int | None
    is_original: bool


def orphans(files: Iterable[Lying]) -> Iterator[Orphan]:
    """Those of these files that belong to no row; a few hundred are asked for at a time."""
    left = iter(files)
    while batch := list(islice(left, AT_ONCE)):
        yield from _orphans(batch)


def _orphans(batch: list[Lying]) -> Iterator[Orphan]:
    keys = {key for file in batch for key in _keys_of(file.name)}
    photos = Photo.objects.filter(key__in=keys)
    erased = set(photos.filter(original="").values_list("key", flat=True))
    originals = set(photos.exclude(original="").values_list("original", flat=True))
    originals |= set(PhotoTrial.objects.filter(key__in=keys).values_list("original", flat=True))
    shown = dict(open_rows(photos).values_list("original", "key"))
    nameless = [file for file in batch if file.name not in originals and not _is_copy(file.name, shown)]
    homes = {home for file in nameless if (home := _home_of(file.name))}
    known = set(Patient.objects.filter(key__in=[key for _clinic, key in homes]).values_list("clinic_id", "key"))
    for file in nameless:
        home = _home_of(file.name)
        is_rest = "." in _last(file.name) or bool(set(_keys_of(file.name)) & erased)
        yield Orphan(file.name, file.at, home[0] if home and home in known else None, not is_rest)


def _is_copy(name: str, shown: dict[str, UUID]) -> bool:
    """Whether it is a copy of pictures that may all be looked at."""
    folder, _slash, file = name.rpartition("/")
    first, dot, _rest = file.partition(".")
    return bool(dot) and f"{folder}/{first}" in shown and set(_keys_of(name)) <= set(shown.values())


def _keys_of(name: str) -> Iterator[UUID]:
    """The keys of the pictures that a file shows, by its name."""
    first, _dot, rest = _last(name).partition(".")
    for told in (first, rest.partition(".")[0].removeprefix(PAIRED) if rest.startswith(PAIRED) else ""):
        if key := _uuid(told):
            yield key


def _home_of(name: str) -> tuple[int, UUID] | None:
    """The clinic and the patient in whose folder a file of ours lies; None for any other file."""
    clinic, patient, file = (*name.split("/"), "", "")[:3]
    key = _uuid(patient) if name.count("/") == 2 else None
    is_ours = key and clinic.isdecimal() and (file.endswith(PART) or any(_keys_of(name)))
    return (int(clinic), key) if key and is_ours else None


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _uuid(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None
