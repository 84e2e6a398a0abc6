"""The pages of `percutis protocol`: one entry, one finding, the counts of an edition, its words and its ledger."""

from collections import Counter
from collections.abc import Iterable

from percutis.cli.page.paper import DIM, HEADING, STRONG, Paper
from percutis.protocol.checks.ledger import entries_by_row
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.reading.captions import Captions
from percutis.protocol.reading.cards import Card, Line, Reference
from percutis.protocol.reading.volume import FindingRow

MARKS = {"opened": "●", "secondary": "◐", "recalled": "○", "inferred": "◇"}


def write_card(card: Card, paper: Paper, caption: Captions) -> None:
    """One entry: its texts, whom it is about, what it says, what else may be chosen, and on whose word."""
    _write_title(card.id, card.place, paper)
    if card.badge:
        paper.line((card.badge[1].upper(), STRONG))
    _write_texts(card.clinician, card.patient, paper, caption)
    _write_lines(caption("book.who"), card.who or (Line(caption("book.everyone"), ()),), paper)
    _write_lines(caption("book.default_value" if card.permissive else "book.what"), card.what, paper)
    for number, way in enumerate(card.ways, 1):
        _write_lines(f"{caption('book.way')} {number}", way, paper)
    _write_lines(caption("book.permissive"), card.permissive, paper)
    for reference in card.permissive_references:
        _write_reference(reference, paper)
    _write_sources(card, paper, caption)


def _write_title(name: str, place: str, paper: Paper) -> None:
    where = f"editions/{paper.edition.id}/{place}"
    paper.line((paper.drawing(name), HEADING), "  ", (paper.drawing(where), DIM))


def _write_texts(clinician: str | None, patient: str | None, paper: Paper, caption: Captions) -> None:
    for register, text in (("clinician", clinician), ("patient", patient)):
        if text or register == "patient":
            paper.blank()
            paper.line((caption(f"book.{register}"), "cyan"))
            paper.line(paper.quantity(text) if text else (caption("book.not_shown"), DIM), indent=2)


def _write_lines(title: str, lines: Iterable[Line], paper: Paper) -> None:
    found = tuple(lines)
    if not found:
        return
    paper.blank()
    paper.line((title, "cyan"))
    for line in found:
        paper.row(paper.quantity(line.caption), paper.quantity(line.value), indent=2, column=28)


def _write_sources(card: Card, paper: Paper, caption: Captions) -> None:
    paper.blank()
    paper.line((caption("book.sources"), "cyan"))
    for reference in card.references:
        _write_reference(reference, paper)
    seen = paper.word("evidence", card.evidence)
    checked = f"{caption('book.checked')} {paper.drawing(card.checked)}"
    paper.line(f"{MARKS[card.evidence]} {paper.dots(seen, paper.word('strength', card.strength), checked)}", indent=2)
    if card.rows:
        paper.row(caption("book.rows"), paper.drawing(", ".join(card.rows)), indent=2, column=28)
    if card.note:
        paper.row(caption("book.note"), paper.drawing(card.note), indent=2, column=28)


def _write_reference(reference: Reference, paper: Paper) -> None:
    source = reference.source
    place = f" @ {reference.at}" if reference.at else ""
    paper.line((paper.drawing(f"{reference.key}{place}"), STRONG), indent=2)
    if source is None:
        return
    paper.line(paper.drawing(str(source)), indent=4)
    if source.link:
        paper.line((paper.drawing(source.link), DIM), indent=4)
    noted = f" {paper.drawing(f'({source.note})')}" if source.note else ""
    paper.line(f"{MARKS[source.seen]} {paper.word('evidence', source.seen)}{noted}", indent=4)


def write_finding(row: FindingRow, paper: Paper, caption: Captions) -> None:
    """One finding: its name, its questions, its codes, and the rules keyed by it."""
    _write_title(row.code, row.place, paper)
    paper.line((paper.dots(row.name, row.kind), STRONG))
    if row.question:
        _write_texts(row.question, row.patient, paper, caption)
    paper.blank()
    listed = ((name, getattr(row, name)) for name in ("parents", "brands", "names", "codings"))
    for name, values in (("ask", (row.asked,)), *listed, ("rules_keyed", row.rules)):
        if values:
            paper.row(caption(name), paper.drawing(", ".join(values)), indent=2, column=28)


def write_counts(manuscript: Manuscript, paper: Paper) -> None:
    """How much the edition holds: entries by file and evidence, by strength, sources, texts, ledger rows."""
    entries = manuscript.entries
    kinds = list(MARKS)
    table = Counter((entry.file, entry.evidence.value) for entry in entries)
    head = "".join(f"{kind:>11}" for kind in kinds)
    paper.line((f"{'entries':<16}{'all':>6}{head}", STRONG))
    for file in sorted({entry.file for entry in entries}):
        counts = [table[file, kind] for kind in kinds]
        paper.line(f"{file:<16}{sum(counts):>6}" + "".join(f"{count:>11}" for count in counts))
    totals = [sum(table[file, kind] for file in {entry.file for entry in entries}) for kind in kinds]
    paper.line((f"{'together':<16}{sum(totals):>6}" + "".join(f"{count:>11}" for count in totals), STRONG))
    paper.blank()
    strengths = Counter(entry.strength.value for entry in entries)
    paper.row("strength", ", ".join(f"{name} {count}" for name, count in strengths.most_common()), column=16)
    paper.row("findings", str(len(manuscript.edition.findings)), column=16)
    paper.row("sources", str(len(manuscript.works)), column=16)
    texts = ", ".join(f"{name} {len(texts.wording)}" for name, texts in manuscript.texts.items())
    paper.row("texts", texts, column=16)
    left = sum(reason is not None for reason in manuscript.ledger.values())
    ledger = f"{len(manuscript.ledger)}: {len(manuscript.ledger) - left} encoded, {left} left out with a reason"
    paper.row("ledger rows", ledger, column=16)


def write_ledger(rows: Iterable[str], manuscript: Manuscript, paper: Paper) -> None:
    """Where each of these rows went."""
    encoded = entries_by_row(manuscript)
    for row in rows:
        reason = manuscript.ledger[row]
        if reason is not None:
            paper.row(row, ("left out: ", DIM), reason, column=14)
            continue
        for number, entry in enumerate(encoded.get(row, ())):
            place = manuscript.lines.get(entry.id, entry.file)
            paper.row("" if number else row, entry.id, "  ", (place, DIM), column=14)
        if row not in encoded:
            paper.row(row, ("not yet encoded", DIM), column=14)
