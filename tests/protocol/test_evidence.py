"""What is told of the evidence holds: every cite names its place, and the page on evidence names only what exists."""

import re
from pathlib import Path

from percutis.protocol.checks.citing import claims
from percutis.protocol.manuscript import read_manuscript

PAGE = Path(__file__).parent.parent.parent / "docs" / "evidence.md"
NAMED = re.compile(r"`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`")
CITED = re.compile(r"\[([A-Za-z]\w+(?:, [A-Za-z]\w+)*)\]")
ROW = re.compile(r"\b(?:DIS|TLA|LAST|REL|DEF|ABS|ISO|HSV|SER|SCL|ENG|C|U|B\d(?:\.\d)?)-\d+\b")


def test_every_cite_names_the_place_that_was_read() -> None:
    """Of an entry, of its permissive value and of its limits: whoever checks a number knows where to look."""
    entries = read_manuscript().entries

    without = [(e.id, cite.key) for e in entries for _, _, cites in claims(e) for cite in cites if not cite.at]

    assert without == []


def test_the_page_on_evidence_names_entries_sources_and_rows_that_exist() -> None:
    """Names in code marks are entries, keys in brackets are sources, rows are in the ledger."""
    manuscript, page = read_manuscript(), PAGE.read_text("utf-8")

    assert set(NAMED.findall(page)) <= {entry.id for entry in manuscript.entries}
    assert {key for keys in CITED.findall(page) for key in keys.split(", ")} <= manuscript.sources.keys()
    assert set(ROW.findall(page)) <= manuscript.ledger.keys()


def test_the_page_on_evidence_tells_every_disagreement_of_the_dossiers() -> None:
    """Each with an entry that encodes it."""
    manuscript, page = read_manuscript(), PAGE.read_text("utf-8")

    for row in (row for row in manuscript.ledger if row.startswith("DIS-")):
        line = next(line for line in page.splitlines() if line.startswith(f"| {row} |"))
        encoding = {entry.id for entry in manuscript.entries if row in entry.rows}
        assert encoding & set(NAMED.findall(line)), row
