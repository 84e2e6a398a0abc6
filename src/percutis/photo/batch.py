"""Measures a folder of photographs on all cores, and goes on where it was stopped: one row a file, zone and measure."""

import csv
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from percutis.domain.errors import InputError
from percutis.photo.measuring import ZoneValue, measure_picture
from percutis.photo.quality import judge
from percutis.photo.reading import read_picture

ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif")
HEAD = ("file", "sha256", "taken_at", "verdict", "reasons", "zone", "measure", "name", "unit", "value", "changes_by")


class Measured(NamedTuple):
    """One photograph of the folder: its rows, or why there are none."""

    file: str
    digest: str
    taken_at: str
    verdict: str
    reasons: str
    values: tuple[ZoneValue, ...]


def photographs(folder: Path) -> list[Path]:
    """The photographs below a folder, by name.

    Raises:
        InputError: no such folder.
    """
    if not folder.is_dir():
        raise InputError.one(str(folder), "no folder", "a folder that holds photographs")
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())


def known(out: Path) -> set[str]:
    """The digests of the photographs that a file of measures holds already.

    Raises:
        InputError: it is another kind of file.
    """
    if out.is_dir() or not out.parent.is_dir():
        raise InputError.one(
            str(out), "a folder" if out.is_dir() else "no such folder", "a file in a folder that is there"
        )
    if not out.exists():
        return set()
    with out.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != HEAD:
            raise InputError.one(str(out), "a file that holds something else", "a file of measures, or a new one")
        return {row["sha256"] for row in rows}


def measure_all(files: list[Path], view: str, workers: int | None = None) -> Iterator[Measured]:
    """Each photograph as it is done, in processes of their own."""
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        waiting = [pool.submit(measure_file, path, view) for path in files]
        for done in as_completed(waiting):
            yield done.result()


def measure_file(path: Path, view: str) -> Measured:
    """One photograph; what cannot be measured says why in place of values."""
    try:
        digest = digest_of(path)
        picture = read_picture(path)
        taken = picture.taken_at.isoformat() if picture.taken_at else ""
        found = judge(picture, view)
        reasons = " ".join(fault.reason for fault in found.faults)
        values = measure_picture(picture) if found.pose else ()
    except (InputError, OSError) as error:
        return Measured(str(path), "", "", "unreadable", str(error).replace("\n", "; "), ())
    return Measured(str(path), digest, taken, found.verdict, reasons, values)


def append(out: Path, one: Measured) -> None:
    """Add the rows of one photograph in one write, so that a stop leaves none half-written."""
    is_new = not out.exists()
    with out.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        if is_new:
            rows.writerow(HEAD)
        about = (one.file, one.digest, one.taken_at, one.verdict, one.reasons)
        lines = [
            (*about, v.zone, v.measure, v.name, v.unit, f"{v.value:.5g}", f"{v.changes_by:.3g}") for v in one.values
        ]
        rows.writerows(lines or [(*about, "", "", "", "", "", "")])


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
