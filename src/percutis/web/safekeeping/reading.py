"""A backup read from its first byte to its last, and held against what it says of itself."""

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from percutis.domain.errors import InputError
from percutis.web.safekeeping.archive import (
    ABOUT,
    CONTENTS,
    FORMAT,
    PHOTOGRAPHS,
    ROWS,
    Contents,
    label_of,
    parts,
    rows_of,
)
from percutis.web.safekeeping.progress import Progress, Tell, silent
from percutis.web.safekeeping.rows import Sum
from percutis.web.safekeeping.sealing import opened

WHOLE = "a whole backup"


@dataclass(frozen=True, slots=True)
class Proved:
    """A backup whose every part was read: what it says of itself, and what was found in it, which is the same."""

    about: dict[str, Any]
    contents: Contents


def prove(path: Path, identity: Any, tell: Tell = silent) -> Proved:
    """The backup, every row and every photograph of it read and found as it says.

    Raises:
        InputError: another key, a file that was changed or cut off, or one of another format.
    """
    found, about, said = Contents(), {}, {}
    progress = Progress("read back", 0, tell)
    for name, content in each_part(path, identity):
        progress.step()
        if name == ABOUT:
            about = _about(path, content)
        elif name == CONTENTS:
            said = json.loads(content)
        elif name.startswith(ROWS):
            table = found.tables.setdefault(label_of(name), Sum())
            for row in rows_of(content):
                table.add_row(row)
        elif name.startswith(PHOTOGRAPHS):
            found.add_photograph(name.removeprefix(PHOTOGRAPHS), content)
    if not about or not said or _counted(found.said()) != _counted(said):
        raise InputError.one(path.name, "less or other than it says it holds", WHOLE)
    found.missing, found.damaged = said["photographs"]["missing"], said["photographs"]["damaged"]
    return Proved(about, found)


def each_part(path: Path, identity: Any) -> Iterator[tuple[str, bytes]]:
    """The files in a backup, in their order.

    Raises:
        InputError: another key, or a file that was changed or cut off.
    """
    try:
        with opened(path, identity) as stream:
            yield from parts(stream)
    except tarfile.TarError:
        raise InputError.one(path.name, "no backup of Percutis", WHOLE) from None


def _about(path: Path, content: bytes) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(content)
    if about.get("format") != FORMAT:
        raise InputError.one(path.name, f"format {about.get('format')}", f"format {FORMAT}; use the newer program")
    return about


def _counted(said: dict[str, Any]) -> dict[str, Any]:
    """What is compared: tables without a row have no file, and what was missing when it was made is still missing."""
    tables = {label: one for label, one in said["tables"].items() if one["rows"]}
    photographs = {name: said["photographs"][name] for name in ("count", "bytes", "checksum")}
    return {"tables": tables, "photographs": photographs}
