"""The patient's hand-out: what it says, what it never says, and that it is a proper PDF."""

import io
import json
import re
from functools import cache

import pytest
from pypdf import PdfReader

from percutis.domain.plan import plan_course
from percutis.interop.handout import font_folder, handout_pdf
from percutis.interop.handout_content import handout_content
from percutis.interop.sheets.aftercare import Sender
from percutis.protocol.load import load_edition, load_texts
from tests.examples import ON, an_intake, the_plan

EDITION = load_edition()
SETTING = re.compile(r"\d\s?(mm|cm²|mg)\b|\bpasses\b|\bdial\b", re.IGNORECASE)


@cache
def pdf(language: str) -> PdfReader:
    """The hand-out of the example course."""
    texts = load_texts("2026.1", language)
    return PdfReader(io.BytesIO(handout_pdf(the_plan(), an_intake(), texts, EDITION)))


def words(reader: PdfReader) -> str:
    """All text of the pages."""
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_handout_holds_no_setting() -> None:
    """No depth, no passes, no dial, no dose: a patient's sheet is no recipe."""
    assert SETTING.search(words(pdf("en"))) is None
    assert "mm" not in words(pdf("ur"))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_content_holds_no_setting(language: str) -> None:
    """Not even in what the template leaves out."""
    content = handout_content(the_plan(), an_intake(), load_texts("2026.1", language), EDITION)
    assert SETTING.search(json.dumps(content, ensure_ascii=False)) is None


def test_the_handout_says_what_a_patient_needs() -> None:
    """Visits with dates, preparation, aftercare, sun, whom to call, what to expect, why not at home."""
    text = words(pdf("en"))
    for heading in (
        "Your visits",
        "Before the first visit",
        "After each visit",
        "Sun",
        "When to call us",
        "Whom to call",
        "What to expect",
        "Why not at home",
    ):
        assert heading in text
    for visit in the_plan().sessions:
        assert f"{visit.target.day} {visit.target:%B %Y}" in text
    assert "medical director has not approved" in " ".join(text.split())
    assert re.search(r"Page 1 of \d", text)


@pytest.mark.parametrize(("language", "title"), [("en", "Your skin treatment"), ("ur", "آپ کی جلد کا علاج")])
def test_the_handout_is_accessible(language: str, title: str) -> None:
    """Tagged as PDF/UA asks: a title, a language, a structure to read aloud."""
    reader = pdf(language)
    assert reader.metadata is not None
    assert reader.metadata.title == title
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_same_plan_gives_the_same_bytes() -> None:
    """A hand-out can be written again."""
    texts = load_texts()
    first, second = (handout_pdf(the_plan(), an_intake(), texts, EDITION) for _ in range(2))
    assert first == second


def test_handout_of_a_clinic_names_it_and_its_telephones() -> None:
    """Whose sheet it is and whom to call stand printed; from the command line there is nobody to name."""
    sender = Sender("Test Clinic", "+925100000000", "+925100000001", "Test Patient · P-0001")
    texts = load_texts()
    named = words(PdfReader(io.BytesIO(handout_pdf(the_plan(), an_intake(), texts, EDITION, sender))))
    assert [named.count(word) for word in ("Test Clinic", "P-0001", "+925100000000", "+925100000001")] == [1, 1, 2, 1]
    assert handout_content(the_plan(), an_intake(), texts, EDITION)["call"] == [
        ("The clinic, by day", ""),
        ("At night and on holidays", ""),
        ("Ambulance", ""),
    ]


@pytest.mark.skipif(font_folder() is None, reason="the fonts are fetched by the project's set-up")
def test_latin_words_on_urdu_paper_are_not_set_in_nastaliq() -> None:
    """The names of medicines and the spaces around them, which Nastaliq would crowd, are in Noto Sans."""
    letters: dict[str, str] = {}

    def gather(text: str, _cm: object, _tm: object, font: dict[str, object] | None, _size: float) -> None:
        letters[str((font or {}).get("/BaseFont"))] = letters.get(str((font or {}).get("/BaseFont")), "") + text

    for page in pdf("ur").pages:
        page.extract_text(visitor_text=gather)
    crowded = [said for name, said in letters.items() if "Nastaliq" in name and re.search("[A-Za-z0-9]", said)]
    assert crowded == []


@pytest.mark.skipif(font_folder() is None, reason="the fonts are fetched by the project's set-up")
def test_the_urdu_handout_is_set_in_nastaliq() -> None:
    """The hand of Urdu books, not an Arabic substitute."""
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in pdf("ur").pages for font in page["/Resources"]["/Font"].values()
    }
    assert any("NotoNastaliqUrdu" in font for font in fonts)


def test_the_handout_is_written_without_the_fonts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that could not fetch them still prints."""
    monkeypatch.setenv("PERCUTIS_FONTS", "no/such/folder")
    assert font_folder() is None
    assert handout_pdf(the_plan(), an_intake(), load_texts(), EDITION).startswith(b"%PDF")


def test_a_withheld_plan_says_so_and_plans_nothing() -> None:
    """Without a licensed operator there are no visits, only the reason and the way to a clinic."""
    intake = an_intake(operator=None)
    content = handout_content(plan_course(intake, EDITION, ON), intake, load_texts(), EDITION)
    assert content["withheld"] == (
        "Needling is done by trained and licensed people only. Please do not try it at home."
    )
    assert (content["visits"], content["before"], content["signs"], content["recovery"]) == ([], [], [], None)
    assert content["home"]
    assert handout_pdf(plan_course(intake, EDITION, ON), intake, load_texts(), EDITION).startswith(b"%PDF")
