"""The photographs of a patient as they were taken, and the table that says what each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.files.storage import Storage

from percutis.web.records.exporting.packing import PIECE, Part
from percutis.web.records.exporting.values import as_csv
from percutis.web.records.models import Patient, Photo, PhotoTrial

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
HEAD = ("file", "id", "key", "at", "view", "session_id", "checkin_id", "media_type", "width", "height", "sha256", "is")


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture: its line in the table, and its file in the store where it has one that is there."""

    line: tuple[Any, ...]
    name: str
    stored: str
    storage: Storage


def photographs(patient: Patient, using: str = "default") -> list[Taken]:
    """Every picture on record, those on trial too. One that was deleted, or that the store lost, has a line alone."""
    kept = Photo._base_manager.using(using).filter(patient=patient.pk).order_by("at", "pk")
    tried = PhotoTrial._base_manager.using(using).filter(patient=patient.pk).order_by("at", "pk")
    return [*map(_kept, kept), *map(_tried, tried)]


def table(taken: list[Taken]) -> Iterator[bytes]:
    """The table as CSV with a head; a spreadsheet reads the mark at its start."""
    yield "\ufeff".encode()
    yield from (line.encode() for line in as_csv((HEAD, *(one.line for one in taken))))


def files(taken: list[Taken], folder: str = "") -> Iterator[Part]:
    """The files, byte for byte."""
    for one in taken:
        if one.stored:
            yield Part(f"{folder}{one.name}", _pieces(one), is_packed=True)


def _pieces(one: Taken) -> Iterator[bytes]:
    with one.storage.open(one.stored) as file:
        while piece := file.read(PIECE):
            yield bytes(piece)


def _kept(photo: Photo) -> Taken:
    stored, is_there = _stored(photo)
    name = f"photographs/{photo.at.astimezone(UTC):%Y%m%d}-{photo.view}-{photo.key}.{ENDINGS[photo.media_type]}"
    state = "kept" if is_there else "lost" if photo.original else "deleted"
    line = (
        name if is_there else "", photo.pk, photo.key, photo.at.astimezone(UTC).isoformat(), photo.view,
        photo.session_id, photo.checkin_id, photo.media_type, photo.width, photo.height, photo.sha256, state,
    )  # fmt: skip
    return Taken(line, name, stored, photo.original.storage)


def _tried(trial: PhotoTrial) -> Taken:
    stored, is_there = _stored(trial)
    name = f"photographs/on-trial-{trial.view}-{trial.key}"
    at = trial.at.astimezone(UTC).isoformat()
    line = (name if is_there else "", trial.pk, trial.key, at, trial.view, trial.session_id, *[""] * 5, "on trial")
    return Taken(line, name, stored, trial.original.storage)


def _stored(row: Photo | PhotoTrial) -> tuple[str, bool]:
    name = str(row.original.name or "")
    is_there = bool(name) and row.original.storage.exists(name)
    return (name if is_there else ""), is_there
