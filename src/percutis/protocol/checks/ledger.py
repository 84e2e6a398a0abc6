"""The ledger accounts for every row of the evidence dossiers: encoded by an entry, or left out with the reason."""

from collections.abc import Iterator

from percutis.domain.edition.basis import Entry
from percutis.domain.errors import Problem
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import parts
from percutis.protocol.vocabulary import nearest


def rows_of(entry: Entry) -> tuple[str, ...]:
    """The rows that an entry encodes, its limits' rows included."""
    return tuple(dict.fromkeys(row for part in parts(entry) for row in getattr(part.value, "rows", ())))


def entries_by_row(manuscript: Manuscript) -> dict[str, list[Entry]]:
    """The entries that encode each row."""
    found: dict[str, list[Entry]] = {}
    for entry in manuscript.entries:
        for row in rows_of(entry):
            found.setdefault(row, []).append(entry)
    return found


def check_ledger(manuscript: Manuscript) -> Iterator[Problem]:
    """Rows that got lost, rows that nobody knows, and rows that are both encoded and left out."""
    encoded = entries_by_row(manuscript)
    for row, entries in encoded.items():
        if row not in manuscript.ledger:
            allowed = f"a row of ledger.yaml: {nearest(row, manuscript.ledger)}"
            yield from (Problem(manuscript.place(entry, "rows"), repr(row), allowed) for entry in entries)
    for row, reason in manuscript.ledger.items():
        place = f"ledger.yaml {row}"
        if reason is None and row not in encoded:
            yield Problem(place, "null, but no entry lists it", "an entry that lists it, or why it is left out")
        if reason is not None and not str(reason).strip():
            yield Problem(place, "an empty reason", "null, or why it is left out")
        if reason is not None and row in encoded:
            where = ", ".join(entry.id for entry in encoded[row])
            yield Problem(place, f"left out, but listed by {where}", "one of the two")
