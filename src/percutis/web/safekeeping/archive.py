"""What a backup holds once it is opened: a tar file that any program reads, in this order.

    about.json                       which program and changes of tables it is of, and the columns of every table
    rows/records.patient/00001.gz    rows, a JSON list a line, a thousand a file
    photographs/…                    every original, byte for byte, under its name in the store
    secrets/secret.key               what signs log-ins, so that links which patients hold go on working
    contents.json                    how many of everything, and the checksums

`age --decrypt --identity KEYFILE FILE | tar --extract` opens one without us.
"""

import gzip
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Self

from percutis.web.safekeeping.rows import Row, Sum

FORMAT = 1
ABOUT, CONTENTS, ROWS, PHOTOGRAPHS, SECRETS = "about.json", "contents.json", "rows/", "photographs/", "secrets/"
SECRET = f"{SECRETS}secret.key"
STEP = r"[\w-][\w.-]*"  # of a place below a folder; never upwards
NAMED = re.compile(rf"{ABOUT}|{CONTENTS}|{SECRET}|{ROWS}{STEP}/\d+\.gz|{PHOTOGRAPHS}{STEP}(?:/{STEP})*", re.ASCII)
QUICKLY = 1  # the level of compression: a backup is made while the clinic works


@dataclass(slots=True)
class Contents:
    """How many rows and photographs there are, with their checksums; `missing` names what was not found."""

    tables: dict[str, Sum] = field(default_factory=dict)
    photographs: Sum = field(default_factory=Sum)
    size: int = 0  # bytes of the photographs
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(found.rows for found in self.tables.values())

    def add_photograph(self, name: str, content: bytes) -> None:
        """One more photograph."""
        self.photographs.add(name.encode() + b"\0" + content)
        self.size += len(content)

    def said(self) -> dict[str, Any]:
        """As it stands in the backup."""
        return {
            "tables": {label: {"rows": found.rows, "checksum": found.hex} for label, found in self.tables.items()},
            "photographs": {
                "count": self.photographs.rows,
                "bytes": self.size,
                "checksum": self.photographs.hex,
                "missing": self.missing,
                "damaged": self.damaged,
            },
        }


class Writer:
    """Puts a backup together, part by part, into a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (__exit__)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_problem: object) -> None:
        if kind is None:
            self._tar.close()
        else:
            stream: Any = self._tar.fileobj
            stream.closed = True  # else tarfile tries to write its end when it is cleared away

    def put(self, name: str, content: bytes) -> None:
        """One file of the backup."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), 0o600
        self._tar.addfile(entry, io.BytesIO(content))

    def put_said(self, name: str, said: dict[str, Any]) -> None:
        """One file of JSON."""
        self.put(name, json.dumps(said, ensure_ascii=False, indent=1).encode())

    def put_rows(self, label: str, number: int, rows: Iterable[Row]) -> None:
        """Some rows of a table."""
        lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        self.put(
            f"{ROWS}{label}/{number:05d}.gz", gzip.compress(lines.encode("utf-8", "surrogatepass"), QUICKLY, mtime=0)
        )


def parts(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a backup in their order, each as its name and content.

    Raises:
        tarfile.TarError: a name that no backup has. Whoever knows for whom it is sealed can seal another one, and a
            name such as `secrets/../../` would be written anywhere.
    """
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry) if entry.isreg() else None
            if content is None or not NAMED.fullmatch(entry.name):
                raise tarfile.TarError(entry.name)
            yield entry.name, content.read()
    while stream.read(1 << 16):  # to the end, where a file that was cut off shows
        pass


def rows_of(content: bytes) -> list[Row]:
    """The rows in one file of rows."""
    lines = gzip.decompress(content).decode("utf-8", "surrogatepass").split("\n")
    return [json.loads(line) for line in lines if line]


def label_of(name: str) -> str:
    """The table whose rows a file holds."""
    return name.removeprefix(ROWS).rpartition("/")[0]
