"""A sheet of paper: what stays together on a page."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from percutis.interop.sheets.sheet import Part, Sheet, sheet_pdf

AT = datetime(2027, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("lines", range(28, 40))
def test_last_sentence_stays_with_its_section(lines: int) -> None:
    """However much stands before it, the sentence above a signature is on the page of its heading."""
    before = Part(title="What is done", paragraphs=tuple(f"Sentence {number}." for number in range(lines)))
    last = Part(title="You decide", paragraphs=("You can say no.", "Take time.", "By writing your name you agree."))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(sheet_pdf(a_sheet(before, last)))).pages]
    assert [page.count("You decide") for page in pages] == [page.count("By writing your name") for page in pages]


@pytest.mark.parametrize("lines", range(26, 48))
def test_telephones_stay_together(lines: int) -> None:
    """However full the page before them is, nobody turns it over to find the number for the night."""
    before = Part(
        title="Before", points=tuple(f"Line {number}" for number in range(6)), paragraphs=("Filled.",) * lines
    )
    reach = Part(title="Whom to call", pairs=(("By day", "0000 1"), ("At night and on holidays", "0000 2")))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(sheet_pdf(a_sheet(before, reach)))).pages]
    assert [("0000 1" in page, "0000 2" in page) for page in pages if "0000" in page] == [(True, True)]


def a_sheet(*parts: Part) -> Sheet:
    """A sheet in English with these parts."""
    return Sheet(
        language="en",
        title="Consent",
        subtitle="Test Patient",
        clinic="Test Clinic",
        reach="",
        footer="",
        page="Page {page} of {pages}",
        at=AT,
        parts=parts,
    )
