"""Proving the log: every row holds its content's hash and the hash of the row before, and none is missing.

A row cut off the end leaves a chain that is whole. Whoever keeps the head (number and hash of the last row) somewhere
else finds that too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from percutis.domain.errors import InputError
from percutis.web.accounts.audit import START, digest_of
from percutis.web.accounts.models import AuditEvent, Clinic

STEP = 2000  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a log: at which row, and what."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A log as it was found: how many rows, its head, and every fault."""

    clinic: str
    rows: int
    head: str
    faults: tuple[Fault, ...]


def prove(clinic: Clinic, against: str | None = None) -> Proof:
    """The proof of one clinic's log, reading every row once. `against` is a head kept earlier, `number:hash`.

    Raises:
        InputError: `against` is no head.
    """
    kept = _parsed(against)
    faults: list[Fault] = []
    previous, expected, digest = START, 1, START
    seen_kept = kept is None
    for event in AuditEvent.objects.filter(clinic=clinic).order_by("number").iterator(STEP):
        faults += _faults(event, previous, expected)
        previous = digest = event.digest
        expected = event.number + 1
        if kept and event.number == kept[0]:
            seen_kept = True
            if event.digest != kept[1]:
                faults.append(Fault(event.number, "is not the row whose head was kept"))
    if not seen_kept and kept:
        faults.append(Fault(kept[0], "was the last once and is gone: the end was cut off"))
    return Proof(clinic.slug, expected - 1, f"{expected - 1}:{digest}", tuple(faults))


def _faults(event: AuditEvent, previous: str, expected: int) -> Iterator[Fault]:
    if event.number > expected:
        missing = f"{expected}" if event.number == expected + 1 else f"{expected} to {event.number - 1}"
        yield Fault(event.number, f"follows a gap: row {missing} was taken out")
    if event.digest != digest_of(event):
        yield Fault(event.number, "was changed: its content is not what its hash says")
    elif event.previous != previous and event.number == expected:
        yield Fault(event.number, "does not follow the row before it: one of them was put there later")


def _parsed(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    number, _colon, digest = head.strip().partition(":")
    if not number.isdecimal() or len(digest) != len(START):
        raise InputError.one("--against", head, "a head as `percutis audit head` prints it: number:hash")
    return int(number), digest
