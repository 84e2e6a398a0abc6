"""The book: one page that needs nothing else, whole without scripts, and mirrored in Urdu."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from percutis.protocol.manuscript import Manuscript, read_manuscript
from percutis.protocol.reading.book import FOLDER, _isolated, _with_holes, write_book

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The tags of a page: whether they close in order, their ids, links and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the tag."""
        self.tags[tag] += 1
        self.attributes.extend((tag, name, value or "") for name, value in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Tags close in the order in which they opened."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")

    def all(self, name: str, tag: str | None = None) -> list[str]:
        """Every value of one attribute."""
        return [value for found, key, value in self.attributes if key == name and tag in (None, found)]


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    """The edition that is installed."""
    return read_manuscript()


@pytest.fixture(scope="module", params=["en", "ur"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the book."""
    return str(request.param)


@pytest.fixture(scope="module")
def text(manuscript: Manuscript, language: str) -> str:
    """The page as written."""
    return write_book(manuscript, language)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """The page as read."""
    return Page(text)


def test_book_is_well_formed(page: Page) -> None:
    """Every tag closes, no id stands twice, every link inside the page arrives."""
    ids = page.all("id")
    assert (page.wrong, page.open) == ([], [])
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert {link[1:] for link in page.all("href", "a") if link.startswith("#")} - set(ids) == set()


def test_book_needs_nothing_else(page: Page, text: str) -> None:
    """No file, font, picture or script from anywhere, and no code in attributes."""
    assert page.all("src") == page.all("style") == []
    assert page.tags["link"] == page.tags["img"] == page.tags["iframe"] == 0
    assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
    assert re.findall(r"url\(|@import|javascript:", text) == []


def test_book_holds_every_entry_finding_and_source(page: Page, manuscript: Manuscript) -> None:
    """All that the edition says can be found on the page."""
    ids = set(page.all("id"))
    assert {entry.id for entry in manuscript.entries} <= ids
    assert {f"finding-{kind.code}" for kind in manuscript.edition.findings} <= ids
    assert {f"source-{key}" for key in manuscript.works} <= ids


def test_book_links_every_source_that_has_an_address(page: Page, manuscript: Manuscript) -> None:
    """A source leads to where it can be read."""
    links = set(page.all("href", "a"))
    assert {work.link for work in manuscript.works.values() if work.link} <= links


def test_book_says_its_language_and_direction(page: Page, language: str) -> None:
    """Urdu runs from the right."""
    assert page.all("lang", "html") == [language]
    assert page.all("dir", "html") == ["rtl" if language == "ur" else "ltr"]


def test_book_says_that_the_edition_is_not_approved(text: str, language: str) -> None:
    """The status stands at the head of the page."""
    head = text[: text.index("<main>")]
    assert {"en": "No medical director has approved this edition", "ur": "میڈیکل ڈائریکٹر"}[language] in head


def test_book_says_evidence_by_word_and_shape(text: str, manuscript: Manuscript, language: str) -> None:
    """Each entry has the mark of its evidence, and the word beside it."""
    for kind, count in Counter(entry.evidence.value for entry in manuscript.entries).items():
        word = manuscript.texts[language].wording[f"labels.evidence.{kind}"].clinician
        assert text.count(f'<span class="mark {kind}" aria-hidden="true"></span>{word}') >= count


def test_book_escapes_what_it_quotes(text: str) -> None:
    """A sign that means something to a browser is shown, not obeyed; a hole is marked."""
    assert text.count("<script>") == 1
    assert _with_holes("<b> & {until}") == '&lt;b&gt; &amp; <i class="hole">until</i>'


@pytest.mark.parametrize(
    ("line", "isolated"),
    [
        ("گہرائی 1.5 mm تک", 'گہرائی <bdi dir="ltr">1.5 mm</bdi> تک'),
        ("{until} سے پہلے", '<i class="hole">until</i> سے پہلے'),
        ("لیڈوکین 2.5 % + پریلوکین", 'لیڈوکین <bdi dir="ltr">2.5 %</bdi> + پریلوکین'),
        ("<b>", '<bdi dir="ltr">&lt;b</bdi>&gt;'),
    ],
)
def test_book_keeps_latin_runs_in_their_own_direction(line: str, isolated: str) -> None:
    """In an Urdu line whatever is Latin is isolated, so that `1.5 mm` does not become `mm 1.5`."""
    assert _isolated(line) == isolated


def test_book_styles_are_logical() -> None:
    """No left and no right: the page mirrors by itself."""
    css = (FOLDER / "book.css").read_text("utf-8")
    physical = (
        r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|(?:^|[\s;{])(?:left|right):|float:"
    )
    assert re.findall(physical, css) == []


def test_book_prints() -> None:
    """The page has styles for paper, and for a phone."""
    css = (FOLDER / "book.css").read_text("utf-8")
    assert "@media print" in css
    assert "@media (max-width" in css
