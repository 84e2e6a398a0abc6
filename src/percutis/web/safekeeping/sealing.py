"""A stream sealed for its recipients on its way to a file, and opened on its way back, by age (age-encryption.org/v1).

Nothing unsealed touches the disk, and no more than a few blocks of it stand in memory: one thread seals or opens, the
other makes or reads what passes between them. Every block is authenticated, so a flipped bit or a missing end shows.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage

from percutis.domain.errors import InputError


@contextmanager
def sealed(path: Path, recipients: Sequence[Any]) -> Iterator[IO[bytes]]:
    """What is written here lies sealed in a new file when this ends; synced to the disk.

    Raises:
        OSError: the file cannot be written, such as on a full disk.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        with _aside(lambda source: pyrage.encrypt_io(source, target, recipients), reads=True) as stream:
            yield stream
        target.flush()
        os.fsync(target.fileno())


@contextmanager
def opened(path: Path, identity: Any) -> Iterator[IO[bytes]]:
    """What the file holds, for whoever has the key.

    Raises:
        InputError: another key, or a file that was changed or cut off; found at the latest at its end.
    """
    with path.open("rb") as source:
        try:
            with _aside(lambda target: pyrage.decrypt_io(source, target, [identity]), reads=False) as stream:
                yield stream
        except (pyrage.DecryptError, OSError) as problem:
            if isinstance(problem, OSError) and problem.errno is not None:  # the disk, not the seal
                raise
            raise InputError.one(
                path.name, _why(str(problem)), "a whole backup and the key it was sealed for"
            ) from None


def _why(problem: str) -> str:
    return "sealed for another key" if "matching keys" in problem.lower() else "changed, cut off, or no backup"


@contextmanager
def _aside(work: Callable[[IO[bytes]], None], *, reads: bool) -> Iterator[IO[bytes]]:
    """One end of a pipe, the work at its other end in a thread of its own; what goes wrong there comes out here."""
    reading, writing = os.pipe()
    theirs, ours = (reading, writing) if reads else (writing, reading)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with suppress(BrokenPipeError), os.fdopen(theirs, "rb" if reads else "wb") as end:
                work(end)
        except BaseException as problem:  # noqa: BLE001 (it is raised where it can be told)
            failed.append(problem)

    thread = threading.Thread(target=run, name="sealing")
    thread.start()
    try:
        with suppress(BrokenPipeError), os.fdopen(ours, "wb" if reads else "rb") as stream:
            yield stream
    except BaseException as problem:
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0] from problem
        raise
    thread.join()
    if failed and not isinstance(failed[0], BrokenPipeError):
        raise failed[0]
