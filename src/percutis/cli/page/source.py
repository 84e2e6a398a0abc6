"""The page of `percutis protocol show SOURCE`: a work, how it was seen, and every entry that cites it."""

from percutis.cli.page.paper import DIM, HEADING, STRONG, Paper
from percutis.cli.page.protocol import MARKS
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.reading.captions import Captions
from percutis.protocol.reading.volume import Work


def write_source(work: Work, manuscript: Manuscript, paper: Paper, caption: Captions) -> None:
    """The work in full with its line in the bibliography; then its entries with their lines."""
    source = work.source
    place = f"sources.bib:{source.line}"
    paper.line((paper.drawing(source.key), HEADING), "  ", (paper.drawing(place), DIM))
    paper.line((paper.drawing(str(source)), STRONG))
    if source.link:
        paper.line((paper.drawing(source.link), "cyan"))
    noted = f" ({paper.drawing(source.note)})" if source.note else ""
    paper.line(f"{MARKS[source.seen]} {paper.word('evidence', source.seen)}{noted}")
    paper.blank()
    paper.line((f"{caption('book.cited_by')} ({len(work.cited_by)})", "cyan"))
    for name in work.cited_by:
        place = manuscript.lines.get(name, "")
        paper.line(paper.drawing(name), "  ", (paper.drawing(place), DIM), indent=2)
