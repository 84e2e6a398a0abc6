"""Checks an edition: everything that must be true of it, and every problem at once. The ideas are in `checks`."""

from collections.abc import Iterator
from datetime import date

from percutis.domain.errors import InputError, Problem
from percutis.protocol.checks.citing import check_cites, check_evidence, check_sources
from percutis.protocol.checks.holes import check_holes
from percutis.protocol.checks.ledger import check_ledger
from percutis.protocol.checks.names import check_names
from percutis.protocol.checks.ranges import check_ranges
from percutis.protocol.checks.review import check_review
from percutis.protocol.checks.shapes import check_shapes
from percutis.protocol.checks.wording import check_texts
from percutis.protocol.checks.wordlists import check_words
from percutis.protocol.manuscript import Manuscript, read_manuscript

CHECKS = (
    check_names,
    check_cites,
    check_evidence,
    check_sources,
    check_words,
    check_ranges,
    check_shapes,
    check_texts,
    check_holes,
    check_ledger,
)


def check_edition(name: str, on: date) -> tuple[Problem, ...]:
    """Every problem of the edition (a name, or a folder) as of the day `on`; empty when it may be used."""
    try:
        manuscript = read_manuscript(name)
        return tuple(problems_of(manuscript, on))
    except InputError as error:
        return error.problems


def problems_of(manuscript: Manuscript, on: date) -> Iterator[Problem]:
    """Every problem of a manuscript that could be read."""
    for check in CHECKS:
        yield from check(manuscript)
    yield from check_review(manuscript, on)
